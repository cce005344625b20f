import Basics

/// What the packs of a run let waivers do.
public struct WaiverTerms: Sendable {
  /// The days for which a waiver may be given at most, and the pack that says so.
  public let longest: (days: Int, pack: String)?
  /// All rules of the packs, also those that are not judged, by full id.
  let rules: [(rule: Rule, isWaivable: Bool)]

  /// The rules that a waiver means by a name: a full id, else an id, else an earlier one of either;
  /// or by a pattern of full ids, such as `acme/*`.
  ///
  /// - Parameter matches: Whether a pattern fits a full id; nil if the name is no pattern.
  /// - Returns: full ids of those that may be waived, of those that may not, and, where a name may
  ///   mean rules of several packs, of these, and then of no others.
  public func rules(
    named name: String, matching matches: ((String) -> Bool)?
  ) -> (waivable: Set<String>, others: Set<String>, ambiguous: [String]) {
    let readings: [(Rule) -> Bool] =
      matches.map { matches in [{ matches($0.fullId) }] }
      ?? [{ $0.fullId == name }, { $0.id == name }, { $0.hadName(name) }]
    let found =
      readings.lazy.map { reading in rules.filter { reading($0.rule) } }
      .first { !$0.isEmpty } ?? []
    if matches == nil, found.count > 1 {
      return ([], [], found.map(\.rule.fullId).sortedByBytes())
    }
    let parts = Dictionary(grouping: found, by: \.isWaivable).mapValues { part in
      Set(part.map(\.rule.fullId))
    }
    return (parts[true] ?? [], parts[false] ?? [], [])
  }

  /// What may be meant by a misspelt name.
  public var names: [String] { rules.flatMap { [$0.rule.fullId, $0.rule.id] } }
}

extension Rule {
  fileprivate func hadName(_ name: String) -> Bool {
    deprecatedIds.contains(name) || formerFullIds.contains(name)
      || formerFullIds.contains("\(pack)/\(name)")
  }
}

extension RuleSet {
  public var waiverTerms: WaiverTerms {
    let limits = packs.compactMap { pack in
      pack.longestWaiverDays.map { (days: $0, pack: pack.name) }
    }
    // An override counts whether or not the rule is judged; what one pack forbids none allows.
    let forbidden = Set(
      packs.flatMap(\.overrides).filter { $0.isWaivable == false }.map(\.rule))
    return WaiverTerms(
      longest: limits.min { $0.days < $1.days },
      rules: packs.flatMap(\.rules).map {
        ($0, $0.isWaivable && !forbidden.contains($0.fullId))
      })
  }
}
