import Basics

extension QuotedText {
  /// `strings.quote` of CEL: only what CEL's own grammar escapes, everything else as it is; what is
  /// not UTF-8 becomes U+FFFD.
  static func cel(_ text: UTF8Bytes) -> String {
    var output = "\""
    for scalar in String(text).unicodeScalars {
      switch scalar {
      case "\u{07}": output += "\\a"
      case "\u{08}": output += "\\b"
      case "\u{0C}": output += "\\f"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0B}": output += "\\v"
      case "\\": output += "\\\\"
      case "\"": output += "\\\""
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
