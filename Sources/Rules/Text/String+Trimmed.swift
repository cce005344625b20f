extension String {
  /// Without white space at its ends, and on one line.
  package var trimmed: String {
    // Most are so already; to look at characters costs ten times as much.
    isTrimmedASCII ? self : split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether it is ASCII without other white space than single spaces between words.
  private var isTrimmedASCII: Bool {
    var before = UInt8(ascii: " ")
    for byte in utf8 {
      guard byte < 0x7F, byte > 0x20 || byte == 0x20 && before != 0x20 else { return false }
      before = byte
    }
    return before != 0x20 || isEmpty
  }

  /// Line breaks and the white space around them as one space.
  var oneLine: String {
    split(whereSeparator: { $0 == "\n" || $0 == " " || $0 == "\r\n" }).joined(separator: " ")
  }

  /// Without white space and line breaks at its end.
  var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last == "\n" || last == " " || last == "\r\n" {
      text = text.dropLast()
    }
    return String(text)
  }
}
