/// The lines of a source file around a deciding value, so that a report needs no file.
///
/// The text is masked already: what is hidden reads `(hidden)`. Masking and cutting move columns,
/// so the marks count in the text that is here, not in the file.
public struct SourceFrame: Sendable, Hashable {
  /// One line of the file, without its line end.
  public struct Line: Sendable, Hashable {
    /// The line's number in the file, from 1.
    public var number: Int
    public var text: String
    /// The marked code points of `text`, counted from 0; nil if nothing is marked.
    public var mark: Range<Int>?

    public init(number: Int, text: String, mark: Range<Int>? = nil) {
      self.number = number
      self.text = text
      self.mark = mark
    }
  }

  public var lines: [Line]
  /// Whether the text differs from the file's: a line was cut or masked.
  public var isAltered: Bool

  public init(lines: [Line], isAltered: Bool = false) {
    self.lines = lines
    self.isAltered = isAltered
  }
}
