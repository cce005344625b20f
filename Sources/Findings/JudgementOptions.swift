/// What the user asked for, as far as it decides or explains the result.
public struct JudgementOptions: Sendable, Hashable {
  /// What an unknown of a deciding validation does to the exit code.
  public enum UnknownPolicy: String, Sendable, Hashable, CaseIterable {
    case inconclusive, fail, ignore
  }

  /// The lowest severity that decides (`--fail-on`).
  public var failOn: Severity
  public var unknownPolicy: UnknownPolicy
  /// The time of judging, RFC 3339, or nil if none is known.
  public var now: String?
  /// What `--select` and `--ignore` named; empty for all rules.
  public var selected: [String]
  public var ignored: [String]
  /// Whether failing findings that the baseline has, too, leave the exit code alone.
  public var failOnNew: Bool
  /// Whether files of the inputs were not read because of `--include` or `--exclude`.
  public var leavesFilesOut: Bool

  public init(
    failOn: Severity = .error, unknownPolicy: UnknownPolicy = .inconclusive, now: String? = nil,
    selected: [String] = [], ignored: [String] = [], failOnNew: Bool = false,
    leavesFilesOut: Bool = false
  ) {
    self.failOn = failOn
    self.unknownPolicy = unknownPolicy
    self.now = now
    self.selected = selected
    self.ignored = ignored
    self.failOnNew = failOnNew
    self.leavesFilesOut = leavesFilesOut
  }

  /// What a result says of itself where it is one of a part only: `, of the selected rules`.
  public var restriction: String {
    (isSelection ? ", of the selected rules" : "")
      + (leavesFilesOut ? ", of the files that were not left out" : "")
  }

  /// Whether the result is one of the selected rules only.
  public var isSelection: Bool { !selected.isEmpty || !ignored.isEmpty }
}
