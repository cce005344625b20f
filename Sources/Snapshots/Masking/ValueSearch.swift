import Documents

/// Finds the scalar of a document that a byte of its source belongs to.
struct ValueSearch {
  let store: DocumentStore

  /// The scalar whose spelling holds `offset`; nil if that is a key, a comment or nothing.
  func scalar(at offset: Int, in root: Value) -> Value? {
    var current = root
    while true {
      switch current.tag {
      case .map, .list:
        guard let child = lastChild(of: current, before: offset) else { return nil }
        current = child
      case .string:
        return holds(current, offset) ? current : nil
      default: return nil
      }
    }
  }

  private func start(_ value: Value) -> Int? { store.place(of: value)?.offset }

  /// The child that begins last among those that begin at or before `offset`.
  private func lastChild(of container: Value, before offset: Int) -> Value? {
    let memory = store.memory
    let count = container.tag == .map ? memory.count(map: container) : memory.count(list: container)
    func child(_ i: Int) -> Value {
      container.tag == .map
        ? memory.value(slot: i, of: container) : memory.element(i, of: container)
    }
    // Long lists and maps are in the order of the source; short ones may hold what aliases and
    // merge keys brought in from elsewhere.
    if count > 64 {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if let start = start(child(middle)), start <= offset {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low == 0 ? nil : child(low - 1)
    }
    var best: (start: Int, value: Value)?
    for i in 0..<count {
      let value = child(i)
      guard let start = start(value), start <= offset else { continue }
      if best.map({ $0.start <= start }) ?? true { best = (start, value) }
    }
    return best?.value
  }

  private func holds(_ string: Value, _ offset: Int) -> Bool {
    guard let place = store.place(of: string) else { return false }
    return place.source.tokenRange(at: place.offset, count: string.sourceByteCount)
      .contains(offset)
  }
}
