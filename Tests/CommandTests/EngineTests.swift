import Checkout
import Engine
import Findings
import Rules
import Testing

@Suite("the engine, without the command")
struct EngineTests {
  private func request(_ snapshot: String = "demo/snapshot") -> CheckRequest {
    CheckRequest(
      inputs: ["\(Checkout.root)/\(snapshot)"],
      target: TargetRequest(file: "\(Checkout.root)/demo/target.yaml"))
  }

  @Test("judges, and tells what it is doing")
  func judgement() {
    var stages: [String] = []
    let judgement = Check(request()) { stages.append($0) }.judgement()
    #expect(judgement.readiness == .notReady)
    #expect(judgement.exitCode == 1)
    #expect(stages == ["reading rules", "reading the snapshot", "judging"])
  }

  @Test("judges for several versions, and each as if it were the only one")
  func matrix() throws {
    var request = request()
    request.target.versions = try RequestedVersions(parsing: "2.13.1, 2.9.3")
    #expect(request.isMatrix)
    let matrix = Check(request).matrix()
    #expect(matrix.rows.map(\.version) == ["2.9.3", "2.13.1"])
    request.target.versions = .one("2.9.3")
    #expect(Check(request).judgement() == matrix.rows[0].judgement)
  }

  @Test("has the order of a plan and the way to a verdict")
  func planAndTraces() throws {
    var request = request()
    let plan = Check(request).plan()
    #expect(plan.judgement.exitCode == 1)
    #expect(!Runbook(plan.judgement, order: plan.order).steps.isEmpty)
    request.selected = ["loopback-resolver"]
    let (judgement, traces) = Check(request).traces(of: "shop-agt-2")
    #expect(judgement.rules.count == 1)
    #expect(traces.map(\.rule) == ["rancher-import/loopback-resolver"])
    #expect(traces[0].traces.map(\.verdict) == [.fail])
  }

  @Test("evaluates an expression, or says what is in its way")
  func evaluation() throws {
    let query = ExpressionQuery(text: "nodes.size()")
    let answer = try EvaluatedExpression(query, request()).answer
    guard case .value(let text, let missing) = answer else {
      Issue.record("it has no value")
      return
    }
    #expect(text == "4")
    #expect(missing.isEmpty)
    #expect(throws: Obstacle.self) { try EvaluatedExpression(query, request("demo/snapshto")) }
  }

  @Test("what cannot be read is a fatal problem of the judgement")
  func obstacle() {
    let judgement = Check(request("demo/snapshto")).judgement()
    #expect(judgement.exitCode == 2)
    #expect(judgement.problems.first?.code == "unreadable-input")
    #expect(judgement.findings.isEmpty)
  }

  @Test(
    "versions that are asked for",
    arguments: [
      ("2.13.1", .one("2.13.1")), (" v2.13.1 ", .one("v2.13.1")), ("all", .all),
      ("2.13.1, 2.12.0", .listed(["2.13.1", "2.12.0"])), ("2.13", .one("2.13")),
      ("2.13.0-rc1", .one("2.13.0-rc1")),
    ] as [(String, RequestedVersions)])
  func versions(text: String, versions: RequestedVersions) throws {
    #expect(try RequestedVersions(parsing: text) == versions)
  }
}
