import Findings
import Testing

@Suite("the result as a value")
struct JudgementTests {
  private func finding(
    _ rule: String, _ verdict: Verdict, _ severity: Severity, node: String = "w1",
    missing: [MissingEvidence] = []
  ) -> Finding {
    Finding(
      .init(rule: rule, validation: "v", subject: .node(node), fingerprint: "00"), verdict,
      severity, message: "m", texts: RuleTexts(title: "T", why: "w", fix: Fix(text: "f")),
      grounds: .init(missing: missing))
  }

  private func judgement(_ findings: [Finding]) -> Judgement {
    Judgement(.init(tool: ToolInfo(version: "0.1.0")), findings: findings)
  }

  @Test("findings are sorted: failing first, worst first, then rule and subject by bytes")
  func order() {
    let sorted = [
      finding("p/b", .fail, .error), finding("p/a", .fail, .warning),
      finding("p/c", .fail, .warning, node: "w10"), finding("p/c", .fail, .warning, node: "w2"),
      finding("p/a", .unknown, .error),
    ]
    #expect(judgement(sorted.reversed()).findings == sorted)
    #expect(judgement(sorted).findings == sorted)
  }

  @Test("the collection list holds each step once, by kind and text")
  func collection() {
    let pods = CollectionStep(.kubectl, "kubectl get pods -A -o json")
    let url = CollectionStep(.targetField, "rancher.url")
    let file = CollectionStep(.nodeFile, "/etc/resolv.conf", node: "w1")
    func missing(_ steps: [CollectionStep?]) -> [MissingEvidence] {
      steps.map { MissingEvidence(.resources, "t", collect: $0) }
    }
    let result = judgement([
      finding("p/a", .unknown, .error, missing: missing([url, pods, nil])),
      finding("p/b", .unknown, .error, missing: missing([file, pods])),
    ])
    #expect(result.collection == [pods, file, url])
    // Steps that read the same are told apart by their nodes, then by their types.
    let same = [("a", "w1"), ("b", "w1"), ("a", "w2")].map {
      CollectionStep(.kubectl, "kubectl get x", type: $0.0, node: $0.1)
    }
    for steps in [same, same.reversed(), [same[1], same[2], same[0]]] {
      let result = judgement([finding("p/a", .unknown, .error, missing: missing(steps))])
      #expect(result.collection == same)
    }
  }

  @Test("subjects have stable names")
  func subjects() {
    func name(_ group: String, _ kind: String, _ namespace: String) -> String {
      Subject.resource(
        ResourceReference(
          group: group, version: "v1", kind: kind, plural: "x", namespace: namespace, name: "x")
      ).text
    }
    #expect(name("apps", "Deployment", "cattle-system") == "apps/Deployment/cattle-system/x")
    #expect(name("", "Namespace", "") == "Namespace/x")
    #expect(name("", "Pod", "default") == "Pod/default/x")
    #expect(Subject.cluster.text == "cluster" && Subject.node("w1").text == "node/w1")
  }

  @Test("the worst of verdicts is fail, then unknown, then pass")
  func worst() {
    #expect(Verdict.allCases.sorted() == [.notApplicable, .pass, .unknown, .fail])
  }

  @Test("a region's end is never before its start")
  func region() {
    let region = Region(byteOffset: 9, line: 3, column: 5, endLine: 3, endColumn: 2)
    #expect(region.endLine == 3 && region.endColumn == 5)
  }
}
