import Documents
import Findings
import Testing

@testable import Rules

@Suite("what rules want to be collected")
struct CollectionNeedsTests {
  private func needs(_ folders: [String: String] = [:], includesBuiltIn: Bool) -> CollectionNeeds {
    RuleSet.load(
      into: DocumentStore(), folders: Array(folders.keys), withBuiltIn: includesBuiltIn,
      toolVersion: "0.1.0"
    ).collectionNeeds
  }

  @Test("of the built-in pack: what is named, what functions read, and no more")
  func builtIn() {
    let needs = needs(includesBuiltIn: true)
    for (group, plural) in [
      ("", "nodes"), ("", "secrets"), ("", "events"), ("apps", "statefulsets"),
      ("catalog.cattle.io", "apps"), ("constraints.gatekeeper.sh", "k8srequiredlabels"),
      ("mutations.gatekeeper.sh", "assign"),
      ("networking.k8s.io", "networkpolicies"), ("crd.projectcalico.org", "globalnetworksets"),
      ("k8s.ovn.org", "egressfirewalls"), ("management.cattle.io", "features"),
      ("apiregistration.k8s.io", "apiservices"),
    ] {
      #expect(needs.covers(group: group, plural: plural), "\(plural).\(group)")
    }
    #expect(needs.readsNodes)
    // Nothing asks for these, and Tokens hold credentials.
    for (group, plural) in [
      ("", "podtemplates"), ("storage.k8s.io", "csinodes"), ("management.cattle.io", "tokens"),
    ] {
      #expect(!needs.covers(group: group, plural: plural), "\(plural).\(group)")
    }
    #expect(
      needs.sortedTypes.filter(\.isWildcard).map(\.name)
        == ["*.constraints.gatekeeper.sh", "*.mutations.gatekeeper.sh"])
  }

  @Test("wildcards stand for what they cover")
  func patterns() {
    var needs = CollectionNeeds(types: [.init(group: "a.io", plural: "*")])
    needs.insert(group: "a.io", plural: "things")
    needs.insert(group: "", plural: "pods")
    #expect(needs.sortedTypes.map(\.name) == ["pods", "*.a.io"])
    needs.insert(group: "*", plural: "*")
    #expect(needs.sortedTypes.map(\.name) == ["*.*"])
    #expect(needs.covers(group: "any", plural: "thing"))
  }
}
