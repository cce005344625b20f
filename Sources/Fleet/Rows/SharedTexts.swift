import Basics

/// Texts that many rows have in common, each once.
struct SharedTexts {
  private var texts: Set<ByteText> = []

  /// The text itself, or one of the same bytes that is there already.
  subscript(_ text: String) -> String {
    mutating get { texts.insert(ByteText(text)).memberAfterInsert.text }
  }
}

/// A text that equals those of the same bytes alone: other ways to write a letter are other texts.
struct ByteText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ByteText, right: ByteText) -> Bool {
    left.text.equalsByBytes(right.text)
  }

  func hash(into hasher: inout Hasher) {
    withUTF8Bytes(text) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
