import Basics

extension QuotedText {
  /// `strings.quote` of CEL: only what CEL's own grammar escapes, everything else as it is; what is
  /// not UTF-8 becomes U+FFFD.
  static func cel(_ text: UTF8Bytes) -> String {
    var output = "\""
    for scalar in String(text).unicodeScalars {
      if let short = shortEscape(scalar) {
        output += short
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
