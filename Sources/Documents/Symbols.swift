import Basics
import CLibrary
import Synchronization

// Symbols: keys and shapes, each stored once for a run.
//
// Every distinct map key has a number, and every distinct sequence of keys (a *shape*) has one.
// Readers on several threads keep a small cache each and ask the shared table, behind a lock, only
// for what they meet for the first time. Numbers depend on the order of those meetings, so nothing
// that is printed may depend on them.
//
// Records never move once made: their numbers index chunks of 4,096 whose addresses are stable.

/// The bytes of one key.
@frozen public struct KeyRecord: @unchecked Sendable {
  public let bytes: UnsafePointer<UInt8>
  public let count: Int

  @inlinable public init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }
}

/// A 64-bit hash of `count` bytes (multiply and fold; keys are short and tables are private).
///
/// - Parameter isPadded: Whether seven bytes more may be read; the hash is the same.
@inlinable @inline(__always)
func hash(
  _ bytes: UnsafePointer<UInt8>, _ count: Int, seed: UInt64, isPadded: Bool = false
) -> UInt64 {
  var h = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  var i = 0
  let raw = UnsafeRawPointer(bytes)
  while i &+ 8 <= count {
    h = fold(h ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
    i &+= 8
  }
  if i < count, isPadded {
    let last = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self).byteSwapped
    h = fold(h ^ last >> UInt64(64 &- 8 &* (count &- i)))
  } else if i < count {
    var last: UInt64 = 0
    while i < count {
      last = last << 8 | UInt64(bytes[i])
      i &+= 1
    }
    h = fold(h ^ last)
  }
  return h
}

@inlinable @inline(__always)
func fold(_ x: UInt64) -> UInt64 {
  let product = x.multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
  return product.high ^ product.low
}

/// The shared table of keys and shapes.
final class Symbols: @unchecked Sendable {
  static let chunkCount = 4096
  static let limit = UInt32(chunkCount * 4096 - 1)

  let keyChunks: UnsafeMutablePointer<UnsafeMutablePointer<KeyRecord>?>
  let shapeChunks: UnsafeMutablePointer<UnsafeMutablePointer<UnsafePointer<UInt32>>?>
  let seed: UInt64
  private let state = Mutex(State())

  private struct State: @unchecked Sendable {
    var keys = HashIndex()
    var shapes = HashIndex()
    var keyCount: UInt32 = 1  // 0 is not a key
    var shapeCount: UInt32 = 0
    var blocks: [UnsafeMutableRawPointer] = []
    var free = 0
    var used = 0
  }

  init() {
    keyChunks = .allocate(capacity: Symbols.chunkCount)
    keyChunks.initialize(repeating: nil, count: Symbols.chunkCount)
    shapeChunks = .allocate(capacity: Symbols.chunkCount)
    shapeChunks.initialize(repeating: nil, count: Symbols.chunkCount)
    var generator = SystemRandomNumberGenerator()
    seed = generator.next()
  }

  deinit {
    state.withLock { for block in $0.blocks { free(block) } }
    for i in 0..<Symbols.chunkCount {
      keyChunks[i]?.deallocate()
      shapeChunks[i]?.deallocate()
    }
    keyChunks.deallocate()
    shapeChunks.deallocate()
  }

  /// The number of a key, made if it is new; nil if the table is full.
  func key(_ bytes: UnsafePointer<UInt8>, _ count: Int, hash h: UInt64) -> UInt32? {
    state.withLock { state in
      let found = state.keys.find(h) { id in sameKey(id, bytes, count) }
      if let found { return found }
      guard state.keyCount < Symbols.limit else { return nil }
      let copy = allocate(count, &state).bindMemory(to: UInt8.self, capacity: count)
      copy.update(from: bytes, count: count)
      let id = state.keyCount
      state.keyCount += 1
      if keyChunks[Int(id >> 12)] == nil { keyChunks[Int(id >> 12)] = .allocate(capacity: 4096) }
      (keyChunks[Int(id >> 12)]! + Int(id & 0xFFF))
        .initialize(to: KeyRecord(bytes: copy, count: count))
      state.keys.insert(h, id)
      return id
    }
  }

  /// The number of a key that is already known; nil if no document has it.
  func existingKey(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
    let h = hash(bytes, count, seed: seed)
    return state.withLock { $0.keys.find(h) { id in sameKey(id, bytes, count) } }
  }

  func sameKey(_ id: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let record = keyChunks[Int(id >> 12)].unsafelyUnwrapped[Int(id & 0xFFF)]
    return record.count == count && memcmp(record.bytes, bytes, count) == 0
  }

  func sameShape(_ id: UInt32, _ keys: UnsafePointer<UInt32>, _ count: Int) -> Bool {
    let record = shapeChunks[Int(id >> 12)].unsafelyUnwrapped[Int(id & 0xFFF)]
    return Int(record[0]) == count && memcmp(record + 1, keys, count * 4) == 0
  }

  /// The number of a shape, made if it is new; nil if the table is full. The keys are distinct.
  func shape(_ keys: UnsafePointer<UInt32>, _ count: Int, hash h: UInt64) -> UInt32? {
    state.withLock { state in
      let found = state.shapes.find(h) { id in sameShape(id, keys, count) }
      if let found { return found }
      guard state.shapeCount < Symbols.limit else { return nil }
      let large = count > Memory.linearKeys
      let size = 1 + count + (large ? 2 * count : 0)
      let record = allocate(size * 4, &state).bindMemory(to: UInt32.self, capacity: size)
      record[0] = UInt32(count)
      (record + 1).update(from: keys, count: count)
      if large {
        let order = (0..<count).sorted { keys[$0] < keys[$1] }
        for (i, slot) in order.enumerated() {
          record[1 + count + 2 * i] = keys[slot]
          record[2 + count + 2 * i] = UInt32(slot)
        }
      }
      let id = state.shapeCount
      state.shapeCount += 1
      let chunk = Int(id >> 12)
      if shapeChunks[chunk] == nil { shapeChunks[chunk] = .allocate(capacity: 4096) }
      (shapeChunks[chunk]! + Int(id & 0xFFF)).initialize(to: UnsafePointer(record))
      state.shapes.insert(h, id)
      return id
    }
  }

  /// Memory that stays until the end, cut from large blocks.
  private func allocate(_ size: Int, _ state: inout State) -> UnsafeMutableRawPointer {
    let rounded = max(8, (size + 7) & ~7)
    if rounded > state.free - state.used {
      let block = max(rounded, 1 << 16)
      state.blocks.append(SystemMemory.obtained(malloc(block)))
      state.free = block
      state.used = 0
    }
    defer { state.used += rounded }
    return state.blocks[state.blocks.count - 1] + state.used
  }
}

/// An open-addressing table from hashes to numbers; the caller compares what they stand for.
struct HashIndex {
  private struct Entry {
    var hash: UInt64
    var number: UInt32
    var used: Bool
  }

  private var entries = [Entry](repeating: Entry(hash: 0, number: 0, used: false), count: 256)
  private var count = 0

  /// The number under `hash` for which `matches` holds.
  func find(_ hash: UInt64, _ matches: (UInt32) -> Bool) -> UInt32? {
    entries.withUnsafeBufferPointer { entries in
      let mask = entries.count &- 1
      var i = Int(truncatingIfNeeded: hash) & mask
      while entries[i].used {
        if entries[i].hash == hash, matches(entries[i].number) { return entries[i].number }
        i = (i &+ 1) & mask
      }
      return nil
    }
  }

  mutating func insert(_ hash: UInt64, _ number: UInt32) {
    if 2 * (count + 1) > entries.count {
      let old = entries
      entries = Array(
        repeating: Entry(hash: 0, number: 0, used: false), count: old.count * 2)
      for entry in old where entry.used { place(entry) }
    }
    count += 1
    place(Entry(hash: hash, number: number, used: true))
  }

  private mutating func place(_ entry: Entry) {
    let mask = entries.count - 1
    var i = Int(truncatingIfNeeded: entry.hash) & mask
    while entries[i].used { i = (i + 1) & mask }
    entries[i] = entry
  }
}
