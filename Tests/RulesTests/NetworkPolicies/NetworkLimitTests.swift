import Testing

@testable import Rules

@Suite("network.EgressDenials: more policies than any cluster has")
struct NetworkLimitTests {
  /// A policy with as many networks, each of which is a value of a map.
  private static func policy(_ count: Int) -> String {
    let all = (0..<count).map { "{ipBlock: {cidr: 10.\($0 / 250).\($0 % 250).0/24}}" }
    let peers = all.joined(separator: ", ")
    return NetworkTrial.policy(
      "NetworkPolicy", "p", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [\(peers)]}]}")
  }

  @Test("are not judged, and so it is unknown what they deny")
  func limit() throws {
    let limit = NetworkPolicySet.sizeLimit
    // Each peer is three values: two maps and a text.
    let most = Int(limit) / 3
    #expect(try NetworkTrial().outcome([Self.policy(most - 20)]) == "denied: NetworkPolicy p in a")
    let more = try NetworkTrial().outcome([Self.policy(most + 20)])
    #expect(more.hasPrefix("unknown: the network policies for pods in a hold 100"))
    #expect(more.hasSuffix("values, and none is judged where they hold more than \(limit)"))
  }

  @Test("a long text counts as several values")
  func texts() throws {
    let text = String(repeating: "a", count: Int(NetworkPolicySet.sizeLimit) * 64)
    let policy = NetworkTrial.policy(
      "NetworkPolicy", "p", "{podSelector: {matchLabels: {a: \(text)}}, policyTypes: [Egress]}")
    #expect(try NetworkTrial().outcome([policy]).hasPrefix("unknown: the network policies for"))
  }

  @Test("tiers of Calico count, too, since policies are looked up in them")
  func tiers() throws {
    let limit = Int(NetworkPolicySet.sizeLimit)
    let tiers = (0...limit).map {
      "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: t\($0)}, spec: {}}"
    }
    #expect(try NetworkTrial().outcome(tiers).hasPrefix("unknown: the network policies for"))
  }
}
