// Values: how a document lies in memory.
//
// A cluster export is tens of millions of small values, read once and looked at by every rule.
// So a value in use is 16 trivially copyable bytes, and a value at rest is one 8-byte word:
//
//     word:   | offset or index : 32 | aux : 24 | tag : 8 |
//
//     null, bool    offset of the token in the source
//     smallInt      offset; aux is the number, signed
//     sourceString  offset of the first content byte; aux is the length (below 16 MiB)
//     commonString  the same offset; aux is the number of a key whose bytes are those of the string
//     wide          index of two or more words: what does not fit above (see `Wide`)
//     list, map     index of a header word; aux is the reason of an unknown tail (0: complete)
//     unknown       offset; aux is the reason: not known whether it is there
//     hidden        offset; aux is the reason: it is there, its content is not known
//     link          index of two words: a whole `Value` that lies in another arena
//
//     list header:  | source offset : 32 | count : 32 |  followed by `count` words
//     map header:   | source offset : 32 | shape : 32 |  followed by one word for each key
//
// A *shape* is the interned sequence of a map's keys. Objects of one kind share their shapes, so
// keys cost nothing for each map, and a field is found by comparing one number (see `Symbols`).
//
// Short strings that occur again and again (`Running`, a namespace, an image) lie beside the keys:
// whoever looks at them touches no page of the source, which may be gigabytes, and compares two of
// them, or one with a key, by their numbers (see `DocumentBuilder.string`).
//
// A container is written when it ends, so that its words lie side by side and its children come
// before it. Nothing is ever changed after that.
//
// Everything here is in one file, `@frozen` and `@inlinable`: measured with Swift 6.3, the same
// accesses cost twice as much when the type is split over modules without it.

/// What a `Value` is. The raw values of the first eight are also those of the words at rest.
@frozen public enum Tag: UInt8, Sendable, BitwiseCopyable {
  case null = 0
  case bool, int, uint, double, string, bytes, list, map
  case timestamp, duration, type, optional, opaque
  /// There, but redacted or dropped: `has()` is true, the content is unknown.
  case hidden
  case unknown
  case error
}

/// How the payload of a string, list or map is to be read.
@frozen public enum Form: UInt8, Sendable, BitwiseCopyable {
  /// A document's: words in the arena; string bytes in the arena's source.
  case document = 0
  /// Made during evaluation: `Value`s in the arena; string bytes in the arena's texts.
  case scratch
  /// A string that is a key, or common as one: bytes in the symbol table. With a node it is a value
  /// of a document, whose spelling in the source is those bytes.
  case key
}

/// One value: a tag, where it came from, and 64 bits of content.
///
/// `node` is the index of the word that the value was read from, 0 when it was computed; together
/// with `arena` it is the value's place, and travels with it through an expression.
///
/// Payload by tag: bool 0/1; int two's complement; uint; double bit pattern; string
/// `index << 32 | length in bytes`; list and map `tail << 32 | index`, where `tail` is the reason
/// for which more elements may exist (0: complete); hidden and unknown the reason. What the other
/// tags hold is the evaluator's affair.
@frozen public struct Value: BitwiseCopyable, Sendable {
  public var tag: Tag
  public var form: Form
  public var arena: UInt16
  public var node: UInt32
  public var payload: UInt64

  @inlinable @inline(__always)
  public init(
    _ tag: Tag, form: Form = .document, arena: UInt16 = 0, node: UInt32 = 0, payload: UInt64 = 0
  ) {
    self.tag = tag
    self.form = form
    self.arena = arena
    self.node = node
    self.payload = payload
  }

  @inlinable public static var null: Value { Value(.null) }
  @inlinable public static func bool(_ b: Bool) -> Value { Value(.bool, payload: b ? 1 : 0) }
  @inlinable public static func int(_ i: Int64) -> Value {
    Value(.int, payload: UInt64(bitPattern: i))
  }
  @inlinable public static func uint(_ u: UInt64) -> Value { Value(.uint, payload: u) }
  @inlinable public static func double(_ d: Double) -> Value {
    Value(.double, payload: d.bitPattern)
  }

  @inlinable public var asBool: Bool { payload != 0 }
  @inlinable public var asInt: Int64 { Int64(bitPattern: payload) }
  @inlinable public var asDouble: Double { Double(bitPattern: payload) }
  /// Length in bytes of a string or bytes value.
  @inlinable @inline(__always)
  public var byteCount: Int { Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) }
  /// Bytes that a string takes in its source, without quotes; nil if it is spelt otherwise there,
  /// or was computed.
  @inlinable public var sourceByteCount: Int? {
    guard tag == .string, form == .document || (form == .key && node != 0) else { return nil }
    return byteCount
  }
  /// Index of a container's header, or of a string's first byte.
  @inlinable @inline(__always) public var index: Int {
    tag == .list || tag == .map
      ? Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) : Int(truncatingIfNeeded: payload >> 32)
  }
  /// The reason for which a list or map may have more elements than are known; 0: it has not.
  @inlinable @inline(__always) public var tail: UInt32 { UInt32(truncatingIfNeeded: payload >> 32) }
  /// The same value, with the place of `other`.
  @inlinable public func placed(at other: Value) -> Value {
    var copy = self
    if copy.node == 0, copy.form == .document, copy.tag.rawValue <= Tag.double.rawValue {
      copy.arena = other.arena
      copy.node = other.node
    }
    return copy
  }
}

/// Tags of words at rest (low 8 bits of a word).
@frozen public enum WordTag {
  @inlinable public static var null: UInt64 { 0 }
  @inlinable public static var `false`: UInt64 { 1 }
  @inlinable public static var `true`: UInt64 { 2 }
  @inlinable public static var smallInt: UInt64 { 3 }
  @inlinable public static var sourceString: UInt64 { 4 }
  @inlinable public static var list: UInt64 { 5 }
  @inlinable public static var map: UInt64 { 6 }
  @inlinable public static var unknown: UInt64 { 7 }
  @inlinable public static var hidden: UInt64 { 8 }
  @inlinable public static var link: UInt64 { 9 }
  /// Two words: `source offset << 32 | kind`, then 64 bits (int, double), or
  /// `source offset << 32 | kind`, `text offset << 32 | length` (string in the arena's texts), or
  /// `source offset << 32 | kind`, `source offset << 32 | length` (string of 16 MiB and more).
  @inlinable public static var wide: UInt64 { 10 }

  @inlinable public static var commonString: UInt64 { 11 }

  @inlinable public static var wideInt: UInt64 { 0 }
  @inlinable public static var wideDouble: UInt64 { 1 }
  @inlinable public static var wideText: UInt64 { 2 }
  @inlinable public static var wideSource: UInt64 { 3 }
}

/// Where one arena's memory lies.
@frozen public struct ArenaBase: @unchecked Sendable {
  public var words: UnsafeMutablePointer<UInt64>
  public var source: UnsafePointer<UInt8>
  public var texts: UnsafePointer<UInt8>
  public var values: UnsafeMutablePointer<Value>
}

/// Every arena, key and shape of one run: the pointers through which values are read.
///
/// Valid as long as the `DocumentStore` that handed it out. Reading needs no lock: what is written
/// concurrently (new arenas, keys, shapes) is never anything that a value at hand points to.
@frozen public struct Memory: @unchecked Sendable {
  public let arenas: UnsafeMutablePointer<ArenaBase>
  public let keyChunks: UnsafeMutablePointer<UnsafeMutablePointer<KeyRecord>?>
  public let shapeChunks: UnsafeMutablePointer<UnsafeMutablePointer<UnsafePointer<UInt32>>?>

  @inlinable public init(
    arenas: UnsafeMutablePointer<ArenaBase>,
    keyChunks: UnsafeMutablePointer<UnsafeMutablePointer<KeyRecord>?>,
    shapeChunks: UnsafeMutablePointer<UnsafeMutablePointer<UnsafePointer<UInt32>>?>
  ) {
    self.arenas = arenas
    self.keyChunks = keyChunks
    self.shapeChunks = shapeChunks
  }

  // MARK: Words

  /// The value in word `node` of `arena`.
  @inlinable @inline(__always)
  public func value(arena: UInt16, node: Int) -> Value {
    let word = arenas[Int(arena)].words[node]
    let n = UInt32(truncatingIfNeeded: node)
    switch word & 0xFF {
    case WordTag.sourceString:
      return Value(
        .string, arena: arena, node: n,
        payload: (word & 0xFFFF_FFFF_0000_0000) | ((word >> 8) & 0xFF_FFFF))
    case WordTag.commonString:
      let id = word >> 8 & 0xFF_FFFF
      let count = UInt64(key(UInt32(truncatingIfNeeded: id)).count)
      return Value(.string, form: .key, arena: arena, node: n, payload: id << 32 | count)
    case WordTag.map: return container(.map, word, arena, n)
    case WordTag.list: return container(.list, word, arena, n)
    case WordTag.true: return Value(.bool, arena: arena, node: n, payload: 1)
    case WordTag.false: return Value(.bool, arena: arena, node: n, payload: 0)
    case WordTag.smallInt:
      let number = Int64(Int32(truncatingIfNeeded: word) >> 8)
      return Value(.int, arena: arena, node: n, payload: UInt64(bitPattern: number))
    case WordTag.null: return Value(.null, arena: arena, node: n)
    default: return rareValue(word, arena: arena, node: n)
    }
  }

  @inlinable @inline(__always)
  func container(_ tag: Tag, _ word: UInt64, _ arena: UInt16, _ node: UInt32) -> Value {
    Value(tag, arena: arena, node: node, payload: (word >> 8 & 0xFF_FFFF) << 32 | word >> 32)
  }

  @inlinable @inline(never)
  func rareValue(_ word: UInt64, arena: UInt16, node: UInt32) -> Value {
    let index = Int(word >> 32)
    let words = arenas[Int(arena)].words
    switch word & 0xFF {
    case WordTag.unknown:
      return Value(.unknown, arena: arena, node: node, payload: word >> 8 & 0xFF_FFFF)
    case WordTag.hidden:
      return Value(.hidden, arena: arena, node: node, payload: word >> 8 & 0xFF_FFFF)
    case WordTag.link:
      return UnsafeRawPointer(words + index).loadUnaligned(as: Value.self)
    default:
      let content = words[index + 1]
      switch words[index] & 0xFFFF_FFFF {
      case WordTag.wideInt: return Value(.int, arena: arena, node: node, payload: content)
      case WordTag.wideDouble: return Value(.double, arena: arena, node: node, payload: content)
      case WordTag.wideText:
        return Value(.string, form: .scratch, arena: arena, node: node, payload: content)
      default: return Value(.string, arena: arena, node: node, payload: content)
      }
    }
  }

  // MARK: Strings

  /// The UTF-8 bytes of a string value (or the bytes of a bytes value).
  @inlinable @inline(__always)
  public func bytes(of value: Value) -> UnsafeBufferPointer<UInt8> {
    let start = Int(truncatingIfNeeded: value.payload >> 32)
    let base: UnsafePointer<UInt8>
    switch value.form {
    case .document: base = arenas[Int(value.arena)].source + start
    case .scratch: base = arenas[Int(value.arena)].texts + start
    case .key: base = key(UInt32(truncatingIfNeeded: start)).bytes
    }
    return UnsafeBufferPointer(start: base, count: value.byteCount)
  }

  /// Where a document's common string is spelt in its source.
  @inlinable public func sourceOffset(ofCommon value: Value) -> Int {
    Int(arenas[Int(value.arena)].words[Int(value.node)] >> 32)
  }

  @inlinable public func key(_ id: UInt32) -> KeyRecord {
    keyChunks[Int(id >> 12)].unsafelyUnwrapped[Int(id & 0xFFF)]
  }

  /// A key as a string value.
  @inlinable public func keyValue(_ id: UInt32) -> Value {
    Value(.string, form: .key, payload: UInt64(id) << 32 | UInt64(key(id).count))
  }

  // MARK: Lists

  /// The number of known elements of a list.
  @inlinable @inline(__always)
  public func count(list: Value) -> Int {
    if list.form == .document {
      return Int(arenas[Int(list.arena)].words[list.index] & 0xFFFF_FFFF)
    }
    return Int(truncatingIfNeeded: arenas[Int(list.arena)].values[list.index].payload)
  }

  /// Element `i` of a list; `i` must be in range.
  @inlinable @inline(__always)
  public func element(_ i: Int, of list: Value) -> Value {
    if list.form == .document {
      return value(arena: list.arena, node: list.index + 1 + i)
    }
    return arenas[Int(list.arena)].values[list.index + 1 + i]
  }

  // MARK: Maps

  /// The shape of a document's map.
  @inlinable @inline(__always)
  public func shape(of map: Value) -> UInt32 {
    UInt32(truncatingIfNeeded: arenas[Int(map.arena)].words[map.index])
  }

  @inlinable public func shapeRecord(_ shape: UInt32) -> UnsafePointer<UInt32> {
    shapeChunks[Int(shape >> 12)].unsafelyUnwrapped[Int(shape & 0xFFF)]
  }

  /// The number of known entries of a map, of either form.
  @inlinable public func count(map: Value) -> Int {
    if map.form == .document { return Int(shapeRecord(shape(of: map))[0]) }
    return Int(truncatingIfNeeded: arenas[Int(map.arena)].values[map.index].payload)
  }

  /// The position of `key` in maps of `shape`; -1 where it is not among its keys.
  @inlinable public func slot(of key: UInt32, in shape: UInt32) -> Int {
    let record = shapeRecord(shape)
    let count = Int(record[0])
    let keys = record + 1
    if count <= Memory.linearKeys {
      for i in 0..<count where keys[i] == key { return i }
      return -1
    }
    // Larger shapes carry (key, slot) pairs sorted by key after the keys themselves.
    let pairs = keys + count
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) >> 1
      if pairs[2 * middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < count && pairs[2 * low] == key ? Int(pairs[2 * low + 1]) : -1
  }

  /// Shapes of at most this many keys are searched one by one.
  @inlinable public static var linearKeys: Int { 12 }

  /// The value at position `slot` of a document's map.
  @inlinable @inline(__always)
  public func value(slot: Int, of map: Value) -> Value {
    value(arena: map.arena, node: map.index + 1 + slot)
  }

  /// Entry `i` of a map of either form: its key (a string for documents) and value.
  @inlinable public func entry(_ i: Int, of map: Value) -> (key: Value, value: Value) {
    if map.form == .document {
      return (keyValue(shapeRecord(shape(of: map))[1 + i]), value(slot: i, of: map))
    }
    let at = arenas[Int(map.arena)].values + map.index + 1 + 2 * i
    return (at[0], at[1])
  }

  /// The value of `key` in a document's map; nil if it has no such key.
  @inlinable public func field(_ key: UInt32, of map: Value) -> Value? {
    let slot = slot(of: key, in: shape(of: map))
    return slot < 0 ? nil : value(slot: slot, of: map)
  }
}
