// Sorting takes memory from the heap, unlike other macros: sorted lists are short, and rare.

import Documents

extension Planner {
  /// `sortBy`: the elements in the order of their keys.
  func sorted(_ loop: Loop, _ body: @escaping Code) -> Code {
    let source = loop.range
    let id = loop.id
    return { e in
      let range = source(e)
      guard range.tag == .list else { return e.notIterable(range, id) }
      var pairs: [(key: Value, element: Value)] = []
      return e.run(loop, over: range) {
        $0
      } turn: { tail in
        let key = body(e)
        if key.tag == .error { return key }
        if key.isUnknown {
          tail = e.merge(tail, key.reasons)
        } else {
          pairs.append((key, e.state.pointee.locals[loop.first]))
        }
        return nil
      } end: {
        e.attributed(e.sorted(pairs, tail: $0), id)
      }
    }
  }
}
