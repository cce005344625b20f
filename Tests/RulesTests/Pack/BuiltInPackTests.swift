import Checkout
import Documents
import Testing

@testable import Rules

@Suite("The built-in pack in its folder")
struct BuiltInPackTests {
  private func load() -> RuleSet {
    RuleSet.load(
      into: DocumentStore(), folders: [Checkout.path("rules/rancher-import")], withBuiltIn: false,
      toolVersion: "0.1.0")
  }

  @Test("nothing is wrong with its expressions, nor with the names of types in them")
  func expressions() {
    #expect(Judge(load()).problems == [])
  }

  @Test("every definition says what it is, and a rule uses it")
  func definitions() throws {
    let set = load()
    #expect(set.problems == [])
    let used = set.rules.flatMap { set.definitions(usedBy: $0).map(\.name) }
    let definitions = set.packs.flatMap(\.definitions)
    // Without one the test would show nothing.
    try #require(definitions.count > 50)
    for definition in definitions {
      #expect(!definition.description.isEmpty, "\(definition.name) is documented")
      #expect(used.contains(definition.name), "\(definition.name) is used")
    }
  }

  @Test("without its examples it has the same rules, at the same places")
  func withoutExamples() throws {
    func load(leavesExamplesOut: Bool, folders: [String] = []) -> RuleSet {
      RuleSet.load(
        into: DocumentStore(), folders: folders, withBuiltIn: true, toolVersion: "0.1.0",
        leavesExamplesOut: leavesExamplesOut)
    }
    func content(_ set: RuleSet) -> [String] {
      set.rules.flatMap { rule in
        ["\(rule.fullId) \(rule.title) \(rule.severity) \(rule.fix) \(rule.isDraft)"]
          + rule.expressions.map { "\($0.place.map { "\($0.offset)" } ?? "") \($0.text)" }
      }
    }
    let (whole, short) = (load(leavesExamplesOut: false), load(leavesExamplesOut: true))
    #expect(short.problems == [] && whole.problems == [])
    #expect(content(short) == content(whole))
    #expect(short.rules.filter { !$0.examples.isEmpty }.map(\.id) == [])
    #expect(whole.rules.filter { $0.examples.isEmpty }.map(\.id) == [])
    #expect(short.packs[0].contents.map(\.bytes) == whole.packs[0].contents.map(\.bytes))
    // A pack that is named may use its fixtures.
    let named = load(leavesExamplesOut: true, folders: [Checkout.path("Tests/Fixtures/spy-pack")])
    let builtIn = named.rules.filter { $0.pack == BuiltInPack.name }
    #expect(builtIn.count == whole.rules.count)
    #expect(builtIn.filter { $0.examples.isEmpty }.map(\.id) == [])
  }

  @Test("the digest that the program carries is that of its files, with examples and without")
  func digest() throws {
    for leavesExamplesOut in [false, true] {
      let set = RuleSet.load(
        into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0",
        leavesExamplesOut: leavesExamplesOut)
      var pack = try #require(set.packs.first)
      let carried = pack.digest
      pack.knownDigest = nil
      #expect(pack.digest == carried)
    }
  }

  /// A report takes the programs from the one, and every other test from the other.
  @Test("compiled when it is first asked for, it is the same as compiled at once")
  func deferred() throws {
    func judge(mayRecompile: Bool) -> Judge {
      Judge(
        RuleSet.load(
          into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0",
          leavesExamplesOut: true), mayRecompile: mayRecompile)
    }
    func content(_ programs: [NamedProgram]) -> [String] {
      programs.map { "\($0.expression.title) \($0.program.type.description) \($0.text.text)" }
    }
    let (deferred, whole) = (judge(mayRecompile: false), judge(mayRecompile: true))
    #expect(deferred.definitions.all.allSatisfy { $0.knownProgram == nil })
    #expect(whole.definitions.all.allSatisfy { $0.knownProgram != nil })
    try #require(deferred.rules.count == whole.rules.count)
    for (one, other) in zip(deferred.rules, whole.rules) {
      #expect(content(one.namedPrograms) == content(other.namedPrograms))
      #expect(
        content(one.namedTexts + one.namedPlaces) == content(other.namedTexts + other.namedPlaces))
    }
    // Both list a definition after those that it uses.
    let programs = deferred.rules.flatMap { $0.namedPrograms.map(\.program) }
    let others = whole.rules.flatMap { $0.namedPrograms.map(\.program) }
    #expect(
      content(deferred.definitions.used(by: programs).map(\.named))
        == content(whole.definitions.used(by: others).map(\.named)))
    #expect(deferred.definitions.used(by: programs).count > 50)
  }
}
