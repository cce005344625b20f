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
    while byte(i, end) == UInt8(ascii: "-"), [0x20, 0x0A].contains(byte(i + 1, end)) {
      let column = i - range.lowerBound
      pop { $0.indent > column || ($0.indent == column && $0.step == .item) }
      // Before the dash nothing is said yet.
      if isLast, offset <= i {
        part = .key(start: offset)
        return true
      }
      frames.append(Frame(indent: column, step: .item))
      i += 1
      while byte(i, end) == 0x20 { i += 1 }
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
    while byte(value, end) == 0x20 { value += 1 }
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
      if bytes[i] == UInt8(ascii: ":"), [0x20, 0x0A].contains(byte(i + 1, end)) { return i }
      if bytes[i] == UInt8(ascii: "#"), bytes[i - 1] == 0x20 { return nil }
      i += 1
    }
    return nil
  }

  private func endOfQuoted(from start: Int, _ end: Int) -> Int {
    let quote = bytes[start]
    var i = start + 1
    while i < end, bytes[i] != quote {
      i += bytes[i] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
    return min(i + 1, end)
  }

  /// Where a flow collection or quoted text ends: behind its last byte, or where a line is no
  /// deeper than its key, because it is not closed yet.
  private func closing(from start: Int, indent: Int) -> Int {
    var limit = lines.range(ofLine: lines.line(of: start)).upperBound
    for line in lines.line(of: start) + 1..<max(lines.count, lines.line(of: start) + 1) {
      let range = lines.range(ofLine: line)
      let depth = bytes[range].prefix { $0 == 0x20 }.count
      if depth < range.count, depth <= indent { break }
      limit = range.upperBound
    }
    if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") {
      return endOfQuoted(from: start, limit)
    }
    var depth = 0
    var i = start
    while i < limit {
      switch bytes[i] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): i = endOfQuoted(from: i, limit) - 1
      default: break
      }
      i += 1
      if depth == 0 { return i }
    }
    return limit
  }

  static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    var part = bytes
    while part.last == 0x20 { part.removeLast() }
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
    var i = start
    while i < offset {
      let byte = bytes[i]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        levels.append((byte == UInt8(ascii: "{"), false))
        if byte == UInt8(ascii: "[") { path.append(.item) }
        token = i + 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let level = levels.popLast(), !level.isMap || level.hasKey { path.removeLast() }
        token = i + 1
      case UInt8(ascii: ","):
        if let last = levels.indices.last, levels[last].hasKey {
          levels[last].hasKey = false
          path.removeLast()
        }
        token = i + 1
      case UInt8(ascii: ":") where i + 1 >= bytes.count || [0x20, 0x0A].contains(bytes[i + 1]):
        if let last = levels.indices.last, levels[last].isMap, !levels[last].hasKey {
          levels[last].hasKey = true
          path.append(.key(Self.unquoted(bytes[token..<i].drop { [0x20, 0x0A].contains($0) })))
          token = i + 1
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let isStart = bytes[token..<i].allSatisfy { [0x20, 0x0A].contains($0) }
        if isStart { i = min(offset, endOfQuoted(from: i, bytes.count)) - 1 }
      default: break
      }
      i += 1
    }
    while token < offset, bytes[token] == 0x20 || bytes[token] == 0x0A { token += 1 }
    let isKey = levels.last.map { $0.isMap && !$0.hasKey } ?? false
    part = isKey ? .key(start: token) : .value(start: token)
  }
}
