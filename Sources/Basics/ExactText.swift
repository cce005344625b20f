/// A text as a key, equal to another one where all bytes are: to `String` an "é" is the same
/// whether it is one character of Unicode or an "e" with an accent behind it, which is not so to a
/// cluster.
public struct ExactText: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }

  public static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.equalsByBytes(right.text)
  }

  public static func < (left: ExactText, right: ExactText) -> Bool {
    left.text.precedesByBytes(right.text)
  }

  public func hash(into hasher: inout Hasher) {
    withUTF8Bytes(text) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // Where a text ends: a list of them is another one when its texts are cut elsewhere.
    hasher.combine(0xFF as UInt8)
  }
}
