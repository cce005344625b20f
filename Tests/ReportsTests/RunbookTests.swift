import Findings
import Foundation
import Reports
import Testing

@Suite("a plan")
struct RunbookTests {
  static let order = RunbookOrder(
    phases: [
      .init(
        title: "Let the API server take changes", why: "Webhooks refuse them.",
        rules: ["dead-rancher-webhook"]),
      .init(title: "Prepare the nodes", why: "Pods need <names>.", areas: ["nodes"]),
      .init(title: "After the import", why: "It may wait.", isAfterImport: true),
    ], needs: ["loopback-resolver": ["dead-rancher-webhook", "odd-name"]])

  private func finding(
    _ rule: String, _ severity: Severity = .error, node: String = "w1", commands: [String] = []
  ) -> Finding {
    Finding(
      .init(rule: "p/\(rule)", validation: "v", subject: .node(node), fingerprint: rule + node),
      .fail, severity, message: "m",
      texts: RuleTexts(
        title: "Title of \(rule)", why: "w", fix: Fix(text: "f", commands: commands)))
  }

  private func runbook(_ findings: [Finding], _ order: RunbookOrder) -> Runbook {
    let rules = Set(findings.map(\.rule)).map { id in
      RuleResult(
        .init(id: id, pack: "p", area: "nodes"), of: .node, .error,
        texts: RuleTexts(title: "T", why: "w", fix: Fix(text: "f")),
        outcome: .init(VerdictCounts(fail: 1)))
    }
    return Runbook(
      Judgement(.init(tool: ToolInfo(version: "0.1.0")), findings: findings, rules: rules),
      order: order)
  }

  @Test("all of a result as Markdown")
  func golden() throws {
    for (name, judgement) in [("everything", Sample.judgement), ("ready", Sample.ready)] {
      let report = RunbookReport(
        Runbook(judgement, order: Self.order), rerun: "importlint check snapshot --rancher 2.13.1")
      try expectGolden(report.render(), "\(name).plan.md")
    }
  }

  @Test("sections come in order, the worst first in each, and notes last")
  func sections() {
    let book = runbook(
      [
        finding("b", .warning), finding("c", .note), finding("a", .warning), finding("z"),
        finding("dead-rancher-webhook"),
      ], Self.order)
    #expect(book.sections.map(\.phase.title) == Self.order.phases.map(\.title))
    #expect(book.steps.map(\.number) == ["1.1", "2.1", "2.2", "2.3", "3.1"])
    #expect(book.steps.map(\.rule) == ["p/dead-rancher-webhook", "p/z", "p/a", "p/b", "p/c"])
    #expect(book.steps.map(\.blocks) == [true, true, false, false, false])
  }

  @Test("what a fix needs comes before it, whatever its severity, and is named")
  func needs() {
    let book = runbook(
      [
        finding("loopback-resolver"), finding("odd-name", .warning),
        finding("dead-rancher-webhook"),
      ], Self.order)
    #expect(
      book.steps.map(\.rule) == ["p/dead-rancher-webhook", "p/odd-name", "p/loopback-resolver"])
    #expect(book.steps.last?.after == ["1.1", "2.1"])
  }

  @Test("needs that go round in a cycle still give every step once")
  func circle() {
    let order = RunbookOrder(
      phases: [.init(title: "All", why: "")], needs: ["a": ["b"], "b": ["a"], "c": ["c"]])
    let book = runbook([finding("b"), finding("a"), finding("c")], order)
    #expect(book.steps.map(\.rule).sorted() == ["p/a", "p/b", "p/c"])
  }

  @Test("several findings of one rule look first, then try, then delete")
  func commands() {
    let book = runbook(
      ["w1", "w2"].map { node in
        finding(
          "r", node: node,
          commands: [
            "kubectl get node \(node)", "kubectl get nodes",
            "kubectl delete node \(node)  # deletes it",
          ])
      }, Self.order)
    #expect(
      book.steps[0].commands.map(\.text) == [
        "kubectl get node w1", "kubectl get nodes", "kubectl get node w2",
        "kubectl delete node w1 --dry-run=server", "kubectl delete node w2 --dry-run=server",
        "kubectl delete node w1  # deletes it", "kubectl delete node w2  # deletes it",
      ])
  }

  @Test("a dry run that a rule gives is not given twice, wherever its option stands")
  func dryRuns() {
    let book = runbook(
      [
        finding(
          "r",
          commands: [
            "kubectl delete ns a --dry-run=server --wait=false",
            "kubectl delete ns a --wait=false",
          ])
      ], Self.order)
    #expect(book.steps[0].commands.map(\.effect) == [.dryRun, .deletes])
  }

  @Test("an order that a fix has of its own is kept")
  func ownOrder() {
    let book = runbook(
      [finding("r", commands: ["systemctl restart rke2-server", "kubectl get nodes"])], Self.order)
    #expect(book.steps[0].commands.map(\.effect) == [.changes, .looks])
  }

  @Test(
    "what a command does is told by its words",
    arguments: [
      ("kubectl get pods -n delete", .looks), ("kubectl -n a delete pod b", .deletes),
      ("kubectl delete pod b --dry-run=server", .dryRun),
      ("kubectl drain w1 --ignore-daemonsets", .deletes), ("kubectl uncordon w1", .changes),
      ("kubectl rollout status deployment/a", .looks),
      ("kubectl rollout restart deployment/a", .changes),
      (#"kubectl patch ns a --type=merge -p '{"metadata":{"finalizers":null}}'"#, .deletes),
      ("kubectl create ns a --dry-run=client -o yaml | kubectl apply -f -", .changes),
      ("kubectl label ns a x-  # deletes the label", .deletes),
      ("kubectl get ns a -o yaml > a.yaml  # keeps a copy", .looks),
      ("helm -n a uninstall b", .deletes), ("helm -n a uninstall b --dry-run", .dryRun),
      ("helm upgrade a b", .changes), ("helm list -A", .looks),
      ("ssh -t w1 sudo rm -rf /x", .deletes), ("sudo systemctl disable --now dnsmasq", .changes),
      ("systemctl status dnsmasq", .looks), ("sed -i s/a/b/ f", .changes), ("sed -n 1p f", .looks),
      ("bash user-cluster.sh rancher/rancher-agent:v2.9.3 -dry-run", .dryRun),
      ("bash user-cluster.sh rancher/rancher-agent:v2.9.3", .deletes),
      ("/usr/local/bin/rke2-uninstall.sh", .deletes), ("echo 'kubectl delete ns a'", .looks),
      ("A=b kubectl delete ns a", .deletes), ("", .looks), ("'", .looks),
    ] as [(String, ShellCommand.Effect)])
  func effects(command: String, effect: ShellCommand.Effect) {
    #expect(ShellCommand(command).effect == effect)
  }
}
