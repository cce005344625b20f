extension QuotedText {
  /// `text` as one word of a POSIX shell: as it is where that is safe, else in single quotes.
  ///
  /// Control characters become `?`: a name from a snapshot must not end a line that is copied into
  /// a terminal.
  public static func shell(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
        return true
      default: return false
      }
    }
    if plain, !text.isEmpty, text.utf8.first != UInt8(ascii: "-") { return text }
    var quoted = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" {
        quoted += "'\\''"
      } else if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
        quoted += "?"
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }
}
