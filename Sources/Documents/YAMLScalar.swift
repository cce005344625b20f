/// What a plain scalar means to Kubernetes' reader: yaml.v2's resolution (YAML 1.1 booleans,
/// octals, underscores), then the way through JSON that turns `1.0` into an integer. Time stamps
/// stay strings.
enum YAMLScalar: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string

  /// Whether the first byte leaves anything but a string possible.
  @inline(__always)
  static func mayBeNonString(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    return hints[Int(first)]
  }

  private static let hints: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "0123456789+-.yYnNtTfFoO~<".utf8 { table[Int(byte)] = true }
    return table
  }()

  static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      if let integer = plainInteger(text) { return integer }
      guard text.count <= longestNumber, text.allSatisfy({ numberBytes[Int($0)] }) else {
        return .string
      }
      return number(String(decoding: text, as: UTF8.self))
    default:
      return text.count <= 5 ? word(text) : .string
    }
  }

  /// Bytes of a text that is still looked at as a number; a double needs at most 767 digits.
  private static let longestNumber = 1024

  /// The usual case: decimal digits without a leading zero.
  private static func plainInteger(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar? {
    guard text.count <= 18, text[0] != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var value: Int64 = 0
    for byte in text {
      guard byte &- 0x30 < 10 else { return nil }
      value = value &* 10 &+ Int64(byte &- 0x30)
    }
    return .int(value)
  }

  /// Bytes that some number has.
  private static let numberBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "0123456789abcdefABCDEFxXoO_+-.iInN".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// yaml.v2 knows each word in lower case, in capitals, and with a capital first letter.
  private static func word(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar {
    var lower: UInt64 = 0
    var capitals = 0
    for byte in text {
      let isCapital = byte &- 0x41 < 26
      capitals += isCapital ? 1 : 0
      lower = lower << 8 | UInt64(isCapital ? byte | 0x20 : byte)
    }
    guard capitals == 0 || capitals == text.count || (capitals == 1 && text[0] &- 0x41 < 26) else {
      return .string
    }
    switch lower {
    case packed("y"), packed("yes"), packed("true"), packed("on"): return .bool(true)
    case packed("n"), packed("no"), packed("false"), packed("off"): return .bool(false)
    case packed("~"), packed("null"): return .null
    default: return .string
    }
  }

  /// A short word as one number.
  @inline(__always)
  private static func packed(_ word: StaticString) -> UInt64 {
    var result: UInt64 = 0
    for i in 0..<word.utf8CodeUnitCount { result = result << 8 | UInt64(word.utf8Start[i]) }
    return result
  }

  private static func number(_ text: String) -> YAMLScalar {
    switch text {
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
    default: break
    }
    // In hint '.', yaml.v2 tries a float only, and with its underscores.
    if text.utf8.first == UInt8(ascii: ".") { return float(text) }
    let plain = String(decoding: text.utf8.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if let integer = integer(plain) { return integer }
    return float(plain)
  }

  /// Go's `ParseInt(text, 0, 64)`, then `ParseUint`: prefixes 0x, 0o, 0b, and 0 for octal.
  private static func integer(_ text: String) -> YAMLScalar? {
    var digits = Substring(text)
    let negative = digits.first == "-"
    if negative || digits.first == "+" { digits = digits.dropFirst() }
    var radix = 10
    let lower = digits.prefix(2).lowercased()
    if lower == "0x" {
      (radix, digits) = (16, digits.dropFirst(2))
    } else if lower == "0o" {
      (radix, digits) = (8, digits.dropFirst(2))
    } else if lower == "0b" {
      (radix, digits) = (2, digits.dropFirst(2))
    } else if digits.utf8.count > 1, digits.first == "0" {
      (radix, digits) = (8, digits.dropFirst())
    }
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let magnitude = UInt64(digits, radix: radix)
    else { return nil }
    if negative {
      guard magnitude <= 1 << 63 else { return nil }
      return .int(Int64(truncatingIfNeeded: 0 &- magnitude))
    }
    if magnitude <= UInt64(Int64.max) { return .int(Int64(magnitude)) }
    // An unsigned number that JSON's int64 cannot hold.
    return text.hasPrefix("+") ? nil : .double(Double(magnitude))
  }

  /// yaml.v2: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func float(_ text: String) -> YAMLScalar {
    let bytes = Array(text.utf8)
    var i = 0
    func digits() -> Int {
      let start = i
      while i < bytes.count, bytes[i] &- 0x30 < 10 { i += 1 }
      return i - start
    }
    if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
    let whole = digits()
    var fraction = 0
    if i < bytes.count, bytes[i] == UInt8(ascii: ".") {
      i += 1
      fraction = digits()
      if whole == 0, fraction == 0 { return .string }
    } else if whole == 0 {
      return .string
    }
    if i < bytes.count, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
      if digits() == 0 { return .string }
    }
    guard i == bytes.count else { return .string }
    // Swift wants a digit behind the point.
    var spelling = text
    if let point = bytes.firstIndex(of: UInt8(ascii: ".")),
      point + 1 == bytes.count || bytes[point + 1] == UInt8(ascii: "e")
    {
      spelling = String(decoding: bytes[...point] + [0x30] + bytes[(point + 1)...], as: UTF8.self)
    }
    guard let value = Double(spelling), value.isFinite else { return .string }
    // Through JSON: a float without a fraction is printed without one, and read as an integer.
    if value == value.rounded(.towardZero), value.magnitude < 9.2e18 { return .int(Int64(value)) }
    return .double(value)
  }

  /// The key that Kubernetes' reader makes of a scalar that is not a string.
  var keyText: String {
    switch self {
    case .null, .string: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    }
  }
}
