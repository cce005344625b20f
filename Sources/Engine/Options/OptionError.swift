import Basics
import Snapshots

/// Why the text of an option is not one of its values; `description` tells the user.
public struct OptionError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// The texts of options as values. What is empty, or has an empty part, is refused: otherwise an
/// empty variable in a script would pass for an option that was not given.
public enum OptionText {
  /// A name or a path.
  public static func name(_ text: String) throws(OptionError) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw OptionError("it is empty")
    }
    return text
  }

  /// A file or a folder, whose name stands in reports.
  public static func file(_ text: String) throws(OptionError) -> String {
    let text = try name(text)
    if holdsCredential(text) {
      throw OptionError("it is a URL that holds a credential, and would stand in reports")
    }
    return text
  }

  /// Whether a text is a URL with a password, or with a signature or a token behind its `?`.
  private static func holdsCredential(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://") else { return false }
    let rest = text[scheme.upperBound...]
    let place = rest.prefix { $0 != "?" && $0 != "#" }
    if let at = place.lastIndex(of: "@") {
      // A password may hold slashes; what follows the colon of a host is a number.
      if let colon = place[..<at].firstIndex(of: ":") {
        let after = place[place.index(after: colon)..<at].prefix { $0 != "/" }
        if after.isEmpty || !after.allSatisfy(\.isNumber) { return true }
      }
      let user = place.prefix { $0 != "@" }
      if !user.contains("/"), user.count >= 16 { return true }
    }
    guard let query = rest.firstIndex(of: "?") else { return false }
    return CredentialText.occurs(in: String(rest[query...]))
  }

  /// A pattern over paths below an input.
  public static func pattern(_ text: String) throws(OptionError) -> String {
    let text = try name(text)
    if let flaw = PathPattern.flaw(in: text) { throw OptionError("it \(flaw)") }
    return text
  }

  /// The words of a list that is separated by commas, without the blanks around them.
  public static func words(_ text: String) throws(OptionError) -> [String] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    if words.allSatisfy(\.isEmpty) { throw OptionError("it names nothing") }
    guard !words.contains("") else {
      throw OptionError("a name is missing before or after a comma")
    }
    return words
  }

  /// A time of judging, as it was written.
  public static func time(_ text: String) throws(OptionError) -> String {
    guard Timestamp(rfc3339: text) != nil else {
      throw OptionError("it is not an RFC 3339 time, such as 2025-06-01T12:00:00Z")
    }
    return text
  }

  /// A number of seconds, up to a day.
  public static func seconds(_ text: String) throws(OptionError) -> Int {
    guard let seconds = Int(text), (1...86_400).contains(seconds) else {
      throw OptionError("it must be a number of seconds between 1 and 86400")
    }
    return seconds
  }

  /// A day, such as 2026-01-31.
  public static func day(_ text: String) throws(OptionError) -> CivilDate {
    guard let day = CivilDate(fullDate: text) else {
      throw OptionError("it is not a day such as 2026-01-31")
    }
    return day
  }

  static func trimmed(_ text: Substring) -> String {
    let rest = text.drop(while: \.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}
