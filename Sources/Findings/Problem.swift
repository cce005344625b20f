import Basics

/// Something wrong with an input: never thrown away, never a finding.
public struct Problem: Sendable, Hashable {
  /// Where on the way from bytes to report it came up.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    case arguments, target, rules, documents, snapshot, evaluation, waivers, baseline, report
  }

  public var stage: Stage
  /// A stable kebab-case name of its kind, such as `duplicate-key`.
  public var code: String
  /// `error`: something could not be read; `warning`, `note`: read, but worth knowing.
  public var severity: Severity
  /// Whether the tool could not do its job because of it (exit code 2). A junk file among good ones
  /// is an `error` and not fatal: what it would have held is partial.
  public var isFatal: Bool
  public var message: String
  /// Where it is, then related places ("first defined here"), and where it is again.
  public var places: [Place]
  /// How many times it was met in its file; of these the first three have their places here.
  public var count: Int
  /// What to do about it, or nil.
  public var help: String?

  public init(
    stage: Stage, code: String, severity: Severity = .error, isFatal: Bool = false,
    message: String, places: [Place] = [], count: Int = 1, help: String? = nil
  ) {
    self.stage = stage
    self.code = code
    self.severity = severity
    self.isFatal = isFatal
    self.message = clipped(message)
    self.places = places
    self.count = count
    self.help = help
  }

  /// The code of a snapshot that is older than the user allows: all of it was read, and yet it
  /// decides nothing.
  public static let outdatedSnapshot = "outdated-snapshot"

  /// Whether something of the snapshot was not read, or decides nothing, so that a run cannot end
  /// with ready. What cannot hold evidence is a note; what leaves nothing to judge is fatal.
  public var leavesOpen: Bool {
    code == Problem.outdatedSnapshot
      || !isFatal && severity == .error && (stage == .documents || stage == .snapshot)
  }

  /// Fatal ones first, then by severity, place, code and message.
  package static func isOrderedBefore(_ left: Problem, _ right: Problem) -> Bool {
    if left.isFatal != right.isFatal { return left.isFatal }
    if left.severity != right.severity { return left.severity > right.severity }
    let leftPlace = left.places.first
    let rightPlace = right.places.first
    let paths = compareByBytes([leftPlace?.path], [rightPlace?.path])
    if paths != 0 { return paths < 0 }
    let leftOffset = leftPlace?.region?.byteOffset ?? -1
    let rightOffset = rightPlace?.region?.byteOffset ?? -1
    if leftOffset != rightOffset { return leftOffset < rightOffset }
    return compareByBytes([left.code, left.message], [right.code, right.message]) < 0
  }
}
