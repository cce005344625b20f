import CLibrary

extension PrintedYAMLReader {
  /// Reads the value that begins at an offset and is awaited, to the end of its last line.
  @inline(__always)
  mutating func value(at start: Int) -> Bool {
    switch bytes[start] {
    case .quote: return doubleQuoted(at: start)
    case .apostrophe: return singleQuoted(at: start)
    case .bar: return literal(at: start)
    case .leftBrace, .leftBracket: return emptyCollection(at: start)
    case let first: return isPlainStart(first, at: start) && plain(at: start)
    }
  }

  private mutating func emptyCollection(at start: Int) -> Bool {
    let isMap = bytes[start] == .leftBrace
    guard bytes[start &+ 1] == (isMap ? .rightBrace : .rightBracket),
      bytes[start &+ 2] == .lineFeed, mayNest
    else { return false }
    at = start &+ 3
    guard takesValue() else { return true }
    if isMap {
      builder.beginMap(at: start)
      builder.endMap()
    } else {
      builder.beginList(at: start)
      builder.endList()
    }
    return true
  }

  // MARK: Plain

  @inline(__always)
  private mutating func plain(at start: Int) -> Bool {
    guard let lineFeed = plainLineEnd(from: start) else { return false }
    let contentEnd = trimmed(lineFeed, from: start)
    let column = levels.top.pointee.column
    at = lineFeed &+ 1
    if continuation(from: at, below: column) != nil {
      return foldedPlain(at: start, contentEnd, below: column)
    }
    guard takesValue() else { return true }
    let text = UnsafeBufferPointer(start: bytes + start, count: contentEnd &- start)
    guard YAMLScalar.mayBeNonString(text) else {
      builder.string(offset: start, count: text.count)
      return true
    }
    switch YAMLScalar.resolve(text) {
    case .null: builder.null(at: start)
    case .bool(let value): builder.bool(value, at: start)
    case .int(let value): builder.int(value, at: start)
    case .double(let value): builder.double(value, at: start)
    case .string: builder.string(offset: start, count: text.count)
    }
    return true
  }

  /// The end of the line that a plain scalar stands in; nil if something else is in it.
  @inline(__always)
  private func plainLineEnd(from start: Int) -> Int? {
    guard let end = plainEnd(from: start), bytes[end] == .lineFeed else { return nil }
    return end
  }

  private func trimmed(_ end: Int, from start: Int) -> Int {
    var i = end
    while i > start, bytes[i &- 1] == .space { i &-= 1 }
    return i
  }

  /// Where a plain scalar goes on in a line that is deeper than `column`, and how many empty lines
  /// are before it; nil if it does not.
  @inline(__always)
  private func continuation(from line: Int, below column: Int) -> (start: Int, empty: Int)? {
    var (i, empty, lineStart) = (line, 0, line)
    while i < end {
      while bytes[i] == .space { i &+= 1 }
      if bytes[i] == .lineFeed {
        empty &+= 1
        i &+= 1
        lineStart = i
        continue
      }
      return i &- lineStart > column && bytes[i] != .hash ? (i, empty) : nil
    }
    return nil
  }

  /// A plain scalar of several lines, which is a string.
  private mutating func foldedPlain(at start: Int, _ firstEnd: Int, below column: Int) -> Bool {
    scratch.clear()
    scratch.append(bytes + start, firstEnd &- start)
    var contentEnd = firstEnd
    while let next = continuation(from: at, below: column) {
      guard let lineFeed = plainLineEnd(from: next.start) else { return false }
      if next.empty == 0 { scratch.append(.space) }
      for _ in 0..<next.empty { scratch.append(.lineFeed) }
      contentEnd = trimmed(lineFeed, from: next.start)
      scratch.append(bytes + next.start, contentEnd &- next.start)
      at = lineFeed &+ 1
    }
    string(at: start, contentAt: start, end: contentEnd)
    return true
  }

  /// The text in `scratch`: the source's own bytes where they spell it, else a copy.
  private mutating func string(at offset: Int, contentAt content: Int, end: Int) {
    guard takesValue() else { return }
    let text = scratch.buffer
    if content &+ text.count <= sourceCount,
      memcmp(bytes + content, scratch.base, text.count) == 0
    {
      builder.string(offset: content, count: text.count)
    } else {
      builder.string(text, at: offset, end: end)
    }
  }

  // MARK: Quoted

  @inline(__always)
  private mutating func singleQuoted(at start: Int) -> Bool {
    var i = start &+ 1
    while bytes[i] != .apostrophe, bytes[i] != .lineFeed { i &+= 1 }
    guard bytes[i] == .apostrophe, bytes[i &+ 1] != .apostrophe else {
      return folded(at: start, quote: .apostrophe)
    }
    return endQuoted(at: start, i)
  }

  @inline(__always)
  private mutating func doubleQuoted(at start: Int) -> Bool {
    var i = start &+ 1
    while !classes.endsQuoted(bytes[i]) { i &+= 1 }
    guard bytes[i] == .quote else { return folded(at: start, quote: .quote) }
    return endQuoted(at: start, i)
  }

  /// A quoted text that is spelled as it is.
  @inline(__always)
  private mutating func endQuoted(at start: Int, _ close: Int) -> Bool {
    guard let next = behindQuoted(close) else { return false }
    at = next
    if takesValue() { builder.string(offset: start &+ 1, count: close &- start &- 1) }
    return true
  }

  /// The line after a closing quote; nil if more than blanks stands behind it.
  @inline(__always)
  private func behindQuoted(_ close: Int) -> Int? {
    var i = close &+ 1
    while bytes[i] == .space { i &+= 1 }
    return bytes[i] == .lineFeed ? i &+ 1 : nil
  }

  /// A quoted text with escapes, or of several lines.
  private mutating func folded(at start: Int, quote: UInt8) -> Bool {
    scratch.clear()
    var i = start &+ 1
    while true {
      var isEscapedBreak = false
      // Up to blanks, a line break or the closing quote.
      while bytes[i] != .space, bytes[i] != .tab, bytes[i] != .lineFeed {
        if bytes[i] == quote {
          guard quote == .apostrophe, bytes[i &+ 1] == .apostrophe else {
            guard let next = behindQuoted(i) else { return false }
            at = next
            string(at: start, contentAt: start &+ 1, end: i &+ 1)
            return true
          }
          scratch.append(.apostrophe)
          i &+= 2
        } else if quote == .quote, bytes[i] == .backslash {
          if bytes[i &+ 1] == .lineFeed {
            isEscapedBreak = true
            i &+= 2
            break
          }
          guard let next = escape(at: i &+ 1) else { return false }
          i = next
        } else {
          scratch.append(bytes[i])
          i &+= 1
        }
      }
      guard let next = foldBlanks(at: i, isEscapedBreak) else { return false }
      i = next
    }
  }

  /// Blanks and line breaks within a quoted text; nil if it does not go on behind them.
  private mutating func foldBlanks(at start: Int, _ isEscapedBreak: Bool) -> Int? {
    var (i, breaks) = (start, 0)
    let blanks = i
    while i < end, bytes[i] == .space || bytes[i] == .tab { i &+= 1 }
    guard isEscapedBreak || (i < end && bytes[i] == .lineFeed) else {
      scratch.append(bytes + blanks, i &- blanks)
      return i < end ? i : nil
    }
    while i < end, bytes[i] == .space || bytes[i] == .tab || bytes[i] == .lineFeed {
      if bytes[i] == .lineFeed { breaks &+= 1 }
      i &+= 1
    }
    // A line that begins at the margin may be the mark of another document.
    guard i < end, bytes[i &- 1] != .lineFeed else { return nil }
    if isEscapedBreak {
      for _ in 0..<breaks { scratch.append(.lineFeed) }
    } else if breaks == 1 {
      scratch.append(.space)
    } else {
      for _ in 1..<breaks { scratch.append(.lineFeed) }
    }
    return i
  }

  /// The character behind a backslash; nil if it is not known. Gives where reading goes on.
  private mutating func escape(at offset: Int) -> Int? {
    let letter = bytes[offset]
    if let plain = ByteClasses.escaped(letter) {
      scratch.append(plain)
      return offset &+ 1
    }
    let digits: Int
    switch letter {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: return nil
    }
    var value: UInt32 = 0
    for i in 0..<digits {
      guard let digit = ByteClasses.hexadecimal(bytes[offset &+ 1 &+ i]), value < 1 << 28 else {
        return nil
      }
      value = value << 4 | digit
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    for byte in UTF8.encode(scalar)! { scratch.append(byte) }
    return offset &+ 1 &+ digits
  }

  // MARK: Literals

  private mutating func literal(at start: Int) -> Bool {
    let parent = levels.top.pointee.column
    var i = start &+ 1
    var (chomping, indentation) = (UInt8.space, 0)
    while bytes[i] != .lineFeed {
      switch bytes[i] {
      case .plus where chomping == .space, .dash where chomping == .space: chomping = bytes[i]
      case UInt8(ascii: "1")...UInt8(ascii: "9") where indentation == 0:
        indentation = parent &+ Int(bytes[i] &- 0x30)
      default: return false
      }
      i &+= 1
    }
    i &+= 1
    if indentation == 0 {
      guard let found = literalIndentation(from: i, below: parent) else { return false }
      indentation = found
    }
    guard let next = literalLines(from: i, indentation, chomping) else { return false }
    at = next
    string(at: start, contentAt: start, end: next)
    return true
  }

  /// The blanks before a literal's first line that is not empty; nil if an empty one has more.
  private func literalIndentation(from first: Int, below parent: Int) -> Int? {
    var (i, longest) = (first, 0)
    while i < end {
      let line = i
      while bytes[i] == .space { i &+= 1 }
      if bytes[i] == .lineFeed {
        longest = max(longest, i &- line)
        i &+= 1
        continue
      }
      guard bytes[i] != .tab else { return nil }
      let column = i &- line
      if column <= parent { return longest <= parent ? parent &+ 1 : nil }
      return longest <= column ? column : nil
    }
    return longest <= parent ? parent &+ 1 : nil
  }

  /// Puts a literal's lines into `scratch`. Gives the line behind them.
  private mutating func literalLines(
    from first: Int, _ indentation: Int, _ chomping: UInt8
  ) -> Int? {
    scratch.clear()
    var (i, empty, hasContent) = (first, 0, false)
    while i < end {
      let line = i
      let content = line &+ indentation
      while i < content, bytes[i] == .space { i &+= 1 }
      if bytes[i] == .lineFeed {
        empty &+= 1
        i &+= 1
        continue
      }
      if i < content {
        guard bytes[i] != .tab else { return nil }
        i = line
        break
      }
      if hasContent { empty &+= 1 }
      for _ in 0..<empty { scratch.append(.lineFeed) }
      empty = 0
      let lineFeed = lineEnd(from: i)
      scratch.append(bytes + i, lineFeed &- i)
      hasContent = true
      i = lineFeed &+ 1
    }
    if hasContent, chomping != .dash { scratch.append(.lineFeed) }
    if chomping == .plus { for _ in 0..<empty { scratch.append(.lineFeed) } }
    return i
  }
}
