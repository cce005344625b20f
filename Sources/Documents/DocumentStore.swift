import Basics
import CLibrary
import Synchronization

/// The memory of one run: documents, rule constants and evaluation scratch, each in arenas.
///
/// Readers and evaluators on several threads may use one store. Values stay valid as long as it.
public final class DocumentStore: Sendable {
  /// The pointers that values are read through.
  public let memory: Memory
  let symbols: Symbols
  private let state = Mutex(State())

  private struct State {
    var arenas: [Arena?] = [nil]
    var freeNumbers: [UInt16] = []
  }

  /// Arenas that one store can hold: an arena's number has 16 bits.
  static let arenaLimit = 1 << 16
  /// Files that one store can hold: what is made of them, and evaluators, need arenas, too.
  static let sourceLimit = arenaLimit - 2048

  public init() {
    let symbols = Symbols()
    // Untouched pages of this table cost nothing.
    let bases = SystemMemory.obtained(
      calloc(DocumentStore.arenaLimit, MemoryLayout<ArenaBase>.stride)
    )
    .bindMemory(to: ArenaBase.self, capacity: DocumentStore.arenaLimit)
    self.symbols = symbols
    memory = Memory(
      arenas: bases, keyChunks: symbols.keyChunks, shapeChunks: symbols.shapeChunks)
  }

  deinit { free(memory.arenas) }

  /// Gives back what is in memory of the texts of large files. It comes back, page by page, when
  /// it is looked at: worth a call between reading all of them and looking at a part of them.
  public static func forgetTexts() { ResidentText.forgetAll() }

  /// A new, empty arena; nil if the store holds 65,535 already, or as many files as it can.
  func makeArena(source: SourceText?) -> Arena? {
    let limit = source == nil ? DocumentStore.arenaLimit : DocumentStore.sourceLimit
    return state.withLock { state in
      guard state.arenas.count < limit else { return nil }
      let arena = Arena(number: UInt16(state.arenas.count), memory: memory, source: source)
      state.arenas.append(arena)
      return arena
    }
  }

  /// A number for memory that the caller owns; nil if none is left.
  func claimArena(_ base: ArenaBase) -> UInt16? {
    state.withLock { state in
      let number: UInt16
      if let free = state.freeNumbers.popLast() {
        number = free
      } else {
        guard state.arenas.count < DocumentStore.arenaLimit else { return nil }
        number = UInt16(state.arenas.count)
        state.arenas.append(nil)
      }
      memory.arenas[Int(number)] = base
      return number
    }
  }

  /// Gives a claimed number back, when no value with it is in use any longer.
  func releaseArena(_ number: UInt16) {
    state.withLock { $0.freeNumbers.append(number) }
  }

  /// The arena that a value lies in.
  func arena(_ number: UInt16) -> Arena? {
    state.withLock { $0.arenas[Int(number)] }
  }

  // MARK: Keys

  /// The number of a key, interned if it is new; nil if the table is full (16 million keys).
  public func key(_ text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { utf8 in
      key(utf8)
    }
  }

  public func key(_ utf8: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var empty: UInt8 = 0
    return withUnsafePointer(to: &empty) { fallback in
      let bytes = utf8.baseAddress ?? fallback
      return symbols.key(
        bytes, utf8.count, hash: hash(bytes, utf8.count, seed: symbols.seed))
    }
  }

  /// The number of a key that some document has; nil if none does.
  public func existingKey(_ utf8: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let bytes = utf8.baseAddress else { return key(utf8) }
    return symbols.existingKey(bytes, utf8.count)
  }

  // MARK: Places

  /// The source that a value was read from; nil for values that were computed.
  public func source(of value: Value) -> SourceText? { arena(value.arena)?.source }

  /// Where a value stands in its source; nil for values that were computed.
  public func place(of value: Value) -> SourcePlace? {
    guard value.node != 0, let arena = arena(value.arena), let source = arena.source else {
      return nil
    }
    let words = memory.arenas[Int(value.arena)].words
    let word = words[Int(value.node)]
    let offset: UInt32
    switch word & 0xFF {
    case WordTag.list, WordTag.map, WordTag.wide:
      offset = UInt32(truncatingIfNeeded: words[Int(word >> 32)] >> 32)
    case WordTag.link:
      return nil
    default:
      offset = UInt32(truncatingIfNeeded: word >> 32)
    }
    return SourcePlace(source: source, offset: Int(offset))
  }

  /// Hands over each scalar of a document's value: itself, or all below. Values lie no deeper than
  /// readers let them.
  package func forEachScalar(in value: Value, _ body: (Value) -> Void) {
    switch value.tag {
    case .list:
      for i in 0..<memory.count(list: value) {
        forEachScalar(in: memory.element(i, of: value), body)
      }
    case .map:
      guard value.form == .document else { return }
      for slot in 0..<memory.count(map: value) {
        forEachScalar(in: memory.value(slot: slot, of: value), body)
      }
    default: body(value)
    }
  }

  /// Whether a document's value has more others in it than that, at any depth; counting ends there.
  package func hasMoreValues(than limit: Int, in value: Value) -> Bool {
    var left = limit
    return !fits(value, &left)
  }

  private func fits(_ value: Value, _ left: inout Int) -> Bool {
    guard value.tag == .list || value.tag == .map, value.form == .document else { return true }
    let count = value.tag == .list ? memory.count(list: value) : memory.count(map: value)
    left -= count
    guard left >= 0 else { return false }
    // Both lie as one word for each element.
    let first = value.index + 1
    for node in first..<first + count
    where !fits(memory.value(arena: value.arena, node: node), &left) { return false }
    return true
  }

  /// Where a scalar is spelt in its source; without its quotes where it is the same between them.
  package func range(of value: Value) -> Range<Int>? {
    guard let place = place(of: value) else { return nil }
    let words = memory.arenas[Int(value.arena)].words
    let word = words[Int(value.node)]
    if word & 0xFF == WordTag.wide, words[Int(word >> 32)] & 0xFFFF_FFFF == WordTag.wideText {
      let end = Int(words[Int(word >> 32) + 2])
      if end > place.offset { return place.offset..<end }
    }
    return place.source.tokenRange(at: place.offset, count: value.sourceByteCount)
  }
}

/// A byte of a source.
public struct SourcePlace: Sendable {
  public let source: SourceText
  /// Bytes from the start of the source's UTF-8 text.
  public let offset: Int

  public init(source: SourceText, offset: Int) {
    self.source = source
    self.offset = offset
  }
}

/// A block of memory that values lie in. Written by one thread, then never changed.
final class Arena: @unchecked Sendable {
  let number: UInt16
  let memory: Memory
  /// The text that the words' offsets are counted in; kept alive with the arena.
  let source: SourceText?
  @exclusivity(unchecked) private(set) var words: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private(set) var wordCount = 1
  @exclusivity(unchecked) private var wordCapacity: Int
  @exclusivity(unchecked) private(set) var texts: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private(set) var textCount = 0
  @exclusivity(unchecked) private var textCapacity: Int

  init(number: UInt16, memory: Memory, source: SourceText?) {
    self.number = number
    self.memory = memory
    self.source = source
    wordCapacity = 512
    textCapacity = 64
    words = SystemMemory.obtained(malloc(wordCapacity * 8))
      .bindMemory(to: UInt64.self, capacity: wordCapacity)
    words[0] = 0
    texts = SystemMemory.obtained(malloc(textCapacity))
      .bindMemory(to: UInt8.self, capacity: textCapacity)
    publish()
  }

  deinit {
    free(words)
    free(texts)
  }

  private func publish() {
    memory.arenas[Int(number)] = ArenaBase(
      words: words, source: source?.bytes ?? UnsafePointer(texts), texts: UnsafePointer(texts),
      values: UnsafeMutableRawPointer(words).assumingMemoryBound(to: Value.self))
  }

  /// Makes room for `count` words and gives the index of the first.
  ///
  /// Large blocks are moved by the page table (`mremap`), so growing copies nothing and memory
  /// that is not yet written is not used.
  @inline(__always)
  func reserve(_ count: Int) -> Int {
    let index = wordCount
    if index &+ count > wordCapacity { growWords(index + count) }
    wordCount = index &+ count
    return index
  }

  private func growWords(_ needed: Int) {
    wordCapacity = max(needed, wordCapacity * 2)
    words = SystemMemory.obtained(realloc(words, wordCapacity * 8))
      .bindMemory(to: UInt64.self, capacity: wordCapacity)
    publish()
  }

  /// Copies bytes into the arena's own text and gives their offset.
  func append(text bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let offset = textCount
    if offset + bytes.count > textCapacity {
      textCapacity = max(offset + bytes.count, textCapacity * 2)
      texts = SystemMemory.obtained(realloc(texts, textCapacity))
        .bindMemory(to: UInt8.self, capacity: textCapacity)
      publish()
    }
    if let base = bytes.baseAddress, bytes.count > 0 {
      memcpy(texts + offset, base, bytes.count)
    }
    textCount = offset + bytes.count
    return offset
  }

  /// Takes back what was written last.
  func rewind(words: Int, texts: Int) {
    wordCount = words
    textCount = texts
  }

  /// Gives back what was reserved and not used.
  func trim() {
    wordCapacity = max(wordCount, 1)
    words = SystemMemory.obtained(realloc(words, wordCapacity * 8))
      .bindMemory(to: UInt64.self, capacity: wordCapacity)
    textCapacity = max(textCount, 1)
    texts = SystemMemory.obtained(realloc(texts, textCapacity))
      .bindMemory(to: UInt8.self, capacity: textCapacity)
    publish()
  }
}
