import Basics

/// The string formats of Kubernetes' CEL library: `format.dns1123Label()`, `format.named("date")`.
enum NamedFormat: String, CaseIterable, Sendable {
  case dns1123Label
  case dns1123Subdomain
  case dns1035Label
  case qualifiedName
  case dns1123LabelPrefix
  case dns1123SubdomainPrefix
  case dns1035LabelPrefix
  case labelValue
  case uri
  case uuid
  case byte
  case date
  case datetime

  /// Kubernetes' messages on what is wrong with `text`, in its order; none where it is valid.
  func problems(in text: UTF8Bytes) -> [String] {
    switch self {
    case .dns1123Label: Self.labelProblems(text)
    case .dns1123LabelPrefix: Self.masked(text) { Self.labelProblems($0) }
    case .dns1123Subdomain: Self.subdomainProblems(text)
    case .dns1123SubdomainPrefix: Self.masked(text) { Self.subdomainProblems($0) }
    case .dns1035Label: Self.dns1035Problems(text)
    case .dns1035LabelPrefix: Self.masked(text) { Self.dns1035Problems($0) }
    case .qualifiedName: Self.qualifiedNameProblems(text)
    case .labelValue: Self.labelValueProblems(text)
    case .uri: ParsedURL.problem(in: text).map { [$0] } ?? []
    case .uuid: Self.isUUID(text) ? [] : ["does not match the UUID format"]
    case .byte: Base64.isStrict(text) ? [] : ["invalid base64"]
    case .date: CivilDate(fullDate: text) != nil ? [] : ["invalid date"]
    case .datetime: Self.isDateTime(text) ? [] : ["invalid datetime"]
    }
  }

  // MARK: Names

  // The patterns that Kubernetes states in its messages are matched by hand: they are short, and a
  // compiled regular expression for each would be state that is shared between threads.

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// Whether `text` is `first` (`inner`* `last`)?, the shape of all these names.
  private static func matches(
    _ text: UTF8Bytes.SubSequence, first: (UInt8) -> Bool, inner: (UInt8) -> Bool,
    last: (UInt8) -> Bool
  ) -> Bool {
    guard let start = text.first, let end = text.last else { return false }
    return first(start) && last(end) && text.dropFirst().allSatisfy(inner)
  }

  /// `[a-z0-9]([-a-z0-9]*[a-z0-9])?`
  private static func isDNS1123Label(_ text: UTF8Bytes.SubSequence) -> Bool {
    matches(
      text, first: isLowerOrDigit,
      inner: { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }, last: isLowerOrDigit)
  }

  /// Labels with dots between them.
  private static func isDNS1123Subdomain(_ text: UTF8Bytes.SubSequence) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy(isDNS1123Label)
  }

  /// `[a-z]([-a-z0-9]*[a-z0-9])?`
  private static func isDNS1035Label(_ text: UTF8Bytes) -> Bool {
    matches(
      text[...], first: { $0 &- UInt8(ascii: "a") < 26 },
      inner: { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }, last: isLowerOrDigit)
  }

  /// `([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]`
  private static func isLabelKeyName(_ text: UTF8Bytes.SubSequence) -> Bool {
    let marks: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")]
    return matches(
      text, first: isAlphanumeric, inner: { isAlphanumeric($0) || marks.contains($0) },
      last: isAlphanumeric)
  }

  private static let labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
  private static let subdomainPattern = labelPattern + "(\\." + labelPattern + ")*"
  private static let labelKeyPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"

  private static func tooLong(_ limit: Int) -> String {
    "must be no more than \(limit) bytes"
  }

  /// Kubernetes' message on a pattern, with its two spaces before `or`.
  private static func mismatch(_ message: String, _ pattern: String, _ examples: String...)
    -> String
  {
    let quoted = examples.map { "'\($0)', " }.joined(separator: " or ")
    return "\(message) (e.g. \(quoted)regex used for validation is '\(pattern)')"
  }

  /// Length and pattern are judged apart, so that a text can have both problems. Dots alone get a
  /// message of their own.
  private static func labelProblems(_ text: UTF8Bytes) -> [String] {
    var problems = text.count > 63 ? [tooLong(63)] : []
    if !isDNS1123Label(text[...]) {
      problems.append(
        isDNS1123Subdomain(text[...])
          ? "must not contain dots"
          : mismatch(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or "
              + "'-', and must start and end with an alphanumeric character",
            labelPattern, "my-name", "123-abc"))
    }
    return problems
  }

  private static func subdomainProblems(_ text: UTF8Bytes) -> [String] {
    var problems = text.count > 253 ? [tooLong(253)] : []
    if !isDNS1123Subdomain(text[...]) {
      problems.append(
        mismatch(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
            + "'-' or '.', and must start and end with an alphanumeric character",
          subdomainPattern, "example.com"))
    }
    return problems
  }

  private static func dns1035Problems(_ text: UTF8Bytes) -> [String] {
    var problems = text.count > 63 ? [tooLong(63)] : []
    if !isDNS1035Label(text) {
      problems.append(
        mismatch(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start "
            + "with an alphabetic character, and end with an alphanumeric character",
          "[a-z]([-a-z0-9]*[a-z0-9])?", "my-name", "abc-123"))
    }
    return problems
  }

  /// A label key: a name, or a DNS subdomain, a slash and a name.
  private static func qualifiedNameProblems(_ text: UTF8Bytes) -> [String] {
    let mismatch = mismatch(
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character",
      labelKeyPattern, "MyName", "my.name", "123-abc")
    let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      return [
        "a valid label key \(mismatch) with an optional DNS subdomain prefix and '/' "
          + "(e.g. 'example.com/MyName')"
      ]
    }
    var problems: [String] = []
    if parts.count == 2 {
      let prefix = UTF8Bytes(rebasing: parts[0])
      problems =
        prefix.isEmpty
        ? ["prefix part must be non-empty"]
        : subdomainProblems(prefix).map { "prefix part \($0)" }
    }
    let name = parts[parts.count - 1]
    if name.isEmpty {
      problems.append("name part must be non-empty")
    } else if name.count > 63 {
      problems.append("name part \(tooLong(63))")
    }
    if !isLabelKeyName(name) { problems.append("name part \(mismatch)") }
    return problems
  }

  /// Like the name of a label key, but it may be empty.
  private static func labelValueProblems(_ text: UTF8Bytes) -> [String] {
    var problems = text.count > 63 ? [tooLong(63)] : []
    if !text.isEmpty, !isLabelKeyName(text[...]) {
      problems.append(
        mismatch(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' "
            + "or '.', and must start and end with an alphanumeric character",
          "(\(labelKeyPattern))?", "MyValue", "my_value", "12345"))
    }
    return problems
  }

  /// A prefix may end in a hyphen, because a name goes on after it: Kubernetes puts an `a` in place
  /// of the last two characters.
  private static func masked(_ text: UTF8Bytes, _ check: (UTF8Bytes) -> [String]) -> [String] {
    guard text.count > 1, text.last == UInt8(ascii: "-") else { return check(text) }
    let replaced = Array(text.dropLast(2)) + [UInt8(ascii: "a")]
    return replaced.withUnsafeBufferPointer { check($0) }
  }

  // MARK: Values

  /// 32 hexadecimal digits; each of the hyphens may be missing.
  private static func isUUID(_ text: UTF8Bytes) -> Bool {
    var digits = 0
    var previousIsHyphen = false
    for byte in text {
      if byte == UInt8(ascii: "-") {
        guard [8, 12, 16, 20].contains(digits), !previousIsHyphen else { return false }
        previousIsHyphen = true
        continue
      }
      guard hexadecimalValue(byte) != nil else { return false }
      previousIsHyphen = false
      digits += 1
    }
    return digits == 32 && !previousIsHyphen
  }

  /// A date, `T` and a time with zone; whatever follows a second `T` is not looked at.
  private static func isDateTime(_ text: UTF8Bytes) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "t") }
    guard parts.count >= 2, CivilDate(fullDate: UTF8Bytes(rebasing: parts[0])) != nil else {
      return false
    }
    return isTimeWithZone(UTF8Bytes(rebasing: parts[1]))
  }

  /// `HH:MM:SS`, any character and digits as a fraction, then `z` or `±HH:MM` with any digits.
  private static func isTimeWithZone(_ text: UTF8Bytes) -> Bool {
    guard text.count >= 9, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"),
      let hour = CivilDate.twoDigits(text, at: 0), let minute = CivilDate.twoDigits(text, at: 3),
      let second = CivilDate.twoDigits(text, at: 6), hour <= 23, minute <= 59, second <= 59
    else { return false }
    let rest = UTF8Bytes(rebasing: text[8...])
    if isZone(rest) { return true }
    let mark = CodePoints.index(after: 0, in: rest)
    guard rest[0] != UInt8(ascii: "\n"), mark < rest.count else { return false }
    let digits = rest[mark...].prefix { $0 &- UInt8(ascii: "0") < 10 }
    return !digits.isEmpty && isZone(UTF8Bytes(rebasing: rest[digits.endIndex...]))
  }

  /// `z`, or a sign and two pairs of digits of any value.
  private static func isZone(_ text: UTF8Bytes) -> Bool {
    if text.count == 1 { return text[0] | 0x20 == UInt8(ascii: "z") }
    return text.count == 6 && (text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"))
      && text[3] == UInt8(ascii: ":") && CivilDate.twoDigits(text, at: 1) != nil
      && CivilDate.twoDigits(text, at: 4) != nil
  }
}
