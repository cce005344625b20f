import Testing

@testable import Documents

@Suite("Sources: encodings, places")
struct SourceTests {
  private func decoded(_ bytes: [UInt8]) -> Result<SourceText, SourceError> {
    SourceText.decode(path: "t", bytes: bytes)
  }

  @Test("what is withheld lies in order, each part once, however it comes")
  func withheld() throws {
    let source = try decoded(Array(repeating: UInt8(ascii: "a"), count: 40)).get()
    source.withhold([10..<20, 30..<32])
    source.withhold([8..<12, 0..<2, 2..<3, 25..<25])
    #expect(source.withheld == [0..<3, 8..<20, 30..<32])
  }

  @Test("more files than one run can hold leave room for what is made of them")
  func manyFiles() {
    let store = DocumentStore()
    let source = SourceText(path: "t", text: "a: 1")
    for _ in 0..<DocumentStore.sourceLimit - 1 { _ = store.makeArena(source: source) }
    let reading = store.read(source)
    #expect(reading.documents.isEmpty)
    #expect(reading.flaws.map(\.message) == ["cannot be read: too many files for one run"])
    #expect(ScratchArena(store: store, valueLimit: 1, textLimit: 1) != nil)
    #expect(DocumentBuilder(store: store, source: nil) != nil)
  }

  @Test("byte order marks and UTF-16")
  func encodings() throws {
    let text = "a: é😀\r\nb: 1\r\n"
    let utf8 = try decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8)).get()
    #expect(utf8.text(in: 0..<utf8.count) == text)
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 {
      little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    for bytes in [little, big] {
      let source = try decoded(bytes).get()
      #expect(source.text(in: 0..<source.count) == text)
      let store = DocumentStore()
      let reading = store.read(source)
      #expect(reading.documents.map { rendered($0, in: store) } == ["{\"a\":\"é😀\",\"b\":1}"])
    }
  }

  @Test(
    "what is not UTF-8 is refused with its place",
    arguments: [
      ([0x61, 0x0A, 0xFF], "byte 2 on line 2"), ([0xC3], "byte 0 on line 1"),
      ([0xED, 0xA0, 0x80], "byte 0 on line 1"), ([0xC0, 0x80], "byte 0 on line 1"),
      ([0xF4, 0x90, 0x80, 0x80], "byte 0 on line 1"),
    ] as [([UInt8], String)])
  func invalid(bytes: [UInt8], where expected: String) {
    guard case .failure(let error) = decoded(bytes) else {
      Issue.record("accepted")
      return
    }
    #expect(error.message == "is not UTF-8: \(expected) begins no character")
  }

  @Test("lines end with LF or CRLF only; columns count code points")
  func positions() {
    let source = SourceText(path: "t", text: "é\u{2028}x\r\n😀y\n")
    let x = "é\u{2028}".utf8.count
    #expect(source.position(of: x) == (1, 3))
    let y = "é\u{2028}x\r\n😀".utf8.count
    #expect(source.position(of: y) == (2, 2))
    #expect(source.position(of: source.count) == (3, 1))
    #expect(source.text(in: source.lineRange(at: x)) == "é\u{2028}x")
  }

  @Test("places in long texts are those that counting from the start gives")
  func longTexts() {
    let lines = (0..<300).map { i in
      String(repeating: i % 7 == 0 ? "aé😀" : "b", count: i % 11 == 0 ? 3000 : i % 5)
        + (i % 3 == 0 ? "\r\n" : "\n")
    }
    let text = lines.joined()
    let source = SourceText(path: "t", text: text)
    let bytes = Array(text.utf8)
    var (line, column) = (1, 1)
    for offset in 0...bytes.count {
      if offset % 97 == 0 || offset == bytes.count || offset % 4096 < 2 {
        #expect(source.position(of: offset) == (line, column), "byte \(offset)")
      }
      guard offset < bytes.count else { break }
      if bytes[offset] == 0x0A {
        (line, column) = (line + 1, 1)
      } else if bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  @Test("every scalar's place is where the source spells it", arguments: [true, false])
  func places(nonASCII: Bool) {
    let text = """
      # \(nonASCII ? "ümlaut 😀" : "plain")
      first: plain value
      second: "quoted \(nonASCII ? "é" : "e")"
      list:
      - 'single'
      - 42
      - true
      - {inner: 1.5, other: text}
      """
    let source = SourceText(path: "t", text: text)
    let store = DocumentStore()
    let reading = store.read(source)
    var seen: [String] = []
    func visit(_ value: DocumentValue) {
      for element in value.elements { visit(element) }
      for entry in value.entries { visit(entry.value) }
      guard value.value.tag != .list, value.value.tag != .map, let place = value.place else {
        return
      }
      let spelled = source.text(
        in: source.tokenRange(at: place.offset, count: value.string?.utf8.count))
      seen.append(spelled)
    }
    visit(DocumentValue(reading.documents[0], in: store))
    #expect(
      seen == [
        "plain value", "quoted \(nonASCII ? "é" : "e")", "single", "42", "true", "1.5", "text",
      ])
  }
}
