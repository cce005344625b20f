import Basics

/// URLs as they may be shown.
public enum URLText {
  /// A text with `(hidden)` in place of the user and password of each URL in it, and of a text
  /// that begins like one without a scheme; and of the other credentials in it.
  public static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var shown: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(where: isEnd) ?? bytes.count
      if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")), isAuthority(start, bytes) {
        shown += Array("(hidden)".utf8) + bytes[at..<end]
      } else {
        shown += bytes[start..<end]
      }
      if end < bytes.count { shown.append(bytes[end]) }
      start = end + 1
    }
    return CredentialText.masked(String(decoding: shown, as: UTF8.self))
  }

  /// Whether the segment from `start` on is what follows `//`, or the beginning of the text.
  private static func isAuthority(_ start: Int, _ bytes: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    return start == 0
      || (start >= 2 && bytes[start - 1] == slash && bytes[start - 2] == slash)
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [UInt8(ascii: "/"), UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(byte)
  }
}
