extension String {
  /// Without white space at its ends, and on one line.
  package var trimmed: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
