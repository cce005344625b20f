// Reading what is printed
//
// Nearly all YAML of a snapshot was printed by a program: kubectl, a collector, Helm. Such text is
// a small part of YAML: maps and lists in blocks, a key a line, plain and quoted texts, literals.
// It needs no tokens and no events, only columns, so it is read here line by line, several times
// as fast as libyaml reads it.
//
// Why it is right: this reader knows a subset and refuses the rest. Whatever it is not sure of (an
// anchor, a tag, a flow collection, a comment behind a value, a character that YAML treats in a way
// of its own, a mistake) is not read: what was built is taken back, and libyaml reads the item or
// the text from its beginning, with its messages. What it does read it builds with the calls that
// `YAMLReader` makes for the events of libyaml, in the same order and with the same offsets, so
// that the arenas of both are the same, word for word. Tests hold the two against each other
// (`PrintedYAMLTests`, and the fuzz target `printed`).
//
// What it costs to remove: this folder, and the two places in `ReadingYAML.swift` that ask it. All
// that is left is slower; `ReadingOptions.readsPrintedYAML` shows that.

import CLibrary

/// Reads block YAML as programs print it into a builder, as far as it understands all of it.
struct PrintedYAMLReader: ~Copyable {
  let bytes: UnsafePointer<UInt8>
  /// Where reading goes on: the beginning of a line.
  var at: Int
  /// Where the text ends, behind a line break.
  let end: Int
  let builder: DocumentBuilder
  let classes: ByteClasses
  var levels = Stack<Level>()
  var scratch = TextBuffer()
  /// Whether a value is read and not kept, and how many levels are open around it.
  var isMuted = false
  private var mutedDepth = 0
  private let depthLimit: Int
  private let managedFields: UInt32
  private let metadata: UInt32
  let sourceCount: Int

  /// A map or list that is open.
  struct Level: BitwiseCopyable {
    /// Blanks before its keys or dashes.
    var column: Int
    var isList: Bool
    /// Whether the value of its last key or dash is still to come.
    var awaits = false
    /// Where that value is if it is empty: behind the colon or dash.
    var behind = 0
    /// The key that it stands under; 0 in a list.
    var parent: UInt32
    /// The key whose value comes next.
    var key: UInt32 = 0
  }

  /// A reader of a range of a source, which must end with a line break.
  init(
    _ source: SourceText, _ range: Range<Int>, into builder: DocumentBuilder,
    _ options: ReadingOptions
  ) {
    sourceCount = source.count
    bytes = source.bytes
    at = range.lowerBound
    end = range.upperBound
    self.builder = builder
    classes = ByteClasses.shared
    depthLimit = options.limits.depth
    managedFields =
      options.skipsManagedFields ? builder.store.key("managedFields") ?? .max : .max
    metadata = builder.store.key("metadata") ?? .max
  }

  // MARK: Lines

  /// Reads one line, and those that its last value goes on in; false if they are not understood.
  @inline(__always)
  mutating func line() -> Bool {
    var i = at
    while bytes[i] == .space { i &+= 1 }
    switch bytes[i] {
    case .lineFeed:
      at = i &+ 1
      return true
    case .hash:
      at = lineEnd(from: i) &+ 1
      return true
    default: return content(at: i, column: i &- at)
    }
  }

  /// What stands behind the blanks of a line: dashes, then a key or a scalar.
  private mutating func content(at start: Int, column first: Int) -> Bool {
    var (i, column) = (start, first)
    while bytes[i] == .dash, bytes[i &+ 1] == .space || bytes[i &+ 1] == .lineFeed {
      guard beginEntry(at: i, column) else { return false }
      var next = i &+ 1
      while bytes[next] == .space { next &+= 1 }
      if bytes[next] == .lineFeed {
        at = next &+ 1
        return true
      }
      column &+= next &- i
      i = next
    }
    guard let key = key(at: i) else { return false }
    guard key.isKey else { return i != start && value(at: i) }
    guard beginKey(key, at: i, column) else { return false }
    var next = key.end &+ 1
    while bytes[next] == .space { next &+= 1 }
    if bytes[next] == .lineFeed {
      at = next &+ 1
      return true
    }
    return value(at: next)
  }

  /// Whether a line at the margin begins or ends a document.
  @inline(__always)
  func isMarker(at offset: Int) -> Bool {
    let mark = bytes[offset]
    guard mark == .dash || mark == UInt8(ascii: "."), bytes[offset &+ 1] == mark,
      bytes[offset &+ 2] == mark
    else { return false }
    let next = bytes[offset &+ 3]
    return next == .space || next == .lineFeed || next == .tab
  }

  func lineEnd(from start: Int) -> Int {
    guard let found = memchr(bytes + start, 0x0A, end &- start) else { return end &- 1 }
    return UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
  }

  // MARK: Levels

  /// The dash of a list's element.
  private mutating func beginEntry(at offset: Int, _ column: Int) -> Bool {
    while levels.count > 0, levels.top.pointee.column > column { endLevel() }
    if levels.count > 0, levels.top.pointee.isList, levels.top.pointee.column == column {
      if levels.top.pointee.awaits { emptyValue() }
    } else {
      // Under a key, the dashes of a list may stand where the key does.
      guard begin(isList: true, at: offset, column) else { return false }
    }
    levels.top.pointee.awaits = true
    levels.top.pointee.behind = offset &+ 1
    return true
  }

  /// The key of a map's entry.
  private mutating func beginKey(_ key: Key, at offset: Int, _ column: Int) -> Bool {
    while levels.count > 0 {
      let top = levels.top.pointee
      guard top.column > column || (top.isList && top.column == column) else { break }
      endLevel()
    }
    if levels.count > 0, levels.top.pointee.column == column {
      if levels.top.pointee.awaits { emptyValue() }
    } else {
      guard begin(isList: false, at: offset, column) else { return false }
    }
    let top = levels.top
    top.pointee.awaits = true
    top.pointee.behind = key.end &+ 1
    if isMuted { return true }
    guard let number = number(of: key) else { return false }
    top.pointee.key = number
    if number == managedFields, top.pointee.parent == metadata {
      isMuted = true
      mutedDepth = levels.count
    } else {
      builder.key(number, at: offset)
    }
    return true
  }

  /// Opens a map or list, the value that the innermost level awaits.
  private mutating func begin(isList: Bool, at offset: Int, _ column: Int) -> Bool {
    var parent: UInt32 = 0
    if levels.count > 0 {
      let top = levels.top
      guard top.pointee.awaits, levels.count < depthLimit else { return false }
      top.pointee.awaits = false
      parent = top.pointee.key
    } else if hasRoot {
      return false
    }
    hasRoot = true
    levels.push(Level(column: column, isList: isList, parent: parent))
    if isMuted { return true }
    if isList { builder.beginList(at: offset) } else { builder.beginMap(at: offset) }
    return true
  }

  /// Opens the document's outermost list, before its first dash.
  mutating func beginList(at offset: Int, _ column: Int) -> Bool {
    begin(isList: true, at: offset, column)
  }

  /// Whether the document's outermost value has begun.
  private var hasRoot = false

  private mutating func endLevel() {
    if levels.top.pointee.awaits { emptyValue() }
    let level = levels.pop()
    if !isMuted {
      if level.isList { builder.endList() } else { builder.endMap() }
    } else if levels.count == mutedDepth {
      isMuted = false
    }
  }

  /// Nothing stands behind the last key or dash: null.
  private mutating func emptyValue() {
    let behind = levels.top.pointee.behind
    if takesValue() { builder.null(at: behind) }
  }

  /// Notes that a scalar or an empty collection is the value that is awaited. Whether to build it.
  @inline(__always)
  mutating func takesValue() -> Bool {
    levels.top.pointee.awaits = false
    guard isMuted else { return true }
    if levels.count == mutedDepth { isMuted = false }
    return false
  }

  /// Whether one more container may be opened.
  var mayNest: Bool { levels.count < depthLimit }

  // MARK: Documents

  /// Ends the document: its value; nil if there is none.
  mutating func endDocument() -> Value? {
    guard hasRoot else { return nil }
    while levels.count > 0 { endLevel() }
    hasRoot = false
    guard !builder.overflowed else { return nil }
    return builder.finish()
  }

  /// Ends all levels but the outermost, a list: its last element is whole.
  mutating func endElement() {
    while levels.count > 1 { endLevel() }
    if levels.count == 1, levels.top.pointee.awaits { emptyValue() }
  }

  /// Forgets what is open below the outermost list, to go on behind an element that was read
  /// otherwise.
  mutating func resume(at offset: Int) {
    levels.truncate(to: 1)
    levels.top.pointee.awaits = false
    isMuted = false
    at = offset
  }
}
