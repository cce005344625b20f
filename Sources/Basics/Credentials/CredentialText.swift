// Credentials in text.
//
// What a reader knows by its place (the data of a Secret, a variable by its name) is masked there.
// This finds the rest: in a text that nothing is known of (a message, a comment, a script, a file
// inside of a field), what is or looks like a credential. It is the one sequence of patterns: the
// readers ask it whether a text may be kept, and everything that is shown goes through `masked`.
//
//     --token abc, token: abc, TOKEN="abc", "token":"abc", <token>abc</token>, token abc1
//     {"name":"DB_PASSWORD","value":"abc"}        the value after the name
//     https://user:abc@host, user:abc@tcp(host)   what stands before the @
//     -----BEGIN PRIVATE KEY-----, eyJ….….…, AKIA…, $apr1$…, long base64
//
// It errs on the side of hiding: a word too many is hidden rather than one too few.

/// Finds and masks credentials in text.
public enum CredentialText {
  /// What stands in reports for what is hidden.
  public static let hidden = "(hidden)"

  /// The ranges of `bytes` within `range` that are not to be shown, in order, without overlaps.
  ///
  /// - Parameter hidesValues: Whether what follows the word `value` is hidden too: in a few lines
  ///   of a file the name of a variable may stand above them.
  public static func ranges(
    in bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>, hidesValues: Bool = false
  ) -> [Range<Int>] {
    let range = range.clamped(to: 0..<bytes.count)
    guard !range.isEmpty else { return [] }
    var search = CredentialSearch(bytes: bytes, range: range, hidesValues: hidesValues)
    return search.ranges()
  }

  /// Whether a text holds a credential.
  public static func occurs(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { occurs(in: $0) }
  }

  /// As above, for UTF-8.
  public static func occurs(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var search = CredentialSearch(bytes: bytes, range: 0..<bytes.count, hidesValues: false)
    return search.findsAny()
  }

  /// A text with `(hidden)` in place of credentials.
  public static func masked(_ text: String) -> String {
    var text = text
    let masked = text.withUTF8 { bytes -> String? in
      let found = ranges(in: bytes, of: 0..<bytes.count)
      guard !found.isEmpty else { return nil }
      var result = ""
      var offset = 0
      for range in found {
        result += String(decoding: bytes[offset..<range.lowerBound], as: UTF8.self) + hidden
        offset = range.upperBound
      }
      return result + String(decoding: bytes[offset...], as: UTF8.self)
    }
    return masked ?? text
  }
}
