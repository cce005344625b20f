import Testing

@testable import Documents

/// What a text may hold is bound to its length, so that none of some megabytes takes hundreds.
@Suite struct DensityTests {
  private static let message = "holds more values or keys than a text of its length may"

  /// Options of a limit that a small text meets.
  private static func options(words: Int = .max, keys: Int = .max, jobs: Int = 1) -> ReadingOptions
  {
    var options = ReadingOptions()
    options.limits.words = words
    options.limits.keys = keys
    // The share of longer texts is tried by itself.
    options.limits.bytesOfWord = .max
    options.limits.bytesOfKey = .max
    options.truncationReason = 3
    options.jobs = jobs
    return options
  }

  private static func flaws(_ text: String, _ options: ReadingOptions) -> [String] {
    let reading = DocumentStore().read(SourceText(path: "a", text: text), options: options)
    #expect(reading.documents.isEmpty || reading.flaws.allSatisfy { !$0.losesContent })
    return reading.flaws.map { "\($0.message) \($0.losesContent)" }
  }

  @Test(
    "as many values as the limit are read, one more makes the text unreadable",
    arguments: [
      ("[", "1,", "1]"), ("[", "{},", "1]"), ("[", "[],", "1]"), ("{", "\"a\":1,", "\"b\":1}"),
      ("a: [", "1,", "1]\n"), ("a:\n", "- 1\n", "- 1\n"), ("a:\n", "- b: 1\n", "- 1\n"),
      ("- ", "", "\"\\n\"\n"),
    ])
  func words(_ head: String, _ item: String, _ tail: String) {
    let text = head + String(repeating: item, count: 300) + tail
    #expect(Self.flaws(text, Self.options(words: 2000)).allSatisfy { $0.hasSuffix("false") })
    let limit = item.isEmpty ? 3 : 250
    #expect(Self.flaws(text, Self.options(words: limit)).contains("\(Self.message) true"))
  }

  @Test("different keys, and different sequences of them, are limited; the same ones are not")
  func keys() {
    func maps(_ key: (Int) -> String) -> String {
      "[" + (0..<500).map { "{\"\(key($0))\":1}" }.joined(separator: ",") + "]"
    }
    #expect(Self.flaws(maps { "k\($0 % 9)" }, Self.options(keys: 20)) == [])
    #expect(Self.flaws(maps { "k\($0)" }, Self.options(keys: 400)) == ["\(Self.message) true"])
    #expect(Self.flaws(maps { "k\($0)" }, Self.options(keys: 600)) == [])
    // Sequences of two keys of ten: a hundred.
    let pairs = (0..<100).filter { $0 / 10 != $0 % 10 }.map {
      "{\"k\($0 / 10)\":1,\"k\($0 % 10)\":1}"
    }
    let text = "[" + pairs.joined(separator: ",") + "]"
    #expect(Self.flaws(text, Self.options(keys: 50)) == ["\(Self.message) true"])
    #expect(Self.flaws(text, Self.options(keys: 95)) == [])
  }

  @Test("a long text may hold more, in proportion, and its parts together as much")
  func proportion() {
    var limits = ReadingLimits()
    limits.words = 10
    limits.bytesOfWord = 4
    #expect(limits.density(ofBytes: 20, of: 20).words == 10)
    #expect(limits.density(ofBytes: 400, of: 400).words == 100)
    #expect(limits.density(ofBytes: 100_000, of: 400_000).words == 25_000)
    // What is read by itself may be short.
    limits.words = 1_000_000
    #expect(limits.density(ofBytes: 1, of: 4_000_000).words == 10_000)
    limits.documents = 5
    limits.bytesOfDocument = 10
    #expect(limits.documents(inBytes: 20) == 5)
    #expect(limits.documents(inBytes: 200) == 20)
  }

  @Test("documents before the one with too many values count, and those behind do not")
  func laterDocuments() {
    let dense = "a: [" + String(repeating: "1,", count: 300) + "1]\n"
    let reading = DocumentStore().read(
      SourceText(path: "a", text: "a: b\n---\n\(dense)---\na: b\n"),
      options: Self.options(words: 250))
    #expect(reading.documents.count == 1)
    #expect(reading.flaws.map(\.message) == [Self.message])
  }

  @Test("the same documents are left of a text that is too dense, however it is spelt")
  func printedDocuments() {
    let dense = "---\na:\n" + String(repeating: "- 1\n", count: 300)
    for comment in ["", " # read by libyaml"] {
      let text = "a: b\(comment)\n\(dense)---\na: b\n"
      let reading = DocumentStore().read(
        SourceText(path: "a.yaml", text: text), options: Self.options(words: 250))
      #expect(reading.documents.count == 1)
      #expect(reading.flaws.map(\.message) == [Self.message])
    }
  }

  @Test("a List that is read in pieces has the same limit")
  func pieces() {
    let item = "    {\n      \"a\": [1, 1, 1, 1]\n    }"
    let text =
      "{\n  \"items\": [\n"
      + repeatElement(item, count: 40_000).joined(separator: ",\n") + "\n  ]\n}\n"
    for jobs in [1, 3] {
      #expect(
        Self.flaws(text, Self.options(words: 100_000, jobs: jobs)) == ["\(Self.message) true"])
      #expect(Self.flaws(text, Self.options(words: 500_000, jobs: jobs)) == [])
    }
  }

  @Test("of a key that a map has a thousand times the number is told, and three places")
  func repeatedKeys() {
    let text = "[{" + String(repeating: "\"a\":1,", count: 999) + "\"a\":1},{\"b\":1,\"b\":2}]"
    let reading = DocumentStore().read(
      SourceText(path: "a", text: text), options: ReadingOptions())
    #expect(
      reading.flaws.map(\.message) == [
        "has the key \"a\" twice in one map", "has the key \"b\" twice in one map",
      ])
    #expect(reading.flaws.map(\.count) == [999, 1])
    #expect(reading.flaws.map(\.again.count) == [2, 0])
  }

  @Test("of fields that are lost each is kept, beyond the limit of flaws too")
  func repeatedField() {
    let keys = (0..<150).map { "\"k\($0)\":1,\"k\($0)\":2," }.joined()
    let reading = DocumentStore().read(
      SourceText(path: "a", text: "{\(keys)\"items\":[],\"items\":[]}"), options: ReadingOptions())
    #expect(
      reading.flaws.filter(\.losesField).map(\.message)
        == ["has the key \"items\" twice in one map"])
  }

  @Test("repeated keys beyond the limit of flaws are counted together")
  func manyRepeatedKeys() {
    let maps = (0..<150).map { "{\"k\($0)\":1,\"k\($0)\":1,\"k\($0)\":1}" }
    let reading = DocumentStore().read(
      SourceText(path: "a", text: "[" + maps.joined(separator: ",") + "]"),
      options: ReadingOptions())
    #expect(reading.flaws.count == 101)
    #expect(reading.flaws.dropLast().allSatisfy { $0.count == 2 })
    #expect(reading.flaws.last?.message == "and 100 more that are read, but doubtful")
  }
}
