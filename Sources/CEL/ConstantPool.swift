// Constants lie in arenas of their own, beside those of documents, so that they are read through
// the same pointers and an operator cannot tell them apart. An arena is never moved or freed while
// its pool lives: programs hold pointers into it.

import Documents
import Synchronization

/// The constants of compiled expressions, and the numbers that tell their parts apart.
///
/// Lives as long as the environments and programs that were made with it. Several threads may
/// compile at a time; what was once written never moves.
public final class ConstantPool: Sendable {
  public let store: DocumentStore
  private let state = Mutex(State())
  private let folder = Mutex(Folder())

  /// Evaluates what is constant. Made when it is first needed, and used under the lock only.
  private struct Folder: @unchecked Sendable {
    var evaluator: Evaluator?
  }

  private struct State {
    var arenas: [ScratchArena] = []
    var values = 1
    var texts = 0
    var sites = 0
    var programs: UInt32 = 0
  }

  /// Values and bytes of one arena; larger constants get one of their own.
  private static let chunkValues = 1 << 16
  private static let chunkTexts = 1 << 20

  public init(store: DocumentStore) { self.store = store }

  /// Claims numbers for `count` places that remember a field's position; gives the first.
  func claimSites(_ count: Int) -> Int {
    state.withLock { state in
      defer { state.sites += count }
      return state.sites
    }
  }

  func claimProgram() -> UInt32 {
    state.withLock { state in
      state.programs += 1
      return state.programs
    }
  }

  /// A copy of a value, with all it holds, that lives as long as the pool; nil if it is full.
  func keep(_ value: Value) -> Value? {
    switch value.tag {
    case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type: return value
    default: break
    }
    return state.withLock { state in
      var size = (values: 0, texts: 0)
      measure(value, &size)
      guard let arena = room(size.values, size.texts, &state) else { return nil }
      return copy(value, to: arena, &state)
    }
  }

  /// The value of constant code, kept as long as the pool; nil if it fails or is too much work.
  func fold(_ code: Code) -> Value? {
    folder.withLock { folder in
      if folder.evaluator == nil { folder.evaluator = Evaluator(store: store) }
      guard let evaluator = folder.evaluator else { return nil }
      evaluator.reset()
      evaluator.state.pointee.costLimit = ConstantPool.foldingCost
      let value = code(evaluator.evaluation)
      guard value.isUsable, evaluator.cost <= ConstantPool.foldingCost else { return nil }
      return keep(value)
    }
  }

  /// What costs more is left to be evaluated.
  private static let foldingCost: UInt64 = 100_000

  /// A string or bytes value that lives as long as the pool.
  func text(_ tag: Tag, _ bytes: [UInt8]) -> Value? {
    state.withLock { state in
      guard let arena = room(0, bytes.count, &state) else { return nil }
      return bytes.withUnsafeBufferPointer { append(tag, $0, to: arena, &state) }
    }
  }

  private func room(_ values: Int, _ texts: Int, _ state: inout State) -> ScratchArena? {
    if let last = state.arenas.last, state.values + values <= last.valueLimit,
      state.texts + texts <= last.textLimit
    {
      return last
    }
    guard
      let arena = ScratchArena(
        store: store, valueLimit: max(values + 1, ConstantPool.chunkValues),
        textLimit: max(texts, ConstantPool.chunkTexts))
    else { return nil }
    state.arenas.append(arena)
    state.values = 1
    state.texts = 0
    return arena
  }

  private func append(
    _ tag: Tag, _ bytes: UnsafeBufferPointer<UInt8>, to arena: ScratchArena, _ state: inout State
  ) -> Value {
    let start = state.texts
    if let base = bytes.baseAddress { (arena.texts + start).update(from: base, count: bytes.count) }
    state.texts += bytes.count
    return Value(
      tag, form: .scratch, arena: arena.number,
      payload: UInt64(start) << 32 | UInt64(bytes.count))
  }

  // MARK: Copying

  private func measure(_ value: Value, _ size: inout (values: Int, texts: Int)) {
    let memory = store.memory
    switch value.tag {
    case .string, .bytes: size.texts += value.byteCount
    case .list:
      let count = memory.count(list: value)
      size.values += 1 + count
      for i in 0..<count { measure(memory.element(i, of: value), &size) }
    case .map:
      let count = memory.count(map: value)
      size.values += 1 + 2 * count + MapIndex.words(for: count)
      for i in 0..<count {
        let (key, value) = memory.entry(i, of: value)
        measure(key, &size)
        measure(value, &size)
      }
    case .optional where value.payload != 0:
      size.values += 1
      measure(memory.arenas[Int(value.arena)].values[Int(value.payload)], &size)
    case .opaque:
      size.values += Opaque.slots
      if let text = Opaque.text(of: value, memory) { size.texts += text.byteCount }
    default: break
    }
  }

  private func copy(_ value: Value, to arena: ScratchArena, _ state: inout State) -> Value {
    let memory = store.memory
    var result = value
    result.form = .scratch
    result.arena = arena.number
    result.node = 0
    switch value.tag {
    case .string, .bytes: return append(value.tag, memory.bytes(of: value), to: arena, &state)
    case .list:
      let count = memory.count(list: value)
      let start = take(1 + count, &state)
      arena.values[start] = .int(Int64(count))
      for i in 0..<count {
        arena.values[start + 1 + i] = copy(memory.element(i, of: value), to: arena, &state)
      }
      result.payload = UInt64(value.tail) << 32 | UInt64(start)
    case .map: result.payload = UInt64(value.tail) << 32 | UInt64(map(value, arena, &state))
    case .optional where value.payload != 0:
      let start = take(1, &state)
      let content = memory.arenas[Int(value.arena)].values[Int(value.payload)]
      arena.values[start] = copy(content, to: arena, &state)
      result.payload = UInt64(start)
    case .opaque:
      let start = take(Opaque.slots, &state)
      let source = memory.arenas[Int(value.arena)].values + Opaque.index(value)
      (arena.values + start).update(from: source, count: Opaque.slots)
      if let text = Opaque.text(of: value, memory) {
        arena.values[start] = copy(text, to: arena, &state)
      }
      result.payload = Opaque.payload(Opaque.kind(value), start)
    default: return value
    }
    return result
  }

  private func map(_ value: Value, _ arena: ScratchArena, _ state: inout State) -> Int {
    let memory = store.memory
    let count = memory.count(map: value)
    let index = MapIndex.words(for: count)
    let start = take(1 + 2 * count + index, &state)
    arena.values[start] = .int(Int64(count))
    for i in 0..<count {
      let entry = memory.entry(i, of: value)
      arena.values[start + 1 + 2 * i] = copy(entry.key, to: arena, &state)
      arena.values[start + 2 + 2 * i] = copy(entry.value, to: arena, &state)
    }
    if index > 0 {
      // Hashes depend on the keys alone, so the index of the copied map is the same.
      let source = memory.arenas[Int(value.arena)].values + value.index + 1 + 2 * count
      (arena.values + start + 1 + 2 * count).update(from: source, count: index)
    }
    return start
  }

  private func take(_ count: Int, _ state: inout State) -> Int {
    defer { state.values += count }
    return state.values
  }
}
