// Masking while reading.
//
// What holds a credential is recognised by where it stands: by the keys of the map around it. A
// map's keys are its shape, and shapes are few; so each is looked at once, and of the millions of
// maps of a List only those few are handed out that may hold something (a variable of an
// environment, an object, a field named `token`). What is to be hidden becomes `hidden` where it
// lies. Its bytes are overwritten when the reading has come to its end, because a List that was cut
// wrongly is read a second time; but before anything can be quoted.

/// Decides which values of a source are not to be kept. Used by several threads.
public protocol Masking: Sendable {
  /// Marks of a key by which maps are told that must be looked at; 0 for most.
  func marks(ofKey key: UnsafeBufferPointer<UInt8>) -> UInt16
  /// Whether maps are to be looked at whose keys have these marks together.
  func isWatched(_ marks: UInt16) -> Bool
  /// Adds the values in a watched map that are to be hidden.
  ///
  /// - Parameter twins: Marks of keys that it has twice; only the last value of each is there.
  func look(at map: Value, _ marks: UInt16, twins: UInt16, hide: (HiddenValue) -> Void)
  /// Adds the values of a whole document that are to be hidden.
  ///
  /// - Parameter part: where it stands in its source, with what is between it and the one before.
  func look(at document: Value, in part: Range<Int>, hide: (HiddenValue) -> Void)
  /// Whether something was taken out of a text that is to be hidden before it was read, so that its
  /// room does not say how long it was.
  func isRedacted(_ range: Range<Int>, of source: SourceText) -> Bool
}

extension Masking {
  public func isRedacted(_ range: Range<Int>, of source: SourceText) -> Bool { false }
}

/// A value to be hidden, with all that is in it.
public struct HiddenValue: Sendable {
  public let value: Value
  /// Whether its bytes are left as they are, and only never quoted: for what is frequent and
  /// large, since changed pages of a mapped file stay in memory.
  public let isWithheld: Bool

  public init(_ value: Value, isWithheld: Bool = false) {
    self.value = value
    self.isWithheld = isWithheld
  }
}

/// Ranges of a source that are not to be shown.
struct MaskedRanges: Sendable {
  var masked: [Range<Int>] = []
  var withheld: [Range<Int>] = []
  /// Offsets of texts of which something was taken out before.
  var redacted: [Int] = []

  static func += (left: inout MaskedRanges, right: MaskedRanges) {
    left.masked += right.masked
    left.withheld += right.withheld
    left.redacted += right.redacted
  }

  /// Makes it so. Called once, when the source has been read to its end.
  func apply(to source: SourceText) {
    for range in masked { source.mask(range) }
    source.withhold(withheld)
    source.note(redacted: redacted)
  }
}

/// Hides values of one arena, and remembers where they stand.
final class MaskingWatch {
  private let masking: any Masking
  private let reason: UInt32
  private let store: DocumentStore
  /// The arena that maps are built in; nil if whole documents are looked at only.
  private let arena: Arena?
  private(set) var ranges = MaskedRanges()
  /// Marks of keys that were asked for, by their number.
  private var known: [UInt32: UInt16] = [:]
  /// Marks of the keys that were dropped from the map at hand.
  private var twins: UInt16 = 0

  init(_ masking: any Masking, reason: UInt32, _ store: DocumentStore, _ arena: Arena? = nil) {
    self.masking = masking
    self.reason = reason
    self.store = store
    self.arena = arena
  }

  /// The marks of a shape; 0 where its maps are of no interest.
  func marks(of keys: UnsafeBufferPointer<UInt32>) -> UInt16 {
    var marks: UInt16 = 0
    for key in keys { marks |= self.marks(ofKey: key) }
    return masking.isWatched(marks) ? marks : 0
  }

  private func marks(ofKey key: UInt32) -> UInt16 {
    if let marks = known[key] { return marks }
    let marks = masking.marks(ofKey: store.memory.bytes(of: store.memory.keyValue(key)))
    known[key] = marks
    return marks
  }

  /// Looks at a map that was just written; `word` is the one that names it.
  func look(at word: UInt64, _ marks: UInt16) {
    guard let arena else { return }
    let map = Value(.map, arena: arena.number, payload: word >> 32)
    masking.look(at: map, marks, twins: twins) { hide($0) }
    twins = 0
  }

  /// Looks at a whole document.
  func look(at document: Value, in part: Range<Int>) {
    masking.look(at: document, in: part) { hide($0) }
  }

  /// Masks what a map does not keep: the first value of a key that it has twice.
  func drop(_ word: UInt64, of key: UInt32) {
    guard let arena else { return }
    twins |= marks(ofKey: key)
    let index = arena.reserve(1)
    arena.words[index] = word
    hide(HiddenValue(store.memory.value(arena: arena.number, node: index)))
  }

  /// A range of the source that was passed over.
  func skip(_ range: Range<Int>) { ranges.withheld.append(range) }

  /// How many of each kind there are.
  struct Counts {
    var (masked, withheld, redacted) = (0, 0, 0)
  }

  var counts: Counts {
    Counts(
      masked: ranges.masked.count, withheld: ranges.withheld.count,
      redacted: ranges.redacted.count)
  }

  /// Forgets what was hidden since there were so many, because it is read again.
  func forget(since counts: Counts) {
    ranges.masked.removeLast(ranges.masked.count - counts.masked)
    ranges.withheld.removeLast(ranges.withheld.count - counts.withheld)
    ranges.redacted.removeLast(ranges.redacted.count - counts.redacted)
    twins = 0
  }

  private func hide(_ hidden: HiddenValue) {
    let (value, memory) = (hidden.value, store.memory)
    guard value.node != 0 || value.tag == .map || value.tag == .list else { return }
    switch value.tag {
    case .map:
      for i in 0..<memory.count(map: value) {
        hide(HiddenValue(memory.value(slot: i, of: value), isWithheld: hidden.isWithheld))
      }
    case .list:
      for i in 0..<memory.count(list: value) {
        hide(HiddenValue(memory.element(i, of: value), isWithheld: hidden.isWithheld))
      }
    default: hideScalar(hidden)
    }
  }

  private func hideScalar(_ hidden: HiddenValue) {
    let value = hidden.value
    let words = store.memory.arenas[Int(value.arena)].words
    let word = words[Int(value.node)]
    guard word & 0xFF != WordTag.hidden, word & 0xFF != WordTag.link,
      let place = store.place(of: value), let range = store.range(of: value)
    else { return }
    if masking.isRedacted(range, of: place.source) { ranges.redacted.append(place.offset) }
    if hidden.isWithheld, place.source.isMapped {
      ranges.withheld.append(range)
    } else {
      ranges.masked.append(range)
    }
    if word & 0xFF == WordTag.wide, words[Int(word >> 32)] & 0xFFFF_FFFF == WordTag.wideText {
      // An alias may have brought the same text to a place that nobody looks at.
      let text = UnsafeMutablePointer(mutating: store.memory.bytes(of: value).baseAddress)
      text?.update(repeating: UInt8(ascii: "*"), count: value.byteCount)
    }
    store.hide(value, reason: reason)
  }
}

extension DocumentStore {
  /// Makes a scalar `hidden` where it lies, for all who look at it afterwards; nobody may look at
  /// it meanwhile. Its source stays as it is, and so does what an alias brings elsewhere.
  public func hide(_ scalar: Value, reason: UInt32) {
    let words = memory.arenas[Int(scalar.arena)].words
    guard scalar.node != 0, words[Int(scalar.node)] & 0xFF != WordTag.link,
      let place = place(of: scalar)
    else { return }
    words[Int(scalar.node)] = hiddenWord(at: place.offset, reason)
  }

  /// Hides what a map has in a slot, where that only refers to a scalar which lies elsewhere.
  public func hide(slot: Int, of map: Value, reason: UInt32) {
    let words = memory.arenas[Int(map.arena)].words
    let node = map.index + 1 + slot
    guard words[node] & 0xFF == WordTag.link else { return }
    let value = memory.value(slot: slot, of: map)
    guard value.tag != .map, value.tag != .list, let place = place(of: value) else { return }
    words[node] = hiddenWord(at: place.offset, reason)
  }

  private func hiddenWord(at offset: Int, _ reason: UInt32) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | UInt64(reason & 0xFF_FFFF) << 8
      | WordTag.hidden
  }
}
