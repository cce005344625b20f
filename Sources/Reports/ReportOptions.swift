import Findings

/// How a report is to look; nothing here changes the result.
public struct ReportOptions: Sendable, Hashable {
  /// Whether text may use ANSI colours: the caller knows whether a terminal reads it.
  public var isColored: Bool
  /// The lowest severity whose findings the text report prints (`--show`); those that decide are
  /// printed whatever it is.
  public var show: Severity
  /// Columns of text, in code points.
  public var width: Int
  /// Where the files lie, for reports whose readers look for them.
  public var files: FileBase
  /// The arguments of the run, as words of a shell, for the commands that come next.
  public var arguments: String
  /// Threads that may be used.
  public var jobs: Int

  public init(
    isColored: Bool = false, show: Severity = .note, width: Int = 100,
    files: FileBase = FileBase(), arguments: String = "SNAPSHOT", jobs: Int = 1
  ) {
    self.isColored = isColored
    self.show = show
    self.width = max(width, 40)
    self.files = files
    self.arguments = arguments
    self.jobs = jobs
  }

  /// The same, with all that decides: what the exit code rests on is not left out.
  func showing(whatDecides judgement: Judgement) -> Self {
    var options = self
    options.show = min(show, judgement.options.failOn)
    return options
  }
}
