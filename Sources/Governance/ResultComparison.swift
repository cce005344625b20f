import Basics
import Findings

/// Two results of one cluster, finding by finding.
///
/// A finding is the same where its fingerprint is, or was under an earlier id of its rule. What
/// only one result has is new or resolved only where nothing else explains it: where evidence, data
/// or a pack differ, or one of the two did not judge it, it is *incomparable*, and why is said.
public struct ResultComparison: Sendable {
  public enum State: String, Sendable, CaseIterable {
    case new, resolved, unchanged, incomparable
  }

  public struct Item: Sendable {
    public let state: State
    /// As the older result has it; nil if it has not.
    public let old: ResultRecord.Entry?
    public let new: ResultRecord.Entry?
    /// Why it cannot be compared.
    public let doubt: String?

    /// Whether both have it, and the newer one lets it count for more.
    public var isWorse: Bool {
      guard let old, let new, new.isLive else { return false }
      return !old.isLive || old.severity < new.severity
    }

    /// The newer of the two.
    public var entry: ResultRecord.Entry { (new ?? old).unsafelyUnwrapped }
  }

  public let old: ResultRecord
  public let new: ResultRecord
  /// In the order of findings, the newer result's first.
  public let items: [Item]

  public init(_ old: ResultRecord, _ new: ResultRecord) {
    self.old = old
    self.new = new
    var known: [String: Int] = [:]
    for (position, entry) in old.findings.enumerated() {
      for print in [entry.identity.fingerprint] + entry.identity.formerFingerprints {
        known[print] = known[print] ?? position
      }
    }
    let doubts = Doubts(old, new)
    var matched: Set<Int> = []
    var items: [Item] = new.findings.map { entry in
      let prints = [entry.identity.fingerprint] + entry.identity.formerFingerprints
      if let position = prints.lazy.compactMap({ known[$0] }).first {
        matched.insert(position)
        return Item(state: .unchanged, old: old.findings[position], new: entry, doubt: nil)
      }
      let doubt = doubts.doubt(ofNew: entry)
      return Item(state: doubt == nil ? .new : .incomparable, old: nil, new: entry, doubt: doubt)
    }
    for (position, entry) in old.findings.enumerated() where !matched.contains(position) {
      let doubt = doubts.doubt(ofOld: entry)
      items.append(
        Item(state: doubt == nil ? .resolved : .incomparable, old: entry, new: nil, doubt: doubt))
    }
    self.items = items
  }

  /// Whether both judged the same files: what differs then comes from rules, data or options.
  public var isOfOneSnapshot: Bool { Doubts.areOfOneSnapshot(old, new) }

  public func items(_ state: State) -> [Item] { items.filter { $0.state == state } }

  /// How a finding of the newer result stands to the older one.
  public func changes() -> [String: Finding.Change] {
    let pairs = items.compactMap { item -> (String, Finding.Change)? in
      guard let entry = item.new else { return nil }
      let kind: Finding.Change.Kind = item.state == .unchanged ? .unchanged : .new
      return (
        entry.identity.fingerprint, Finding.Change(kind, doubt: item.doubt, isWorse: item.isWorse)
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// What of the older result the newer one does not have.
  public func absences() -> [BaselineSummary.Absence] {
    items.filter { $0.new == nil }.map { item in
      BaselineSummary.Absence(
        item.entry.identity, item.entry.verdict, item.entry.severity, title: item.entry.title,
        message: item.entry.message, doubt: item.doubt)
    }
  }

  // MARK: Conclusion

  /// Whether the newer result leaves open what the older one did not: files that were not read, an
  /// age.
  private var leavesMoreOpen: Bool { !new.open.isSubset(of: old.open) }

  /// 0: nothing that decides is new; 1: a failing finding is, or counts for more than it did; 3:
  /// something that decides cannot be compared, an unknown counts for more, or the newer result
  /// leaves more open.
  ///
  /// - Parameter failOn: the lowest severity that decides.
  public func exitCode(failOn: Severity) -> Int32 {
    let deciding = items.filter { $0.entry.severity >= failOn && $0.entry.isLive }
    let isWorse = deciding.contains { item in
      (item.state == .new || item.isWorse) && item.entry.verdict == .fail
    }
    if isWorse { return 1 }
    let isOpen = deciding.contains { $0.state == .incomparable || $0.isWorse }
    return isOpen || leavesMoreOpen ? 3 : 0
  }

  /// The last line on standard error.
  public func sentence(failOn: Severity) -> String {
    let counts = State.allCases.map { "\(items($0).count) \($0.rawValue)" }
    let word =
      switch exitCode(failOn: failOn) {
      case 0: "no worse"
      case 1: "worse"
      default: "inconclusive"
      }
    let worse = items.count { $0.isWorse && $0.entry.severity >= failOn }
    return "\(word): " + counts.joined(separator: ", ")
      + (worse > 0 ? " (\(worse) of which \(worse == 1 ? "counts" : "count") for more)" : "")
      + (leavesMoreOpen ? ", and not all of the snapshot counts" : "")
  }
}
