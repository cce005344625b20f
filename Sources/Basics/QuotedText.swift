/// Text in quotes, so that a reader of a notation gets it back: one escaper for each notation.
public enum QuotedText {}

/// As Go's `%q` prints it: error messages of Kubernetes quote their input so.
extension QuotedText {
  /// `text` with control and unprintable characters, quotes and backslashes escaped.
  public static func go(_ text: String) -> String {
    withUTF8Bytes(text) { go($0) }
  }

  /// As above; bytes that are not UTF-8 become `\x` escapes.
  public static func go(_ text: UTF8Bytes) -> String {
    var output = "\""
    var index = 0
    while index < text.count {
      var decoder = UTF8()
      var rest = UTF8Bytes(rebasing: text[index...]).makeIterator()
      switch decoder.decode(&rest) {
      case .scalarValue(let scalar):
        append(scalar, to: &output)
        index += UTF8.width(scalar)
      case .error, .emptyInput:
        output += "\\x" + hexadecimal(CollectionOfOne(text[index]))
        index += 1
      }
    }
    return output + "\""
  }

  /// Short escapes where Go has them, then `\x`, `\u` and `\U` by size.
  private static func append(_ scalar: Unicode.Scalar, to output: inout String) {
    if let short = shortEscape(scalar) {
      output += short
    } else if isPrintable(scalar) {
      output.unicodeScalars.append(scalar)
    } else if scalar.value < 0x80 {
      output += "\\x" + hexadecimal(scalar.value, width: 2)
    } else if scalar.value < 0x10000 {
      output += "\\u" + hexadecimal(scalar.value, width: 4)
    } else {
      output += "\\U" + hexadecimal(scalar.value, width: 8)
    }
  }

  /// A backslash and one character, where Go and CEL have such an escape.
  public static func shortEscape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case "\u{07}": "\\a"
    case "\u{08}": "\\b"
    case "\u{0C}": "\\f"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\u{0B}": "\\v"
    default: nil
    }
  }

  /// Go's notion: letters, marks, numbers, punctuation, symbols and the ASCII space.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
