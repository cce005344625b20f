/// JSON as `kubectl get -o json` prints it: Go's encoding with four spaces of indentation, where
/// `<`, `>`, `&`, U+2028 and U+2029 are escaped too.
struct JSONWriter {
  var out: Output

  mutating func value(_ value: Value, indent: Int) {
    switch value {
    case .object(let members) where members.isEmpty: out.write("{}")
    case .array(let items) where items.isEmpty: out.write("[]")
    case .object(let members): object(members, indent: indent)
    case .array(let items): array(items, indent: indent)
    case .string(let text): string(text)
    case .integer(let number): out.write(String(number))
    case .boolean(let flag): out.write(flag ? "true" : "false")
    case .null: out.write("null")
    }
  }

  private mutating func object(_ members: [Value.Member], indent: Int) {
    out.write("{\n")
    for (index, member) in members.enumerated() {
      if index > 0 { out.write(",\n") }
      out.spaces(indent + 4)
      string(member.key)
      out.write(": ")
      value(member.value, indent: indent + 4)
    }
    out.write("\n")
    out.spaces(indent)
    out.write("}")
  }

  private mutating func array(_ items: [Value], indent: Int) {
    out.write("[\n")
    for (index, item) in items.enumerated() {
      if index > 0 { out.write(",\n") }
      out.spaces(indent + 4)
      value(item, indent: indent + 4)
    }
    out.write("\n")
    out.spaces(indent)
    out.write("]")
  }

  private mutating func string(_ text: String) {
    var text = text
    out.write("\"")
    text.withUTF8 { bytes in
      if bytes.contains(where: needsEscape) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { escaped(scalar) }
      } else {
        out.write(bytes)
      }
    }
    out.write("\"")
  }

  /// Whether a byte is escaped, or begins a character that may be (U+2028 is E2 80 A8).
  private func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case ..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "&"), 0xE2:
      true
    default: false
    }
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": out.write("\\\"")
    case "\\": out.write("\\\\")
    case "\n": out.write("\\n")
    case "\r": out.write("\\r")
    case "\t": out.write("\\t")
    case ..<" ", "<", ">", "&", "\u{2028}", "\u{2029}":
      let digits = String(scalar.value, radix: 16)
      out.write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    default: out.write(String(scalar))
    }
  }
}
