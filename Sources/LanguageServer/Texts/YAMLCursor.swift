/// Which field of a YAML text a position belongs to. Works on texts that are being typed, and that
/// no reader takes yet: it looks at indentation, and at brackets and quotes where there are some.
struct YAMLCursor {
  /// A step from a value to one in it.
  enum Step: Equatable {
    case key(String)
    case item
  }

  enum Part: Equatable {
    /// A key that begins at a byte, or will.
    case key(start: Int)
    /// The value of the last step, which begins at a byte.
    case value(start: Int)
  }

  /// From the document to what holds the key, or to the value.
  private(set) var path: [Step] = []
  private(set) var part = Part.key(start: 0)

  private struct Frame {
    let indent: Int
    let step: Step
  }

  /// A scalar or flow collection that may go on over lines.
  private struct Open {
    let start: Int
    /// Its lines lie deeper.
    let indent: Int
    /// Where it ends, if a bracket or quote says that.
    let end: Int?
    let isBlock: Bool
  }

  private let lines: TextLines
  private let offset: Int
  private var frames: [Frame] = []
  private var open: Open?

  init(_ lines: TextLines, at offset: Int) {
    self.lines = lines
    self.offset = offset
    let last = lines.line(of: offset)
    for line in 0...last {
      if read(lines.range(ofLine: line), isLast: line == last) { break }
    }
    path = frames.map(\.step) + path
  }

  private var bytes: [UInt8] { lines.bytes }

  private func byte(_ i: Int, _ end: Int) -> UInt8 { i < end ? bytes[i] : 0x0A }

  /// White space of YAML, which parts a colon or dash from what follows.
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Reads a line; gives whether the position was found in it.
  private mutating func read(_ range: Range<Int>, isLast: Bool) -> Bool {
    var i = range.lowerBound
    while i < range.upperBound, bytes[i] == 0x20 { i += 1 }
    let indent = i - range.lowerBound
    let isBlank = i == range.upperBound || bytes[i] == UInt8(ascii: "#")
    if let open {
      if let end = open.end, range.lowerBound < end {
        return isLast ? found(in: open) : false
      }
      let depth = isBlank && isLast ? max(indent, offset - range.lowerBound) : indent
      if (isBlank && !isLast) || (depth > open.indent && (open.isBlock || open.end == nil)) {
        return isLast ? found(in: open) : false
      }
      self.open = nil
    }
    if isBlank {
      if isLast { place(keyAt: offset, indent: offset - range.lowerBound) }
      return isLast
    }
    return read(from: i, range, isLast: isLast)
  }

  private mutating func read(from start: Int, _ range: Range<Int>, isLast: Bool) -> Bool {
    var i = start
    let end = range.upperBound
    while byte(i, end) == UInt8(ascii: "-"), Self.isBlank(byte(i + 1, end)) {
      let column = i - range.lowerBound
      pop { $0.indent > column || ($0.indent == column && $0.step == .item) }
      // Before the dash nothing is said yet.
      if isLast, offset <= i {
        part = .key(start: offset)
        return true
      }
      frames.append(Frame(indent: column, step: .item))
      i += 1
      while i < end, Self.isBlank(bytes[i]) { i += 1 }
    }
    let column = i - range.lowerBound
    if byte(i, end) == UInt8(ascii: "{") || byte(i, end) == UInt8(ascii: "[") {
      openValue(at: i, end, indent: frames.last?.indent ?? -1)
      guard isLast else { return false }
      if let open { return found(in: open) }
      return true
    }
    guard i < end, let colon = keyEnd(from: i, end) else {
      if isLast {
        place(keyAt: min(i, offset), indent: column)
        return true
      }
      open = Open(start: i, indent: max(0, column - 1), end: nil, isBlock: false)
      return false
    }
    pop { $0.indent >= column }
    if isLast, offset <= colon {
      part = .key(start: i)
      return true
    }
    var value = colon + 1
    while value < end, Self.isBlank(bytes[value]) { value += 1 }
    frames.append(
      Frame(indent: column, step: .key(Self.unquoted(bytes[i..<colon]))))
    openValue(at: value, end, indent: column)
    if isLast {
      if let open { return found(in: open) }
      part = .value(start: min(value, offset))
      return true
    }
    return false
  }

  /// What a value's first byte says of where it ends.
  private mutating func openValue(at value: Int, _ end: Int, indent: Int) {
    switch byte(value, end) {
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      open = Open(start: value, indent: indent, end: nil, isBlock: true)
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "'"):
      open = Open(
        start: value, indent: indent, end: closing(from: value, indent: indent), isBlock: false)
    case UInt8(ascii: "#"), 0x0A: open = nil
    default: open = Open(start: value, indent: indent, end: nil, isBlock: false)
    }
  }

  private mutating func pop(_ isOver: (Frame) -> Bool) {
    while let last = frames.last, isOver(last) { frames.removeLast() }
  }

  /// A key that is being written.
  private mutating func place(keyAt start: Int, indent: Int) {
    pop { $0.indent >= indent }
    part = .key(start: start)
  }

  /// The position lies in the value of the last key.
  private mutating func found(in open: Open) -> Bool {
    part = .value(start: min(open.start, offset))
    let first = byte(open.start, bytes.count)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), offset > open.start {
      readFlow(from: open.start)
    }
    return true
  }

  /// The colon behind a key; nil if there is none.
  private func keyEnd(from start: Int, _ end: Int) -> Int? {
    var i = start
    if [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "#")].contains(byte(i, end)) {
      return nil
    }
    if byte(i, end) == UInt8(ascii: "\"") || byte(i, end) == UInt8(ascii: "'") {
      i = min(end, endOfQuoted(from: i, end))
    }
    while i < end {
      if bytes[i] == UInt8(ascii: ":"), Self.isBlank(byte(i + 1, end)) { return i }
      if bytes[i] == UInt8(ascii: "#"), bytes[i - 1] == 0x20 { return nil }
      i += 1
    }
    return nil
  }

  private func endOfQuoted(from start: Int, _ end: Int) -> Int {
    let quote = bytes[start]
    var i = start + 1
    while i < end {
      let isEscape =
        quote == UInt8(ascii: "'")
        ? bytes[i] == quote && byte(i + 1, end) == quote : bytes[i] == UInt8(ascii: "\\")
      if !isEscape, bytes[i] == quote { break }
      i += isEscape ? 2 : 1
    }
    return min(i + 1, end)
  }

  /// Where a flow collection or quoted text ends: behind its last byte, or where a line is no
  /// deeper than its key, because it is not closed yet.
  ///
  /// It looks no further than that, so that the bytes of a file are read here once.
  private func closing(from start: Int, indent: Int) -> Int {
    var scan = BracketScan()
    let first = lines.line(of: start)
    var limit = start
    for line in first..<lines.count {
      let range = lines.range(ofLine: line)
      if line > first {
        let depth = bytes[range].prefix { $0 == 0x20 }.count
        if depth < range.count, depth <= indent { break }
      }
      for i in max(start, range.lowerBound)..<range.upperBound {
        if scan.ends(with: bytes[i], before: byte(i + 1, range.upperBound)) { return i + 1 }
      }
      limit = range.upperBound
      scan.endLine()
    }
    return limit
  }

  static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    var part = bytes
    while let last = part.last, isBlank(last) { part.removeLast() }
    if let first = part.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      part.count > 1, part.last == first
    {
      part = part.dropFirst().dropLast()
    }
    return String(decoding: part, as: UTF8.self)
  }
}

/// Inside of brackets.
extension YAMLCursor {
  /// Follows a flow collection to the position.
  fileprivate mutating func readFlow(from start: Int) {
    /// For each bracket: whether it is of a map, and whether a key stands before the value.
    var levels: [(isMap: Bool, hasKey: Bool)] = []
    var token = start
    /// Whether only white space stands between the token's beginning and here.
    var isBegin = true
    var i = start
    while i < offset {
      let byte = bytes[i]
      let wasBegin = isBegin
      isBegin = isBegin && Self.isBlank(byte)
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        levels.append((byte == UInt8(ascii: "{"), false))
        if byte == UInt8(ascii: "[") { path.append(.item) }
        token = i + 1
        isBegin = true
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let level = levels.popLast(), !level.isMap || level.hasKey { path.removeLast() }
        token = i + 1
        isBegin = true
      case UInt8(ascii: ","):
        if let last = levels.indices.last, levels[last].hasKey {
          levels[last].hasKey = false
          path.removeLast()
        }
        token = i + 1
        isBegin = true
      case UInt8(ascii: ":") where Self.isBlank(self.byte(i + 1, bytes.count)):
        if let last = levels.indices.last, levels[last].isMap, !levels[last].hasKey {
          levels[last].hasKey = true
          path.append(.key(Self.unquoted(bytes[token..<i].drop(while: Self.isBlank))))
          token = i + 1
          isBegin = true
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if wasBegin { i = min(offset, endOfQuoted(from: i, bytes.count)) - 1 }
      default: break
      }
      i += 1
    }
    while token < offset, Self.isBlank(bytes[token]) { token += 1 }
    let isKey = levels.last.map { $0.isMap && !$0.hasKey } ?? false
    part = isKey ? .key(start: token) : .value(start: token)
  }
}

/// Follows a flow collection or a quoted text byte by byte.
private struct BracketScan {
  private var depth = 0
  /// The quote that ends the text it is in; 0 outside of one.
  private var quote: UInt8 = 0
  private var isEscaped = false
  /// Whether a value may begin, and so a quote may be one.
  private var isBegin = true

  /// Takes the next byte; gives whether it is the last one.
  mutating func ends(with byte: UInt8, before next: UInt8) -> Bool {
    if quote != 0 {
      if isEscaped {
        isEscaped = false
      } else if quote == UInt8(ascii: "'") ? byte == quote && next == quote : byte == Self.escape {
        isEscaped = true
      } else if byte == quote {
        quote = 0
      }
      return quote == 0 && depth == 0
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"): if isBegin { quote = byte }
    default: break
    }
    isBegin =
      "{[,:".utf8.contains(byte) || isBegin && (byte == 0x20 || byte == 0x09)
    return quote == 0 && depth == 0
  }

  private static let escape = UInt8(ascii: "\\")

  /// Takes the end of a line.
  mutating func endLine() { isEscaped = false }
}
