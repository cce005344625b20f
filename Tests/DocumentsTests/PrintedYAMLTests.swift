import CLibrary
import Checkout
import FoundationEssentials
import Testing

@testable import Documents

/// The reader of what programs print gives what libyaml's events give, word for word.
@Suite("YAML as it is printed")
struct PrintedYAMLTests {
  /// What a source was read to: its arenas, and what was wrong with it.
  struct Reading: Equatable {
    var words: [UInt64] = []
    var texts: [UInt8] = []
    var documents: Int = 0
    var flaws: [String] = []
    var parts: [Range<Int>] = []
    var masked: [Range<Int>] = []
  }

  /// Reads a text with one of the readers; nil if the fast one does not understand it.
  private static func reading(
    _ text: [UInt8], in store: DocumentStore, isPrinted: Bool
  ) -> Reading? {
    guard case .success(let source) = SourceText.decode(path: "a.yaml", bytes: text) else {
      return nil
    }
    var options = ReadingOptions()
    options.readsPrintedYAML = isPrinted
    options.truncationReason = 3
    options.masking = Tokens()
    if isPrinted {
      guard let builder = store.builder(for: source, 0..<text.count, options),
        store.readPrintedYAML(source, into: builder, options) != nil
      else { return nil }
    }
    let reading = store.readYAML(source, options)
    guard let arena = reading.documents.first.flatMap({ store.arena($0.arena) }) else {
      return Reading(flaws: reading.flaws.all.map(described))
    }
    return Reading(
      words: (0..<arena.wordCount).map { arena.words[$0] },
      texts: (0..<arena.textCount).map { arena.texts[$0] }, documents: reading.documents.count,
      flaws: reading.flaws.all.map(described), parts: reading.parts,
      masked: reading.masked.masked + reading.masked.withheld)
  }

  /// Whether both readers agree on a text, or the fast one leaves it to the other.
  private static func agree(_ text: [UInt8], isUnderstood: Bool? = nil) -> String? {
    let store = DocumentStore()
    let printed = reading(text, in: store, isPrinted: true)
    if let isUnderstood, isUnderstood != (printed != nil) {
      return isUnderstood ? "is not understood" : "is understood"
    }
    guard let printed else { return nil }
    let other = reading(text, in: store, isPrinted: false)
    return printed == other ? nil : "printed: \(printed)\nlibyaml: \(String(describing: other))"
  }

  @Test(
    "what programs print is understood",
    arguments: [
      "a: 1\n", "a: b c\nd: e#f\n", "a:\n- b\n- c: d\n  e: f\ng: {}\nh: []\n",
      "- a\n- - b\n  - c\n",
      "a: 'it''s'\nb: \"x\\ty\\u00e9\"\n'c d': e\n\"f\": g\n", "a: |\n  b\n\n   c\n\nd: |-\n  x\n",
      "a: |+\n  b\n\n", "a: |2\n    b\n", "a: b\n  c\n\n  d\ne: f\n",
      "a: \"b\n  c\n\n  d\\\n  \\  e\"\n",
      "a:\nb: null\nc: ~\nd: 0x1F\ne: 1.0\nf: yes\ng: 1e3\nh: -1\n", "-\n- \n-  a\n",
      "# comment\n\na: b\n  # comment\nc:\n  # comment\n  d: e\n", "---\na: b\n---\nc: d\n",
      "metadata:\n  managedFields:\n  - a: b\n  name: c\n", "1: a\ny: b\n2.0: c\n",
      "metadata:\n  managedFields: []\n  name: c\n", "metadata:\n  managedFields:\n  name: c\n",
      "a: é — 漢字\nb: '🚀'\n", "a: -b\nc: --d\n", "a:  b  \nc: 'd'  \n", "a: |\n  b\n  \tc\n",
      "a: 1\na: 2\n", "a: |\nb: c\n", "a: x'y\"z\nb: http://c:80/d\n", "a: b:c\n",
    ])
  func understood(_ text: String) {
    #expect(PrintedYAMLTests.agree(Array(text.utf8), isUnderstood: true) == nil)
  }

  @Test(
    "what is not sure is left to libyaml",
    arguments: [
      "a: &x b\n", "a: *x\n", "a: !!str b\n", "a: [b]\n", "a: {b: c}\n", "a: b # c\n", "? a\n: b\n",
      "a: >\n  b\n", "a: b: c\n", "a: 'b\n", "a: b", "\ta: b\n", "a:\tb\n", "a: b\r\n", "a\n",
      "a: b\n c: d\n", "a:\n  - b\n c: d\n", "~: a\n", "<<: a\n", "a: b\n- c\n", "a: \u{85}\n",
      "a: \u{2028}b\n", "a: \u{1}\n", "a: |\n   \n  b\n", "a: |\n\tb\n", "a: |\n   \nb: c\n",
      "a: \u{2029}\n", "a: \u{7F}\n", "a: \u{9F}\n", "a: \u{FFFE}\n", "a: %b\n", "a: @b\n",
      "a: `b\n",
      "--- a\n", "---\n---\na: b\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "a: 'b' c\n",
      "a:\n  b\n",
      "a: - b\n", "\"a\\\"b\": c\n", "a : b\n", "--- b: c\n", "a: \"\\q\"\n", "a: \"b\nc\"\n", "",
      "a: b\n  c: d\n", "a: |x\n  b\n", "a: \u{FEFF}b\n", "a: :b\n",
    ])
  func left(_ text: String) {
    #expect(PrintedYAMLTests.agree(Array(text.utf8), isUnderstood: false) == nil)
    // Characters that are refused are looked for in blocks, and one by one in what is left.
    guard text.hasSuffix("\n") else { return }
    let long = text + "z: " + String(repeating: "e", count: 200) + "\n"
    #expect(PrintedYAMLTests.agree(Array(long.utf8), isUnderstood: false) == nil)
  }

  /// Fragments that texts are made of at random; most are met in what programs print.
  private static let fragments = [
    "a", "b: ", "c:", "- ", "-", " ", "  ", "    ", "\n", "\n", "\n", "\n  ", "\n- ", "\n  - ",
    "\n    ",
    "\nd: ", "\n  e: ", "'", "''", "\"", "\\", "\\n", "\\\n", "\\u00e9", "\\x4", "|", "|-", "|+\n",
    "|2\n",
    ">", "#", " # ", ": ", ":", "{}", "[]", "{", "]", "&x ", "*x", "!t ", "~", "null", "12", "0x1",
    "1e3",
    "yes", "é", "漢", "\t", "\r\n", "---", "\n---\n", "\n...\n", "\u{85}", "\u{2028}", "%", "@", "?",
    "<<",
    "metadata:\n  managedFields:\n  - f: {}\n", "kind: List\nitems:\n- ", "value: |\n    x\n",
    "token: ", "token: |\n    x\n",
  ]

  @Test("texts put together at random mean the same to both readers")
  func random() {
    var numbers = Seeded(7)
    var understood = 0
    for _ in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<Int(numbers.next() % 24 + 2) {
        text += Self.fragments[Int(numbers.next() % UInt64(Self.fragments.count))].utf8
      }
      text.append(0x0A)
      let store = DocumentStore()
      guard let printed = Self.reading(text, in: store, isPrinted: true) else { continue }
      understood += 1
      let other = Self.reading(text, in: store, isPrinted: false)
      #expect(printed == other, "\(String(decoding: text, as: UTF8.self).debugDescription)")
      guard printed == other else { return }
    }
    #expect(understood > 470)
  }

  @Test("files of this project mean the same, whole and with a line moved, cut or doubled")
  func files() throws {
    var numbers = Seeded(11)
    var understood = 0
    let files = try Self.files()
    for file in files {
      let text = [UInt8](try Data(contentsOf: URL(filePath: file)))
      for round in 0..<6 {
        let changed = round == 0 ? text : Self.changed(text, &numbers)
        let store = DocumentStore()
        guard let printed = Self.reading(changed, in: store, isPrinted: true) else { continue }
        understood += 1
        #expect(printed == Self.reading(changed, in: store, isPrinted: false), "\(file) \(round)")
      }
    }
    #expect(understood > files.count)
  }

  private static func files() throws -> [String] {
    let files = try ["demo", "Tests/Fixtures"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: Checkout.path(folder))
        .filter { $0.hasSuffix(".yaml") }.map { Checkout.path("\(folder)/\($0)") }
    }.sorted()
    try #require(files.count > 20)
    return files
  }

  /// The text with a line doubled, left out, indented, joined to the next, or with a byte more.
  private static func changed(_ text: [UInt8], _ numbers: inout Seeded) -> [UInt8] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let line = Int(numbers.next() % UInt64(lines.count))
    switch numbers.next() % 6 {
    case 0: lines.insert(lines[line], at: line)
    case 1: lines.remove(at: line)
    case 2: lines[line] = [0x20, 0x20] + lines[line]
    case 3 where lines[line].count > 2: lines[line].removeFirst(2)
    case 4 where line + 1 < lines.count: lines[line] += lines.remove(at: line + 1)
    default:
      let bytes = Array("'\"|#:- \\{&\t~".utf8)
      let at = Int(numbers.next() % UInt64(lines[line].count + 1))
      lines[line].insert(bytes[Int(numbers.next() % UInt64(bytes.count))], at: at)
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  @Test("a key is no longer than YAML lets it be, and documents are no more than the limit")
  func limits() {
    let key = String(repeating: "k", count: 1100)
    #expect(Self.agree(Array("\(key): a\n".utf8), isUnderstood: false) == nil)
    var options = ReadingOptions()
    options.limits.documents = 2
    let source = SourceText(path: "a.yaml", text: "a: b\n---\na: b\n---\na: b\n")
    let store = DocumentStore()
    let reading = store.readYAML(source, options)
    #expect(reading.documents.count == 2)
    #expect(reading.flaws.all.map(\.message) == ["has more than 2 documents"])
  }

  /// Hides what stands under `token`.
  private struct Tokens: Masking {
    func marks(ofKey key: UnsafeBufferPointer<UInt8>) -> UInt16 {
      key.elementsEqual("token".utf8) ? 1 : 0
    }
    func isWatched(_ marks: UInt16) -> Bool { marks != 0 }
    func look(at map: Value, _ marks: UInt16, twins: UInt16, hide: (HiddenValue) -> Void) {
      hide(HiddenValue(map))
    }
    func look(at document: Value, in part: Range<Int>, hide: (HiddenValue) -> Void) {}
  }

  /// What reading a List gave: its documents, its flaws with their number, and what is masked.
  private static func pieces(_ text: String, isPrinted: Bool, jobs: Int = 3) -> [String] {
    var options = ReadingOptions()
    options.jobs = jobs
    options.readsPrintedYAML = isPrinted
    options.masking = Tokens()
    let store = DocumentStore()
    let reading = store.readYAML(SourceText(path: "test", text: text), options)
    let masked = reading.masked.masked.map { "\($0)" }.sorted()
    return reading.documents.map { rendered($0, in: store) }
      + reading.flaws.all.map { "\(described($0)), \($0.count) times" } + masked
  }

  @Test(
    "a List with elements that are not as programs print them is the same in pieces",
    arguments: ["without an anchor", "with an anchor", "with so many that all is left to libyaml"])
  func pieces(_ what: String) {
    let (withAnchor, withMany) = (what == "with an anchor", what.hasPrefix("with so many"))
    let odd = [
      17: "- {a: b}\n", 400: "- a: 'x\n    y'\n  b: [c, d]\n", 401: "- !!str a\n",
      900: "- a: \u{85}\n", 9000: "- a: 1\n  a: 2\n  b: {token: c}\n",
      9001: "- a: &x b\n  c: 1 # d\n", 9002: "- a:\n    token: b\n    token: c\n  d: [e]\n",
    ]
    var text = "apiVersion: v1\nitems:\n"
    for i in 0..<12_000 {
      let item = """
        - kind: Pod
          metadata:
            name: p\(i)
            managedFields:
            - a: b
          data:
            text: |
              a

              b
          list:
          - a

        """
      switch i {
      case _ where withMany && i % 20 == 3: text += "- {a: b}\n"
      case 501 where withMany: text += "- a: 'x\(String(repeating: "\u{85}", count: 70))y'\n"
      default: text += withAnchor || i != 9001 ? odd[i] ?? item : item
      }
    }
    text += "kind: List\nmetadata: {}\n"
    let printed = Self.pieces(text, isPrinted: true)
    #expect(printed == Self.pieces(text, isPrinted: false))
    for jobs in [1, 2, 8] {
      #expect(printed == Self.pieces(text, isPrinted: true, jobs: jobs), "\(jobs) threads")
    }
    #expect(printed.count > 4)
  }
}
