import Checkout
import Documents
import Testing

@testable import Snapshots

@Suite("the shared states", .needsShared)
struct StateTests {
  @Test("YAML and JSON exports hold the same objects", arguments: Checkout.states)
  func sameObjects(state: String) {
    let yaml = Shared.read(["states/\(state)/get-yaml"])
    let json = Shared.read(["states/\(state)/get-json"])
    #expect(yaml.resources.count > 100)
    #expect(yaml.resources.types == json.resources.types)
    for type in yaml.resources.types where type.plural != "componentstatuses" {
      let left = yaml.resources.all(of: type)
      let right = json.resources.all(of: type)
      #expect(left.count == right.count, "\(type.name)")
      for (l, r) in zip(left, right) {
        let texts = [(l, yaml), (r, json)].map { rendered(DocumentValue($0.value, in: $1.store)) }
        #expect(texts[0] == texts[1], "\(type.name)")
      }
    }
  }
}
