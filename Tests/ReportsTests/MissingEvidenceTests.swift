import Testing

@testable import Findings

@Suite("reasons that share their words")
struct MissingEvidenceTests {
  private static func step(_ node: String?) -> CollectionStep {
    CollectionStep(.nodeFile, "/etc/resolv.conf", at: "nodes/<NODE>/etc/resolv.conf", node: node)
  }

  private static let reasons: [MissingEvidence] =
    ["w1", "w2", "e", "n", "<NODE>", "", "w1<NODE>"].flatMap { (node: String) in
      [
        MissingEvidence(.nodeFile, "/etc/resolv.conf of node \(node) is lost", collect: step(node)),
        MissingEvidence(
          .nodeFact, "node \(node), node \(node)", collect: step(node),
          or: [step("w2"), step(nil), step(node)]),
        MissingEvidence(.nodeFact, "<NODE> of \(node)", collect: step(node)),
        MissingEvidence(.resources, "pods of \(node) were not exported", collect: step(nil)),
        MissingEvidence(.liveCluster, "authorizer of \(node)"),
      ]
    }

  @Test("they say the same as before, are equal to themselves alone, and have the same hash")
  func same() {
    var wording = MissingEvidence.Wording()
    let shared = Self.reasons.map { wording.shared($0) }
    for (i, (before, after)) in zip(Self.reasons, shared).enumerated() {
      #expect(after.text.utf8.elementsEqual(before.text.utf8) && after.kind == before.kind)
      #expect(after.collect == before.collect && after.alternatives == before.alternatives)
      #expect(after.hashValue == before.hashValue && after.isDecidable == before.isDecidable)
      for (j, other) in Self.reasons.enumerated() {
        let isEqual = before == other
        #expect((after == other) == isEqual && (other == after) == isEqual, "\(i) and \(j)")
        #expect((after == shared[j]) == isEqual, "\(i) and \(j), both shared")
      }
    }
  }

  @Test("a finding that only names what is missing is the one that says so in words")
  func message() {
    func finding(_ missing: [MissingEvidence], _ message: String? = nil) -> Finding {
      let identity = Finding.Identity(
        rule: "a/b", validation: "1", subject: .node("w1"), fingerprint: "f")
      let texts = RuleTexts(title: "t", why: "w", fix: Fix(text: "f"))
      guard let message else {
        return Finding(undecided: identity, .error, texts: texts, missing: missing)
      }
      return Finding(
        identity, .unknown, .error, message: message, texts: texts,
        grounds: .init(missing: missing))
    }
    let one = [MissingEvidence(.liveCluster, "a")]
    let four = "abcd".map { MissingEvidence(.liveCluster, String($0)) }
    #expect(finding(one) == finding(one, "not decided: a"))
    #expect(finding(four) == finding(four, "not decided: a; b; c (and 1 more reasons)"))
    #expect(finding(four) != finding(four, "not decided: a; b; c"))
    var said = finding(one)
    said.message = "else"
    #expect(said.message == "else" && said != finding(one))
  }
}
