import Testing

@testable import Documents

@Suite("what is hidden while it is read, what is passed over, what may be quoted")
struct MaskingTests {
  /// Hides the values of maps that have a key `k`.
  private struct ValuesOfK: Masking {
    func marks(ofKey key: UnsafeBufferPointer<UInt8>) -> UInt16 {
      key.elementsEqual([0x6B]) ? 1 : 0
    }
    func isWatched(_ marks: UInt16) -> Bool { marks != 0 }
    func look(at map: Value, _ marks: UInt16, twins: UInt16, hide: (HiddenValue) -> Void) {
      hide(HiddenValue(map))
    }
    func look(at document: Value, in part: Range<Int>, hide: (HiddenValue) -> Void) {}
  }

  private func read(
    _ text: String, projection: Projection = .everything, jobs: Int = 1
  ) -> (SourceDocuments, DocumentStore, SourceText) {
    var options = ReadingOptions()
    options.masking = ValuesOfK()
    options.projection = projection
    options.jobs = jobs
    let store = DocumentStore()
    let source = SourceText(path: "t", text: text)
    return (store.read(source, options: options), store, source)
  }

  @Test(
    "a hidden value is gone from the source, however it is spelt",
    arguments: [
      "x: 1\nm:\n  k: topsecret\n  b: \"top\\tsecret\"\n  c: |\n    top\n    secret\nz: 2\n",
      "x: 1\nm:\n  k: top\n    secret\n  b: !!binary |\n    secret\n  c: &a secret\nz: 2\n",
      "x: 1\nm: {k: secret, b: !!str 'a secret', c: 'it''s secret'}\nz: 2\n",
      "x: 1\nm:\n  k: !!str one, secret\n  b: !foo secret\n  c: [secret]\nz: 2\n",
      "x: 1\nm:\n  k: secret\n  b: secret 1\n  b: 2\n  c: secret\nz: 2\n",
      #"{"x": 1, "m": {"k": "topsecret", "b": "top\tsecret", "c": "secret"}, "z": 2}"#,
    ])
  func hidden(text: String) throws {
    let (reading, store, source) = read(text)
    let document = DocumentValue(try #require(reading.documents.first), in: store)
    let map = try #require(document["m"])
    #expect(map.entries.map(\.key) == ["k", "b", "c"])
    let hidden = rendered(map.value, in: store)
    #expect(
      hidden.replacing("[(hidden)]", with: "(hidden)")
        == #"{"k":(hidden),"b":(hidden),"c":(hidden)}"#)
    #expect(document["x"]?.int == 1)
    #expect(document["z"]?.int == 2)
    #expect(!source.text(in: 0..<source.count).contains("secret"))
  }

  @Test("an alias of a hidden text shows it nowhere")
  func aliases() throws {
    let (reading, store, source) = read("o: &a \"sec\\tret\"\nm:\n  k: *a\n")
    let text = rendered(try #require(reading.documents.first), in: store)
    #expect(!text.contains("ret"))
    #expect(!source.text(in: 0..<source.count).contains("ret"))
  }

  @Test("a wrong guess about a List's cuts masks nothing")
  func cuts() throws {
    // The quoted text looks like items, and one of them like a map with `k`.
    let filler = String(repeating: "- a: 1\n  s: \"x\n- k: y\n  \"\n", count: 60_000)
    let (reading, store, source) = read("items:\n" + filler, jobs: 4)
    #expect(reading.flaws.isEmpty)
    let items = DocumentValue(try #require(reading.documents.first), in: store)["items"]
    #expect(items?.elements.count == 60_000)
    #expect(!source.isMasked)
  }

  // MARK: Projections

  private static let pods = Projection(
    ["Pod": [["spec", "nodeName"], ["spec", "containers", "image"]]])

  @Test(
    "what is not wanted of a kind is passed over",
    arguments: [
      #"""
      {"kind":"List","items":[
      {"kind":"Pod","metadata":{"name":"p","uid":"u"},"spec":{"nodeName":"w1","x":{"w":[1]},
      "containers":[{"image":"i","env":[]}]},"status":{"phase":"Running"}},
      {"kind":"Node","spec":{"x":1}}]}
      """#,
      """
      kind: List
      items:
      - kind: Pod
        metadata: {name: p, uid: u}
        spec:
          nodeName: w1
          x: {w: [1]}
          containers:
          - image: i
            env: []
        status:
          phase: Running
      - kind: Node
        spec: {x: 1}
      """,
    ])
  func projected(text: String) throws {
    let (reading, store, _) = read(text, projection: MaskingTests.pods)
    #expect(reading.flaws.isEmpty)
    let expected =
      #"{"kind":"List","items":[{"kind":"Pod","metadata":{"name":"p"},"#
      + #""spec":{"nodeName":"w1","containers":[{"image":"i"}]}},{"kind":"Node","spec":{"x":1}}]}"#
    #expect(rendered(try #require(reading.documents.first), in: store) == expected)
  }

  @Test("fields before the kind are kept, since nobody knows yet whose they are")
  func lateKind() throws {
    let (reading, store, _) = read(
      #"{"status":{"a":1},"kind":"Pod","spec":{"b":1}}"#, projection: MaskingTests.pods)
    #expect(
      rendered(try #require(reading.documents.first), in: store)
        == #"{"status":{"a":1},"kind":"Pod","spec":{}}"#)
  }

  @Test(
    "what is passed over must be well-formed",
    arguments: [#"{"kind":"Pod","status":{"a" 1}}"#, "kind: Pod\nstatus: {a: [}\n"])
  func wellFormed(text: String) {
    let (reading, _, _) = read(text, projection: MaskingTests.pods)
    #expect(reading.flaws.count == 1)
    #expect(reading.documents.isEmpty)
  }

  @Test("what is passed over is withheld, and masked like any other")
  func withheld() throws {
    let text = #"{"kind":"Pod","status":{"k":"secret"},"spec":{"nodeName":"w1"}}"#
    let (_, _, source) = read(text, projection: MaskingTests.pods)
    let ranges = source.withheld(in: 0..<source.count)
    #expect(ranges.map { source.text(in: $0) } == [#""status":{"k":"******"}"#])
  }

  // MARK: Quoting

  @Test("of a source that is evidence only the parts are quoted that were named")
  func quoting() {
    let source = SourceText(path: "t", text: "a: 1\n---\nb: 2\n")
    #expect(source.quotablePart(at: 3) == 0..<source.count)
    #expect(!source.isEvidence)
    source.quote(only: [9..<source.count])
    #expect(source.isEvidence)
    #expect(source.quotablePart(at: 3) == nil)
    #expect(source.quotablePart(at: 10) == 9..<source.count)
  }
}
