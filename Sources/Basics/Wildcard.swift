/// Patterns of names: `*` stands for any run of characters, none included. They fit whole texts.
public enum Wildcard {
  /// - Parameter isOne: Whether `?` stands for one character; without it, for itself.
  ///
  /// Each star takes as little as it can; where what follows does not fit, only the last one takes
  /// more. The work is the product of both lengths at most.
  public static func matches(_ pattern: UTF8Bytes, _ text: UTF8Bytes, questionMark isOne: Bool)
    -> Bool
  {
    var (i, j) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while j < text.count {
      if i < pattern.count, pattern[i] == UInt8(ascii: "*") {
        star = (i, j)
        i += 1
      } else if isOne, i < pattern.count, pattern[i] == UInt8(ascii: "?") {
        i += 1
        j = endOfCharacter(at: j, text)
      } else if i < pattern.count, pattern[i] == text[j] {
        i += 1
        j += 1
      } else if let last = star {
        j = endOfCharacter(at: last.text, text)
        star = (last.pattern, j)
        i = last.pattern + 1
      } else {
        return false
      }
    }
    return pattern[i...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// As Kyverno, Gatekeeper and shells read patterns: `?` stands for one character.
  public static func matches(_ pattern: String, _ text: String) -> Bool {
    withUTF8Bytes(pattern) { pattern in
      withUTF8Bytes(text) { matches(pattern, $0, questionMark: true) }
    }
  }

  /// Whether a text is such a pattern, and not a name.
  public static func occurs(in text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  private static func endOfCharacter(at start: Int, _ text: UTF8Bytes) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
