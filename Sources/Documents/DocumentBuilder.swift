import CLibrary

/// Builds documents in an arena of their own, value by value.
///
/// Readers drive it with the events of a parser; the snapshot stage drives it with facts that it
/// derives from text files. Calls must nest: `beginMap`, then `key` and one value for each entry,
/// `endMap`. Offsets are bytes in the builder's source. Used by one thread.
public final class DocumentBuilder {
  let store: DocumentStore
  let arena: Arena
  let seed: UInt64
  // Exclusive access is plain here (one thread, no callbacks in between), and checking it at run
  // time would cost a tenth of all reading.
  @exclusivity(unchecked) private var values = Stack<UInt64>()
  @exclusivity(unchecked) private var keys = Stack<UInt32>()
  @exclusivity(unchecked) private var keyOffsets = Stack<UInt32>()
  @exclusivity(unchecked) private var frames = Stack<Frame>()
  @exclusivity(unchecked) private var knownKeys: [CachedKey]
  @exclusivity(unchecked) private var knownShapes: [CachedShape]
  private let slotMask: Int
  /// Looks at maps while they are built; nil if nothing is masked.
  var watch: MaskingWatch?
  /// Finds the strings that lie beside the keys; nil if none are to.
  private var common: CommonStrings?
  /// Called for a key that a map has twice: the key, and the offsets of both.
  var onDuplicateKey: ((_ key: UInt32, _ first: Int, _ second: Int) -> Void)?
  /// Whether a limit (keys, shapes, words) was hit; what is built then is not to be used.
  @exclusivity(unchecked) public private(set) var overflowed = false
  private let limit: DensityLimit
  /// The keys and shapes that were met, so far as their number is limited.
  @exclusivity(unchecked) private var metKeys = NumberSet()
  @exclusivity(unchecked) private var metShapes = NumberSet()

  private struct Frame: BitwiseCopyable {
    var firstValue: Int
    var firstKey: Int
    var offset: UInt32
  }

  private struct CachedKey {
    var hash: UInt64 = 0
    var id: UInt32 = 0
  }

  private struct CachedShape {
    var hash: UInt64 = 0
    var id: UInt32 = .max
    /// The masking's marks of its keys, where maps of this shape are looked at; else 0.
    var marks: UInt16 = 0
  }

  /// A builder for values whose places are in `source`; nil if the store is full.
  public convenience init?(store: DocumentStore, source: SourceText?) {
    self.init(store: store, source: source, limit: DensityLimit())
  }

  /// A builder for values that are read, and of which there may be too many (see `isTooDense`).
  init?(store: DocumentStore, source: SourceText?, limit: DensityLimit) {
    guard let arena = store.makeArena(source: source) else { return nil }
    self.store = store
    self.limit = limit
    self.arena = arena
    seed = store.symbols.seed
    // Many small documents would take more for these than for their values.
    let slots = DocumentBuilder.slots(forBytes: source?.count ?? 0)
    knownKeys = Array(repeating: CachedKey(), count: slots)
    knownShapes = Array(repeating: CachedShape(), count: slots)
    slotMask = slots - 1
  }

  /// Slots of each cache: a power of 2.
  private static func slots(forBytes count: Int) -> Int {
    var slots = 16
    while slots < 4096, slots * 64 < count { slots *= 2 }
    return slots
  }

  /// From now on strings that are met again lie beside the keys.
  func shareStrings() { common = CommonStrings(slots: slotMask + 1, store.symbols) }

  public var source: SourceText? { arena.source }
  /// Containers that are open.
  public var depth: Int { frames.count }
  /// Words written so far: a measure of memory, 8 bytes each.
  var wordCount: Int { arena.wordCount }

  /// Whether more was built than the source's length allows: readers stop, and keep nothing of the
  /// document.
  @inline(__always)
  var isTooDense: Bool {
    arena.wordCount &+ values.count > limit.words || keys.count > limit.keys || metTooMany
  }
  @exclusivity(unchecked) private var metTooMany = false

  // MARK: Scalars

  public func null(at offset: Int) { push(WordTag.null, offset) }

  public func bool(_ value: Bool, at offset: Int) {
    push(value ? WordTag.true : WordTag.false, offset)
  }

  public func int(_ value: Int64, at offset: Int) {
    if value >= -(1 << 23), value < 1 << 23 {
      let aux = UInt64(UInt32(truncatingIfNeeded: value) & 0xFF_FFFF)
      values.push(UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | aux << 8 | WordTag.smallInt)
    } else {
      wide(WordTag.wideInt, UInt64(bitPattern: value), at: offset)
    }
  }

  public func double(_ value: Double, at offset: Int) {
    wide(WordTag.wideDouble, value.bitPattern, at: offset)
  }

  /// A string whose bytes are those of the source.
  @inline(__always)
  public func string(offset: Int, count: Int) {
    if count &- 1 < CommonStrings.longest, let common, let source = arena.source?.bytes,
      let id = common.number(of: source + offset, count)
    {
      push(WordTag.commonString | UInt64(id) << 8, offset)
      return
    }
    if count < 1 << 24 {
      values.push(
        UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | UInt64(count) << 8
          | WordTag.sourceString)
    } else {
      wide(
        WordTag.wideSource, UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | UInt64(count),
        at: offset)
    }
  }

  /// A string whose bytes are copied (because the source spells it otherwise). `end` is where its
  /// spelling in the source ends; 0 where that is not known.
  public func string(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, end: Int = 0) {
    let start = arena.append(text: bytes)
    if start >= 1 << 32 || bytes.count >= 1 << 32 { overflowed = true }
    wide(
      WordTag.wideText,
      UInt64(UInt32(truncatingIfNeeded: start)) << 32
        | UInt64(UInt32(truncatingIfNeeded: bytes.count)), at: offset)
    let last = arena.reserve(1)
    arena.words[last] = UInt64(end)
  }

  public func string(_ text: String, at offset: Int = 0) {
    var text = text
    text.withUTF8 { string($0, at: offset) }
  }

  /// A value that lies in another arena, or was made elsewhere.
  public func link(_ value: Value) {
    if value.node != 0, value.arena == arena.number, value.form == .document {
      values.push(arena.words[Int(value.node)])
      return
    }
    let index = arena.reserve(2)
    UnsafeMutableRawPointer(arena.words + index).storeBytes(of: value, as: Value.self)
    values.push(UInt64(index) << 32 | WordTag.link)
  }

  /// Something that may or may not be there. `reason` has 24 bits.
  public func unknown(reason: UInt32, at offset: Int = 0) {
    push(WordTag.unknown | UInt64(reason & 0xFF_FFFF) << 8, offset)
  }

  /// Something that is there but whose content is not known. `reason` has 24 bits.
  public func hidden(reason: UInt32, at offset: Int = 0) {
    push(WordTag.hidden | UInt64(reason & 0xFF_FFFF) << 8, offset)
  }

  @inline(__always)
  private func push(_ tagged: UInt64, _ offset: Int) {
    values.push(UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | tagged)
  }

  private func wide(_ kind: UInt64, _ content: UInt64, at offset: Int) {
    let index = arena.reserve(2)
    if index >= 1 << 32 { overflowed = true }
    arena.words[index] = UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | kind
    arena.words[index + 1] = content
    values.push(UInt64(UInt32(truncatingIfNeeded: index)) << 32 | WordTag.wide)
  }

  // MARK: Containers

  public func beginMap(at offset: Int = 0) { begin(offset) }
  public func beginList(at offset: Int = 0) { begin(offset) }

  private func begin(_ offset: Int) {
    frames.push(
      Frame(
        firstValue: values.count, firstKey: keys.count,
        offset: UInt32(truncatingIfNeeded: offset)))
  }

  /// The key of the entry whose value comes next.
  @inline(__always)
  public func key(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int = 0) {
    keys.push(number(of: bytes))
    keyOffsets.push(UInt32(truncatingIfNeeded: offset))
  }

  public func key(_ text: String, at offset: Int = 0) {
    var text = text
    text.withUTF8 { key($0, at: offset) }
  }

  public func key(_ number: UInt32, at offset: Int = 0) {
    keys.push(number)
    keyOffsets.push(UInt32(truncatingIfNeeded: offset))
  }

  /// The number of a key, from the builder's own cache where it can.
  @inline(__always)
  func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress else { return slowNumber(of: bytes) }
    let h = hash(base, bytes.count, seed: seed)
    let slot = Int(truncatingIfNeeded: h) & slotMask
    let cached = knownKeys[slot]
    if cached.hash == h, cached.id != 0, store.symbols.sameKey(cached.id, base, bytes.count) {
      return cached.id
    }
    guard let id = store.symbols.key(base, bytes.count, hash: h) else {
      overflowed = true
      return 0
    }
    knownKeys[slot] = CachedKey(hash: h, id: id)
    if limit.keys < .max, metKeys.insert(id), metKeys.count > limit.keys { metTooMany = true }
    return id
  }

  private func slowNumber(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let id = store.key(bytes) else {
      overflowed = true
      return 0
    }
    return id
  }

  /// Ends the map; `tail` is the reason for which it may have more entries (0: it has not).
  public func endMap(tail: UInt32 = 0) {
    let frame = frames.pop()
    var count = keys.count - frame.firstKey
    var shape = shapeNumber(from: frame.firstKey, count)
    if shape == nil {
      count = removeDuplicates(frame, count)
      shape = shapeNumber(from: frame.firstKey, count)
    }
    let (number, marks) = shape ?? (0, 0)
    let header = UInt64(frame.offset) << 32 | UInt64(number)
    close(frame, header, count, WordTag.map | UInt64(tail & 0xFF_FFFF) << 8)
    keys.truncate(to: frame.firstKey)
    keyOffsets.truncate(to: frame.firstKey)
    if marks != 0 { watch?.look(at: top, marks) }
  }

  public func endList(tail: UInt32 = 0) {
    let frame = frames.pop()
    let count = values.count - frame.firstValue
    let header = UInt64(frame.offset) << 32 | UInt64(UInt32(truncatingIfNeeded: count))
    close(frame, header, count, WordTag.list | UInt64(tail & 0xFF_FFFF) << 8)
  }

  @inline(__always)
  private func close(_ frame: Frame, _ header: UInt64, _ count: Int, _ tag: UInt64) {
    let index = arena.reserve(count &+ 1)
    if index >= 1 << 32 { overflowed = true }
    arena.words[index] = header
    (arena.words + index + 1).update(from: values.base + frame.firstValue, count: count)
    values.truncate(to: frame.firstValue)
    values.push(UInt64(UInt32(truncatingIfNeeded: index)) << 32 | tag)
  }

  /// The shape of the last `count` keys and its marks; nil if a key stands there twice.
  private func shapeNumber(from first: Int, _ count: Int) -> (UInt32, marks: UInt16)? {
    let sequence = UnsafePointer(keys.base + first)
    var h = seed ^ UInt64(count)
    for i in 0..<count { h = fold(h ^ UInt64(sequence[i])) }
    let slot = Int(truncatingIfNeeded: h) & slotMask
    let cached = knownShapes[slot]
    if cached.hash == h, cached.id != .max, store.symbols.sameShape(cached.id, sequence, count) {
      return (cached.id, cached.marks)
    }
    if hasDuplicates(sequence, count) { return nil }
    guard let id = store.symbols.shape(sequence, count, hash: h) else {
      overflowed = true
      return (0, 0)
    }
    if limit.keys < .max, metShapes.insert(id), metShapes.count > limit.keys { metTooMany = true }
    let marks = watch?.marks(of: UnsafeBufferPointer(start: sequence, count: count)) ?? 0
    knownShapes[slot] = CachedShape(hash: h, id: id, marks: marks)
    return (id, marks)
  }

  private func hasDuplicates(_ sequence: UnsafePointer<UInt32>, _ count: Int) -> Bool {
    if count < 16 {
      for i in 0..<count {
        for j in 0..<i where sequence[i] == sequence[j] { return true }
      }
      return false
    }
    return Set(UnsafeBufferPointer(start: sequence, count: count)).count < count
  }

  /// Keeps the last value of each key, as Kubernetes' readers do, and reports the others.
  private func removeDuplicates(_ frame: Frame, _ count: Int) -> Int {
    var slotOf: [UInt32: Int] = [:]
    var kept = 0
    for i in 0..<count {
      let key = keys.base[frame.firstKey + i]
      let offset = keyOffsets.base[frame.firstKey + i]
      let value = values.base[frame.firstValue + i]
      if let slot = slotOf[key] {
        onDuplicateKey?(key, Int(keyOffsets.base[frame.firstKey + slot]), Int(offset))
        watch?.drop(values.base[frame.firstValue + slot], of: key)
        values.base[frame.firstValue + slot] = value
      } else {
        slotOf[key] = kept
        keys.base[frame.firstKey + kept] = key
        keyOffsets.base[frame.firstKey + kept] = offset
        values.base[frame.firstValue + kept] = value
        kept += 1
      }
    }
    keys.truncate(to: frame.firstKey + kept)
    values.truncate(to: frame.firstValue + kept)
    return kept
  }

  // MARK: For readers

  /// The last value built, as it lies in its container (or on top).
  var top: UInt64 { values.base[values.count - 1] }
  func push(word: UInt64) { values.push(word) }

  /// How much memory is written.
  var extent: (words: Int, texts: Int) { (arena.wordCount, arena.textCount) }

  /// Drops the last value built, and the memory that was written for it.
  func forget(since extent: (words: Int, texts: Int)) {
    _ = values.pop()
    arena.rewind(words: extent.words, texts: extent.texts)
  }

  /// Replaces the entries `<<` of the innermost open map by those of the maps that they name, for
  /// keys that the map does not have itself. Gives what is wrong, or nil.
  func mergeOpenMap(_ mergeKey: UInt32) -> String? {
    let frame = frames.base[frames.count - 1]
    let count = keys.count - frame.firstKey
    let openKeys = (0..<count).map { keys.base[frame.firstKey + $0] }
    let openOffsets = (0..<count).map { keyOffsets.base[frame.firstKey + $0] }
    let openValues = (0..<count).map { values.base[frame.firstValue + $0] }
    keys.truncate(to: frame.firstKey)
    keyOffsets.truncate(to: frame.firstKey)
    values.truncate(to: frame.firstValue)
    var known: Set<UInt32> = []
    for i in 0..<count where openKeys[i] != mergeKey {
      keys.push(openKeys[i])
      keyOffsets.push(openOffsets[i])
      values.push(openValues[i])
      known.insert(openKeys[i])
    }
    for i in 0..<count where openKeys[i] == mergeKey {
      guard merge(openValues[i], openOffsets[i], &known) else {
        return "has a merge key whose value is neither a map nor a list of maps"
      }
    }
    return nil
  }

  private func merge(_ word: UInt64, _ offset: UInt32, _ known: inout Set<UInt32>) -> Bool {
    let index = Int(word >> 32)
    switch word & 0xFF {
    case WordTag.map:
      let record = store.memory.shapeRecord(UInt32(truncatingIfNeeded: arena.words[index]))
      for slot in 0..<Int(record[0]) where known.insert(record[1 + slot]).inserted {
        keys.push(record[1 + slot])
        keyOffsets.push(offset)
        values.push(arena.words[index + 1 + slot])
      }
      return true
    case WordTag.list:
      for i in 0..<Int(arena.words[index] & 0xFFFF_FFFF) {
        let element = arena.words[index + 1 + i]
        guard element & 0xFF == WordTag.map, merge(element, offset, &known) else { return false }
      }
      return true
    default: return false
    }
  }

  /// Ends a document: the finished value, with a word of its own. The stacks are then empty.
  public func finish() -> Value {
    precondition(frames.count == 0 && values.count == 1, "a document is one finished value")
    let index = arena.reserve(1)
    arena.words[index] = values.pop()
    return store.memory.value(arena: arena.number, node: index)
  }

  /// Throws away what was begun in the container of that depth and not finished, so that it can be
  /// ended.
  func abandon(below depth: Int) {
    if frames.count > depth {
      let frame = frames.base[depth]
      values.truncate(to: frame.firstValue)
      keys.truncate(to: frame.firstKey)
      frames.truncate(to: depth)
    }
    // A key whose value was not finished.
    let last = frames.top.pointee
    keys.truncate(to: min(keys.count, last.firstKey + values.count - last.firstValue))
    keyOffsets.truncate(to: keys.count)
  }

  /// Whether the outermost open map has a key.
  func outermostHas(_ key: UInt32) -> Bool {
    let end = frames.count > 1 ? frames.base[1].firstKey : keys.count
    return (0..<end).contains { keys.base[$0] == key }
  }

  /// Values in the innermost open container.
  var openCount: Int { values.count - frames.top.pointee.firstValue }

  /// Throws away what was begun and not finished.
  func abandon() {
    values.truncate(to: 0)
    keys.truncate(to: 0)
    keyOffsets.truncate(to: 0)
    frames.truncate(to: 0)
  }

  /// How far building is, to come back to.
  var checkpoint: Checkpoint {
    Checkpoint(
      extent: extent, values: values.count, keys: keys.count, frames: frames.count,
      masked: watch?.counts ?? MaskingWatch.Counts())
  }

  struct Checkpoint {
    fileprivate let extent: (words: Int, texts: Int)
    fileprivate let values: Int
    fileprivate let keys: Int
    fileprivate let frames: Int
    fileprivate let masked: MaskingWatch.Counts
  }

  /// Forgets what was built and begun since then; what was open then must still be.
  func restore(_ checkpoint: Checkpoint) {
    values.truncate(to: checkpoint.values)
    keys.truncate(to: checkpoint.keys)
    keyOffsets.truncate(to: checkpoint.keys)
    frames.truncate(to: checkpoint.frames)
    arena.rewind(words: checkpoint.extent.words, texts: checkpoint.extent.texts)
    watch?.forget(since: checkpoint.masked)
  }

  /// Gives back spare memory; nothing is built afterwards.
  public func close() { arena.trim() }
}
