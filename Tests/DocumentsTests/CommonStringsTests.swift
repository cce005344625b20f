import Testing

@testable import Documents

@Suite("Common strings")
struct CommonStringsTests {
  private func values(_ value: Value, _ store: DocumentStore, into all: inout [String]) {
    let memory = store.memory
    let range = store.range(of: value).map { "\($0)" } ?? "none"
    switch value.tag {
    case .map:
      for i in 0..<memory.count(map: value) {
        values(memory.value(slot: i, of: value), store, into: &all)
      }
    case .list:
      for i in 0..<memory.count(list: value) {
        values(memory.element(i, of: value), store, into: &all)
      }
    case .string: all.append("\(String(decoding: memory.bytes(of: value), as: UTF8.self)) \(range)")
    default: all.append("\(value.tag) \(range)")
    }
  }

  private func read(_ text: String, shared: Bool) -> (all: [String], common: Int) {
    let store = DocumentStore()
    var options = ReadingOptions()
    options.sharesStrings = shared
    let source = SourceText(path: "a", text: text)
    let reading = store.read(source, options: options)
    var all: [String] = []
    for document in reading.documents { values(document, store, into: &all) }
    var common = 0
    func count(_ value: Value) {
      let memory = store.memory
      if value.tag == .string, value.form == .key { common += 1 }
      if value.tag == .list {
        for i in 0..<memory.count(list: value) { count(memory.element(i, of: value)) }
      }
      if value.tag == .map {
        for i in 0..<memory.count(map: value) { count(memory.value(slot: i, of: value)) }
      }
    }
    reading.documents.forEach(count)
    return (all, common)
  }

  private static let kinds = ["Running", "a", "", "12345678", "123456789", "q'q"]
  private static let words = (0..<400).map { i in
    i % 7 < 6 ? kinds[i % 7] : String(repeating: "x", count: 60 + i % 9)
  }

  @Test("values, places and ranges are the same with them and without, in YAML and JSON")
  func sameValues() {
    let json = "[" + Self.words.map { "\"\($0)\"" }.joined(separator: ",\n ") + "]\n"
    let yaml = Self.words.map { "- \"\($0)\"\n- '\($0.replacing("'", with: "''"))'\n- {a: z}\n" }
      .joined()
    for text in [json, yaml] {
      let plain = read(text, shared: false)
      let shared = read(text, shared: true)
      #expect(plain.all == shared.all)
      #expect(plain.common == 0)
      #expect(shared.common > 100)
    }
  }

  @Test("what may hold a credential's mark stays in the source, where it is masked")
  func marks() {
    for text in ["https://u:p@h", "[REDACTED]", "<REDACTED>", "********"] {
      let json = "[" + Array(repeating: "\"\(text)\"", count: 50).joined(separator: ",") + "]"
      #expect(read(json, shared: true).common == 0)
    }
    let plain = "[" + Array(repeating: "\"https\"", count: 50).joined(separator: ",") + "]"
    #expect(read(plain, shared: true).common == 49)
  }

  /// Two of one form are compared by their numbers, so no text may have two.
  @Test("a text that is a key, too, has one number, however long it is")
  func numbers() throws {
    for length in 1...CommonStrings.longest {
      let store = DocumentStore()
      var options = ReadingOptions()
      options.sharesStrings = true
      let text = "abcdefghijklmnopqrstuvwxyz0123456789".cycled(length)
      let json = #"[{"\#(text)": "\#(text)"}, {"\#(text)": "\#(text)"}]"#
      let reading = store.read(SourceText(path: "a", text: json), options: options)
      let list = try #require(reading.documents.first)
      let map = store.memory.element(1, of: list)
      let (key, value) = store.memory.entry(0, of: map)
      #expect(value.form == .key)
      #expect(key.payload == value.payload, "\(text)")
    }
  }
}

extension String {
  /// So many characters, over and over.
  fileprivate func cycled(_ length: Int) -> String {
    String((0..<length).map { Array(self)[$0 * 7 % count] })
  }
}
