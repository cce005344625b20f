import Checkout
import Testing

/// The style guide as a test. Every message begins with the place: `file:line: what is wrong`.
@Suite("the repository is tidy")
struct TidyTests {
  static let swiftFolders = ["Sources", "Tests", "Benchmarks", "Fuzzing"]

  /// All faults that a check finds in the hand-written Swift files below the folders.
  private func faults(
    in folders: [String] = swiftFolders, of check: (SwiftText) -> [Fault]
  ) throws -> [String] {
    let files = Checkout.swiftFiles(below: folders)
    try #require(!files.isEmpty, "no Swift files below \(folders) in \(Checkout.root)")
    return try files.flatMap { file in
      check(SwiftText(try Checkout.text(of: file))).map { "\(file):\($0)" }
    }
  }

  private func expectNone(_ faults: [String]) {
    for fault in faults { Issue.record("\(fault)") }
  }

  @Test("functions, files and lines are short")
  func lengths() throws {
    expectNone(try faults { $0.lengthFaults })
  }

  @Test("a command is its options and how its run ends")
  func commands() throws {
    expectNone(try faults(in: ["Sources/ImportLint/Commands"]) { $0.commandFaults })
    let long = "func end() {\n" + String(repeating: "  work()\n", count: 29) + "}"
    #expect(SwiftText(long).commandFaults.map(\.line) == [1])
    #expect(SwiftText("let out = OutputStream.output.textWriter").commandFaults.count == 1)
  }

  @Test("nothing traps on input")
  func traps() throws {
    expectNone(try faults { $0.trapFaults })
  }

  @Test("types are named after what they are")
  func typeNames() throws {
    expectNone(try faults { $0.typeNameFaults })
  }

  @Test("one word for one thing: no type's name is declared twice, and no thing has two names")
  func glossary() throws {
    var places: [String: [String]] = [:]
    for file in Checkout.swiftFiles(below: ["Sources"]) {
      for type in SwiftText(try Checkout.text(of: file)).outerTypes {
        places[type.name, default: []].append("\(file):\(type.line)")
      }
    }
    // Twins that are still to become one.
    let twins: Set<String> = []
    for (name, places) in places.sorted(by: { $0.key < $1.key })
    where places.count > 1 && !twins.contains(name) {
      Issue.record("\(places.joined(separator: ", ")): types with the name \(name)")
    }
    expectNone(try faults(in: ["Sources"]) { $0.synonymFaults })
    let terms = glossaryTypes(in: try Checkout.text(of: "ARCHITECTURE.md"))
    try #require(terms.count > 10, "ARCHITECTURE.md has no glossary")
    for term in terms where places[term] == nil {
      Issue.record("ARCHITECTURE.md: the glossary names \(term), and there is no such type")
    }
  }

  @Test("sources do without the whole of Foundation")
  func foundation() throws {
    expectNone(try faults(in: ["Sources"]) { $0.foundationFaults })
  }

  @Test("only what collects and what fetches packs starts programs, and fleets start this one")
  func programs() throws {
    for module in Checkout.names(in: "Sources")
    where !Checkout.swiftFiles(below: ["Sources/\(module)"]).isEmpty {
      expectNone(try faults(in: ["Sources/\(module)"]) { $0.startFaults(inModule: module) })
    }
    let text = SwiftText("import Subprocess\nimport Collecting\nlet x = fork()")
    #expect(text.startFaults(inModule: "Rules").map(\.line) == [1, 2, 3])
    #expect(text.startFaults(inModule: "ImportLint").map(\.line) == [1, 3])
    #expect(text.startFaults(inModule: "Fleet").map(\.line) == [2, 3])
    #expect(text.startFaults(inModule: "Collecting") == [])
    #expect(text.startFaults(inModule: "Packaging") == [])
  }

  @Test("folders of a module do not use each other in a cycle")
  func folders() throws {
    for module in Checkout.names(in: "Sources") {
      let folder = "Sources/\(module)/"
      let files = try Checkout.swiftFiles(below: ["Sources/\(module)"]).map { file in
        (String(file.dropFirst(folder.count)), SwiftText(try Checkout.text(of: file)))
      }
      let uses = FolderUses(files)
      expectNone(uses.circles.map { "\(folder): \(uses.explanation($0))" })
    }
  }

  @Test("a circle of folders is seen, also through a third one")
  func folderCircles() {
    func circles(_ files: [(String, String)]) -> [String] {
      FolderUses(files.map { ($0.0, SwiftText($0.1)) }).circles
    }
    let a = ("A/One.swift", "struct One { let two: Two }")
    let b = ("B/Two.swift", "struct Two { struct Inner {} }")
    #expect(circles([a, b]) == [])
    #expect(
      circles([a, b, ("B/More.swift", "extension Two { var one: One? { nil } }")]) == ["A B"])
    #expect(circles([a, b, ("More.swift", "let one = One(two: Two())")]) == [])
    #expect(circles([a, b, ("B/More.swift", "// One\nlet text = \"One\"")]) == [])
    let third = [
      ("B/More.swift", "let x: Three"), ("C/Three.swift", "enum Three { case one(One) }"),
    ]
    #expect(circles([a, b] + third) == ["A B", "A C", "B C"])
  }

  @Test("a circle is seen, too, where a folder uses what another one gives to its types")
  func folderCirclesByMembers() {
    func circles(_ member: String, _ others: String...) -> [String] {
      let files = [
        ("A/One.swift", "struct One {}\nlet known = One().sum"),
        ("B/One+Sum.swift", "extension One {\n  \(member)\n}"),
      ]
      return FolderUses(
        (files + others.enumerated().map { ("C/File\($0).swift", $1) })
          .map { ($0.0, SwiftText($0.1)) }
      ).circles
    }
    #expect(circles("var sum: Int { 0 }") == ["A B"])
    #expect(circles("static func sum() {}") == ["A B"])
    #expect(circles("private(set) static var sum = 0") == ["A B"])
    #expect(circles("private var sum: Int { 0 }") == [])
    #expect(circles("func other() { let sum = 0 }") == [])
    // Which of several is meant, only the compiler knows.
    #expect(circles("var sum: Int { 0 }", "enum Two { case one, sum }") == [])
    #expect(circles("var sum: Int { 0 }", "struct Two { let sum: Int }") == [])
  }

  @Test("no unfinished work and no path of one machine")
  func texts() throws {
    let kinds = [".swift", ".md", ".yaml", ".yml", ".sh", ".c", ".cpp", ".h", ".json"]
    let folders = ["Sources", "Tests", "Benchmarks", "Fuzzing", "rules", "docs", "scripts", ".ci"]
    let files = folders.flatMap(Checkout.files(below:)).filter { file in
      // Fixtures imitate machines, and so they hold their paths.
      !file.hasPrefix("Tests/Fixtures/") && kinds.contains { file.hasSuffix($0) }
    }
    let top = Checkout.names(in: ".").filter { $0 == "Makefile" || $0.hasSuffix(".md") }
    expectNone(
      try (files + top).flatMap { file in
        let text = try Checkout.text(of: file)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return textFaults(of: lines).map { "\(file):\($0)" }
      })
  }

  @Test("a rule is one file, named after it, with examples")
  func rules() throws {
    let files = Checkout.files(below: "rules").filter(isRuleFile)
    expectNone(
      try files.flatMap { file in
        ruleFileFaults(named: file, text: try Checkout.text(of: file)).map { "\(file):\($0)" }
      })
  }

  @Test("every fixture is used by a test")
  func fixtures() throws {
    let tests = try Checkout.swiftFiles(below: ["Tests"]).map(Checkout.text(of:)).joined()
    let orphans = orphanFixtures(mentionedIn: tests, below: "Tests/Fixtures")
    expectNone(orphans.map { "\($0): no test mentions this fixture" })
  }
}
