import Documents
import Foundation
import Testing

@testable import Rules

@Suite("The built-in pack in its folder")
struct BuiltInPackTests {
  private func load() -> RuleSet {
    let folder = SchemaTests.root.appending(path: "rules/rancher-import").path
    return RuleSet.load(
      into: DocumentStore(), folders: [folder], withBuiltIn: false, toolVersion: "0.1.0")
  }

  @Test("every definition and its parameters say what they are, and a rule uses it")
  func definitions() {
    let set = load()
    let used = set.rules.flatMap { set.definitions(usedBy: $0).map(\.name) }
    for definition in set.packs.flatMap(\.definitions) {
      #expect(!definition.description.isEmpty, "\(definition.name) is documented")
      #expect(used.contains(definition.name), "\(definition.name) is used")
    }
  }
}
