/// A span of a source file. Lines and columns count from 1, columns in Unicode code points; the
/// end column is the one after the last code point, as in SARIF.
public struct Region: Sendable, Hashable {
  /// Offset of the first byte in the file's UTF-8 text, from 0.
  public var byteOffset: Int
  /// Length in bytes; 0 marks a point.
  public var byteLength: Int
  public var line: Int
  public var column: Int
  public var endLine: Int
  public var endColumn: Int

  /// Makes a region. A line or column below 1 is a programmer's error: one of them makes SARIF
  /// consumers reject a whole report. An end before the start becomes the start.
  public init(
    byteOffset: Int, byteLength: Int = 0, line: Int, column: Int, endLine: Int? = nil,
    endColumn: Int? = nil
  ) {
    precondition(line >= 1 && column >= 1, "lines and columns count from 1")
    self.byteOffset = byteOffset
    self.byteLength = byteLength
    self.line = line
    self.column = column
    let lastLine = endLine ?? line
    let lastColumn = endColumn ?? column
    let isForward = (line, column) <= (lastLine, lastColumn)
    self.endLine = isForward ? lastLine : line
    self.endColumn = isForward ? lastColumn : column
  }
}
