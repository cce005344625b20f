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
}
