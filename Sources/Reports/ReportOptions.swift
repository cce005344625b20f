import Findings

/// How a report is to look; nothing here changes the result.
public struct ReportOptions: Sendable, Hashable {
  /// Whether text may use ANSI colours: the caller knows whether a terminal reads it.
  public var isColored: Bool
  /// The lowest severity whose findings the text report prints (`--show`).
  public var show: Severity
  /// Columns of text, in code points.
  public var width: Int
  /// Where the files lie, for reports whose readers look for them.
  public var files: FileBase
  /// The arguments of the run, as words of a shell, for the commands that come next.
  public var arguments: String

  public init(
    isColored: Bool = false, show: Severity = .note, width: Int = 100,
    files: FileBase = FileBase(), arguments: String = "SNAPSHOT"
  ) {
    self.isColored = isColored
    self.show = show
    self.width = max(width, 40)
    self.files = files
    self.arguments = arguments
  }
}
