import Basics

/// A value as `format` sees it. The evaluator makes one from its own value when a clause asks.
indirect enum FormatArgument: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case duration(Duration)
  case timestamp(Timestamp)
  /// A type by its name.
  case type(String)
  case list([FormatArgument])
  case map([(key: FormatArgument, value: FormatArgument)])
  /// Anything that has no text, by its type's name.
  case other(typeName: String)

  /// CEL's name of the value's type, for messages.
  var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .duration: "google.protobuf.Duration"
    case .timestamp: "google.protobuf.Timestamp"
    case .type: "type"
    case .list: "list"
    case .map: "map"
    case .other(let typeName): typeName
    }
  }

  /// The text that `clause` makes of this value; an error where the clause does not take it.
  func text(for clause: FormatString.Clause) throws(LibraryError) -> String {
    switch clause {
    case .string: try stringText()
    case .decimal: try decimalText()
    case .fixed(let decimals):
      DoubleText.fixed(try number(for: "fixed-point"), decimals: decimals)
    case .scientific(let decimals):
      DoubleText.exponential(try number(for: "scientific"), decimals: decimals)
    case .binary: try binaryText()
    case .octal: try octalText()
    case .hexadecimal(let upperCase): try hexadecimalText(upperCase)
    }
  }

  // MARK: Clauses

  // What each clause takes is what cel-go's takes, and the refusals are worded like its own: a
  // rule that fails there fails here with the same message.

  /// `%s`, also of the elements of lists and maps; maps in the order of their keys' texts.
  private func stringText() throws(LibraryError) -> String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .uint(let value): return String(value)
    case .double(let value): return DoubleText.plain(value)
    case .string(let value): return value
    case .bytes(let value): return String(decoding: value, as: UTF8.self)
    case .duration(let value): return value.description
    case .timestamp(let value): return value.description
    case .type(let name): return name
    case .list(let elements):
      var texts: [String] = []
      for element in elements { texts.append(try element.stringText()) }
      return "[\(texts.joined(separator: ", "))]"
    case .map(let entries):
      var texts: [(key: String, value: String)] = []
      for entry in entries {
        texts.append((try entry.key.stringText(), try entry.value.stringText()))
      }
      texts.sort { $0.key.precedesByBytes($1.key) }
      return "{\(texts.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .other:
      throw refused(
        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, "
          + "types, durations, and timestamps")
    }
  }

  /// `%d`, for doubles too, without an exponent.
  private func decimalText() throws(LibraryError) -> String {
    switch self {
    case .int(let value): return String(value)
    case .uint(let value): return String(value)
    case .double(let value): return DoubleText.plain(value)
    default: throw refused("decimal clause can only be used on ints, uints, and doubles")
    }
  }

  /// The argument of `%f` and `%e`; integers are taken as the nearest double.
  private func number(for clause: String) throws(LibraryError) -> Double {
    switch self {
    case .int(let value): return Double(value)
    case .uint(let value): return Double(value)
    case .double(let value): return value
    default: throw refused("\(clause) clause can only be used on ints, uints, and doubles")
    }
  }

  /// `%b`, with a sign instead of two's complement.
  private func binaryText() throws(LibraryError) -> String {
    switch self {
    case .bool(let value): return value ? "1" : "0"
    case .int(let value): return String(value, radix: 2)
    case .uint(let value): return String(value, radix: 2)
    default: throw refused("only ints, uints, and bools can be formatted as binary")
    }
  }

  /// `%o`, with a sign instead of two's complement.
  private func octalText() throws(LibraryError) -> String {
    switch self {
    case .int(let value): return String(value, radix: 8)
    case .uint(let value): return String(value, radix: 8)
    default: throw refused("octal clause can only be used on ints and uints")
    }
  }

  /// `%x` and `%X`: numbers with a sign, texts and bytes as two digits for each byte.
  private func hexadecimalText(_ upperCase: Bool) throws(LibraryError) -> String {
    switch self {
    case .int(let value): return String(value, radix: 16, uppercase: upperCase)
    case .uint(let value): return String(value, radix: 16, uppercase: upperCase)
    case .string(let value): return Self.hexadecimal(value.utf8, upperCase)
    case .bytes(let value): return Self.hexadecimal(value, upperCase)
    default: throw refused("only ints, uints, bytes, and strings can be formatted as hex")
    }
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>, _ upperCase: Bool) -> String {
    let digits = Array((upperCase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    var output: [UInt8] = []
    for byte in bytes { output += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: output, as: UTF8.self)
  }

  /// The error of a clause that does not take this value's type.
  private func refused(_ rule: String) -> LibraryError {
    LibraryError("\(rule), was given \(typeName)")
  }
}
