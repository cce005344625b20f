import Basics
import Findings

/// What became of a waiver in a run.
public struct WaiverUse: Sendable {
  public enum State: String, Sendable, CaseIterable {
    /// It waives something.
    case inUse = "in-use"
    /// It waives everything of severity error that was found, of several rules.
    case broad
    /// It has expired, and what it waived counts again.
    case expired
    /// Another waiver accepts all that it would.
    case shadowed
    /// What it names was judged and passes, or it has expired and nothing needs it.
    case unneeded
    /// It fits nothing that was found.
    case unused
    /// It is for another cluster.
    case otherCluster = "other-cluster"
    /// Its rule was not judged.
    case notJudged = "not-judged"
  }

  public let entry: WaiverEntry
  public let isExpired: Bool
  let isOfCluster: Bool
  /// Findings that it fits.
  public private(set) var matchedCount = 0
  /// Those of severity error among them.
  private(set) var errorCount = 0
  /// Findings that it is the waiver of.
  public internal(set) var appliedCount = 0
  var isBroad = false
  var isJudged = true
  var isFixed = false
  /// Where the waiver is written that accepts what this one would.
  private(set) var other: Place?

  init(_ entry: WaiverEntry, isExpired: Bool, isOfCluster: Bool) {
    self.entry = entry
    self.isExpired = isExpired
    self.isOfCluster = isOfCluster
  }

  mutating func add(_ finding: Finding, givenTo entry: WaiverEntry) {
    matchedCount += 1
    if finding.severity == .error { errorCount += 1 }
    other = other ?? entry.place
  }

  public var state: State {
    if !isOfCluster { return .otherCluster }
    if appliedCount > 0 { return isExpired ? .expired : isBroad ? .broad : .inUse }
    if matchedCount > 0 { return .shadowed }
    if !isJudged { return .notJudged }
    return isFixed || isExpired ? .unneeded : .unused
  }

  /// What is to be said of it beside the findings; nil if nothing is.
  public var problem: Problem? {
    switch state {
    case .inUse, .otherCluster, .notJudged: nil
    case .expired:
      problem(
        .warning, "expired-waiver",
        "\(name) expired after \(entry.expires.text): \(counted(appliedCount, "finding")) "
          + (appliedCount == 1 ? "counts again" : "count again"),
        help: "Fix what it finds, or accept it anew with a later day.")
    case .broad:
      problem(
        .warning, "broad-waiver",
        "\(name) waives every finding of severity error, of several rules",
        help: "Name one rule, and the subjects that are meant.")
    case .shadowed:
      problem(
        .note, "shadowed-waiver", "\(name) changes nothing: another one accepts what it would",
        help: "Remove one of the two.")
    case .unneeded:
      problem(
        .note, "unneeded-waiver",
        isFixed
          ? "\(name) is no longer needed: what it names passes"
          : "\(name) expired after \(entry.expires.text), and nothing needs it",
        help: "Remove it, so that it accepts nothing that comes later.")
    case .unused:
      problem(
        .note, "unused-waiver", "\(name) fits nothing that was found",
        help: "Look at its scope, or remove it.")
    }
  }

  private var name: String { "the waiver of \(entry.owner) for \(entry.rule)" }

  private func problem(
    _ severity: Severity, _ code: String, _ message: String, help: String
  ) -> Problem {
    var places = entry.place.map { [$0] } ?? []
    if state == .shadowed, var other {
      other.note = "the other one"
      places.append(other)
    }
    return Problem(
      stage: .waivers, code: code, severity: severity, message: message, places: places,
      help: help)
  }
}
