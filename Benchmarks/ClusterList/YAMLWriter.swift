/// YAML as `kubectl get -o yaml` prints it, byte for byte.
///
/// kubectl prints through go-yaml v2, whose emitter is libyaml's: two spaces of indentation,
/// sequences not indented below their key, keys in a natural order (`a9` before `a10`), lines
/// folded at the first space after column 80, and quotes only where a plain scalar would be read
/// back as something else. The size of a file and what reading it costs depend on all of this.
struct YAMLWriter {
  var out: Output

  /// Writes the members, each on lines of its own; the first goes on the current line when the
  /// mapping is an item of a sequence.
  mutating func mapping(_ members: [Value.Member], indent: Int, continuesLine: Bool = false) {
    for (index, member) in naturallySorted(members).enumerated() {
      if index > 0 || !continuesLine { out.spaces(indent) }
      key(member.key)
      out.write(UInt8(ascii: ":"))
      switch member.value {
      case .object(let inner) where !inner.isEmpty:
        out.write("\n")
        mapping(inner, indent: indent + 2)
      case .array(let items) where !items.isEmpty:
        out.write("\n")
        sequence(items, indent: indent)
      default:
        out.write(UInt8(ascii: " "))
        scalar(member.value, column: indent + member.key.count + 2, indent: indent + 2)
      }
    }
  }

  mutating func sequence(_ items: [Value], indent: Int) {
    for item in items {
      out.spaces(indent)
      out.write("- ")
      if case .object(let members) = item, !members.isEmpty {
        mapping(members, indent: indent + 2, continuesLine: true)
      } else {
        scalar(item, column: indent + 2, indent: indent + 2)
      }
    }
  }

  private mutating func key(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      switch ScalarStyle(of: bytes) {
      case .plain: out.write(bytes)
      case .singleQuoted: singleQuoted(bytes, column: 0, indent: nil)
      case .doubleQuoted, .literal: doubleQuoted(bytes, column: 0, indent: nil)
      }
    }
  }

  /// Writes a scalar or an empty collection, and ends the line. Column is where it begins; indent
  /// is that of its further lines.
  private mutating func scalar(_ value: Value, column: Int, indent: Int) {
    switch value {
    case .object: out.write("{}\n")
    case .array: out.write("[]\n")
    case .integer(let number): out.write("\(number)\n")
    case .boolean(let flag): out.write(flag ? "true\n" : "false\n")
    case .null: out.write("null\n")
    case .string(var text):
      text.withUTF8 { bytes in
        switch ScalarStyle(of: bytes) {
        case .plain: plain(bytes, column: column, indent: indent)
        case .singleQuoted: singleQuoted(bytes, column: column, indent: indent)
        case .doubleQuoted: doubleQuoted(bytes, column: column, indent: indent)
        case .literal: literal(bytes, indent: indent)
        }
      }
      out.write(UInt8(ascii: "\n"))
    }
  }

  private mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>, column: Int, indent: Int) {
    var line = Line(column: column, indent: indent)
    for at in bytes.indices {
      let mayBreak = bytes[at] == space && line.isFull && !isSpace(bytes, at + 1)
      if mayBreak && !line.endsInSpace {
        out.write("\n")
        out.spaces(line.restart())
      } else {
        out.write(bytes[at])
        line.column += startsCharacter(bytes[at]) ? 1 : 0
      }
      line.endsInSpace = bytes[at] == space
    }
  }

  private mutating func singleQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, column: Int, indent: Int?
  ) {
    var line = Line(column: column + 1, indent: indent)
    out.write(UInt8(ascii: "'"))
    for at in bytes.indices {
      let mayBreak = bytes[at] == space && line.isFull && !isSpace(bytes, at + 1)
      if mayBreak && !line.endsInSpace && at > 0 && at < bytes.count - 1 {
        out.write("\n")
        out.spaces(line.restart())
      } else {
        if bytes[at] == UInt8(ascii: "'") {
          out.write(bytes[at])
          line.column += 1
        }
        out.write(bytes[at])
        line.column += startsCharacter(bytes[at]) ? 1 : 0
      }
      line.endsInSpace = bytes[at] == space
    }
    out.write(UInt8(ascii: "'"))
  }

  private mutating func doubleQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, column: Int, indent: Int?
  ) {
    var line = Line(column: column + 1, indent: indent)
    out.write(UInt8(ascii: "\""))
    var at = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      if scalar == " ", line.isFull, !line.endsInSpace, at > 0, at < bytes.count - 1 {
        out.write("\n")
        out.spaces(line.restart())
        // The backslash keeps a space at the beginning of a line from being folded away.
        if isSpace(bytes, at + 1) {
          out.write(UInt8(ascii: "\\"))
          line.column += 1
        }
      } else {
        line.column += escaped(scalar)
      }
      line.endsInSpace = scalar == " "
      at += width
    }
    out.write(UInt8(ascii: "\""))
  }

  /// Writes a character of a double-quoted scalar; returns the columns that it takes.
  private mutating func escaped(_ scalar: Unicode.Scalar) -> Int {
    let text =
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\u{10000}"...: "\\U" + hexadecimal(scalar.value, digits: 8)
      case ..<" ", "\u{7F}": "\\x" + hexadecimal(scalar.value, digits: 2)
      default: String(scalar)
      }
    out.write(text)
    return text.unicodeScalars.count
  }

  private mutating func literal(_ bytes: UnsafeBufferPointer<UInt8>, indent: Int) {
    out.write(UInt8(ascii: "|"))
    if bytes[0] == space || bytes[0] == lineFeed { out.write(UInt8(ascii: "2")) }
    let ends = bytes.reversed().prefix { $0 == lineFeed }.count
    if ends == 0 { out.write(UInt8(ascii: "-")) }
    if ends > 1 || ends == bytes.count { out.write(UInt8(ascii: "+")) }
    // The last line break is the caller's, as after any scalar.
    for line in bytes.dropLast(ends == 0 ? 0 : 1).split(
      separator: lineFeed, omittingEmptySubsequences: false)
    {
      out.write(UInt8(ascii: "\n"))
      if !line.isEmpty { out.spaces(indent) }
      out.write(UnsafeBufferPointer(rebasing: line))
    }
  }
}

/// Where a folded scalar stands in its line.
private struct Line {
  /// The column that the next character takes, from 0.
  var column: Int
  /// Nil if the scalar is a key, which stays on its line.
  let indent: Int?
  var endsInSpace = false

  var isFull: Bool { indent != nil && column > 80 }

  /// Begins a line and returns its indentation.
  mutating func restart() -> Int {
    column = indent ?? 0
    return column
  }
}

let space = UInt8(ascii: " ")
let lineFeed = UInt8(ascii: "\n")

private func isSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
  at < bytes.count && bytes[at] == space
}

private func startsCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: digits - text.count) + text
}
