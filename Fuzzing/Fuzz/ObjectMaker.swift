import Documents

/// Makes the object of expressions from a fuzzer's bytes: with unknown and hidden values, and lists
/// and maps that are known in part.
struct ObjectMaker {
  let store: DocumentStore
  let builder: DocumentBuilder
  private static let keys = [
    "a", "b", "n", "u", "h", "s", "t", "list", "map", "words", "objects", "open", "holes",
    "partial",
    "nested", "name", "metadata", "spec", "",
  ]
  private static let texts = [
    "abc", "", "1.2.3.4", "::ffff:1.2.3.4", "10.0.0.0/33", "1Gi", "-1.5e-3", "v1.2.3", "1.2.3",
    "2024-01-01T00:00:00+14:00", "1h", "https://[::1]:80/%41?a=b&a=c", "\u{E9}e\u{301}\u{1F600}",
    "a,b",
    "x", "{}", "Europe/Vienna", "%d", "(a+)+",
  ]

  /// nil if the store has no room.
  init?(store: DocumentStore, source: SourceText?) {
    guard let builder = DocumentBuilder(store: store, source: source) else { return nil }
    self.store = store
    self.builder = builder
  }

  /// The object: the usual fields, then what the bytes add.
  func make(_ input: inout InputBytes) -> Value {
    builder.beginMap()
    builder.key("n")
    builder.int(5, at: 1)
    builder.key("t")
    builder.bool(true, at: 2)
    builder.key("s")
    string(&input)
    list("list", &input) { builder, input, i in builder.int(Int64(i), at: i) }
    list("words", &input) { _, input, _ in string(&input) }
    list("objects", &input) { _, input, _ in value(&input, depth: 2, isMap: true) }
    list("nested", &input) { _, input, _ in value(&input, depth: 2) }
    for key in ["map", "open", "partial", "holes", "u", "h"] {
      builder.key(key)
      switch key {
      case "map", "open": value(&input, depth: 2, isMap: true)
      case "u": builder.unknown(reason: 1)
      case "h": builder.hidden(reason: 2)
      default: value(&input, depth: 2)
      }
    }
    builder.endMap(tail: tail(&input))
    return builder.finish()
  }

  private func list(
    _ key: String, _ input: inout InputBytes,
    _ element: (DocumentBuilder, inout InputBytes, Int) -> Void
  ) {
    builder.key(key)
    builder.beginList(at: 3)
    for i in 0..<input.choice(6) {
      if input.next() & 15 == 15 { builder.unknown(reason: 3) } else { element(builder, &input, i) }
    }
    builder.endList(tail: tail(&input))
  }

  private func tail(_ input: inout InputBytes) -> UInt32 {
    let byte = input.next()
    return byte & 7 == 7 ? UInt32(4 + byte % 3) : 0
  }

  private func string(_ input: inout InputBytes) {
    let choice = input.choice(32)
    if choice < ObjectMaker.texts.count {
      builder.string(ObjectMaker.texts[choice], at: 4)
    } else {
      builder.string(String(decoding: input.take(choice), as: UTF8.self), at: 5)
    }
  }

  private func value(_ input: inout InputBytes, depth: Int, isMap: Bool = false) {
    switch isMap ? 9 : input.choice(depth > 0 ? 12 : 8) {
    case 0: builder.null(at: 6)
    case 1: builder.bool(input.next() & 1 == 0, at: 7)
    case 2: builder.int(Int64(input.next()) - 128, at: 8)
    case 3: builder.int(Int64(bitPattern: input.word()), at: 9)
    case 4: builder.double(Double(bitPattern: input.word()), at: 10)
    case 5: builder.unknown(reason: UInt32(1 + input.choice(5)))
    case 6: builder.hidden(reason: UInt32(1 + input.choice(5)))
    case 8:
      builder.beginList(at: 11)
      for _ in 0..<input.choice(5) { value(&input, depth: depth - 1) }
      builder.endList(tail: tail(&input))
    case 9, 10, 11:
      builder.beginMap(at: 12)
      // Now and then more keys than are searched one by one.
      let count = input.choice(16)
      for i in 0..<(count == 15 ? 40 : count / 3) {
        builder.key(count == 15 ? "key\(i)" : input.one(ObjectMaker.keys))
        value(&input, depth: depth - 1)
      }
      builder.endMap(tail: tail(&input))
    default: string(&input)
    }
  }
}
