import Basics
import Documents

extension Value {
  /// The timestamp of an RFC 3339 text; nil for anything else.
  public static func timestamp(_ text: String) -> Value? {
    guard let parsed = Timestamp(rfc3339: text) else { return nil }
    return .timestamp(seconds: parsed.seconds, nanoseconds: parsed.nanoseconds)
  }
}
