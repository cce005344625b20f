/// A piece of an expression's text.
public struct SourceRange: Sendable, Equatable {
  /// Bytes from the start of the expression's UTF-8 text.
  public var offset: Int
  /// Bytes.
  public var length: Int

  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  public var end: Int { offset + length }
}
