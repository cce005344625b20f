import Canaries
import Checkout
import Engine
import Findings
import Foundation
import Reports
import Testing

/// A snapshot and a target with a credential in every place that we know, judged by rules that
/// show all that there is: none stands in an output, whole or cut.
@Suite("no credential gets into an output")
struct CanaryOutputTests {
  private static let canaries = (CanaryFile.all + CanaryFile.target).flatMap(\.canaries)
  private static let spy = Checkout.fixture("spy-pack")

  @Test("of whole files, in any report")
  func reports() throws {
    let folder = try Self.folder { $0 }
    for packs in [
      PackRequest(folders: [Self.spy]), PackRequest(folders: [Self.spy], isWithBuiltIn: false),
    ] {
      let shown = Self.reports(folder, packs)
      // A test that shows nothing proves nothing.
      #expect(shown.contains { $0.text.contains("cattle-cluster-agent") })
      expectNone(in: shown)
    }
  }

  @Test("of whole files, by any command")
  func commands() throws {
    let folder = try Self.folder { $0 }
    let snapshot = "\(folder.path)/snapshot"
    let target = ["--target", "\(folder.path)/target.yaml"]
    let pack = ["--pack", Self.spy]
    var all: [[String]] = [
      ["inspect", snapshot], ["inspect", snapshot, "--format", "json"],
      ["plan", snapshot] + target + pack,
      ["check", snapshot, "--rancher", "2.12.2,2.13.1"] + pack,
      [
        "check", snapshot, "--rancher", "2.13.1", "--rancher-url",
        "https://u:\(Canary(id: "url-pw").text)@rancher.example.com",
      ] + pack,
    ]
    for rule in ["object", "node", "cluster"] {
      all.append(["check", snapshot, "--trace", "spy/\(rule)"] + target + pack)
    }
    for node in ["n1", "n2"] { all.append(["check", snapshot, "--trace", "node@\(node)"] + pack) }
    for type in ["secrets", "configmaps", "pods", "events", "nodes"] {
      all.append(["eval", "resource.List('v1', '\(type)', '').items", snapshot, "--trace"])
    }
    all.append(["eval", "resource.List('apps/v1', 'deployments', '').items", snapshot])
    for expression in ["nodes", "cluster", "target"] {
      all.append(["eval", expression, snapshot, "--trace"] + target)
    }
    for field in ["node", "node.files", "node.config", "node.environment"] {
      all.append(["eval", field, snapshot, "--node", "n1"])
    }
    let shown = try all.map { arguments -> Output in
      let run = try CommandRun.importlint(arguments)
      return Output(name: arguments.joined(separator: " "), text: run.text + run.errors)
    }
    #expect(shown.allSatisfy { $0.text.count > 40 })
    expectNone(in: shown)
    #expect(Canary.found(in: shown[4].text, of: [Canary(id: "url-pw")]) == [])
  }

  @Test("of files that break off, each at its own place", arguments: 0..<6)
  func cut(part: Int) throws {
    let folder = try Self.folder { text in
      String(
        decoding: Array(text.utf8).prefix(text.utf8.count * (2 * part + 1) / 12), as: UTF8.self)
    }
    let packs = PackRequest(folders: [Self.spy], isWithBuiltIn: false)
    let run = try CommandRun.importlint(["inspect", "\(folder.path)/snapshot"])
    let shown =
      Self.reports(folder, packs) + [Output(name: "inspect", text: run.text + run.errors)]
    // Where a text breaks off behind it, a token that is a whole user looks like a host, and a
    // value that stands before its name has none.
    expectNone(in: shown, but: ["cm-url-tokenonly", "pod-env-first"])
  }

  // MARK: Outputs

  private struct Output {
    let name: String
    let text: String
  }

  private func expectNone(
    in outputs: [Output], but exceptions: Set<String> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let canaries = Self.canaries.filter { !exceptions.contains($0.id) }
    var leaks: Set<String> = []
    for output in outputs where !Canary.found(in: output.text, of: canaries).isEmpty {
      for line in output.text.split(separator: "\n") {
        for id in Canary.found(in: String(line), of: canaries) {
          leaks.insert("\(id): \(output.name): \(line.prefix(300))")
        }
      }
    }
    #expect(
      leaks.isEmpty, "\(leaks.sorted().prefix(40).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }

  /// All reports of a check, in every profile, and the plan.
  private static func reports(_ folder: TemporaryFolder, _ packs: PackRequest) -> [Output] {
    var request = CheckRequest(
      inputs: ["\(folder.path)/snapshot"],
      target: TargetRequest(file: "\(folder.path)/target.yaml"), packs: packs)
    request.listsPasses = true
    let (judgement, order) = Check(request).plan()
    var outputs: [Output] = []
    for format in ReportFormat.allCases {
      for profile in format.profiles {
        let bytes = format.render(judgement, profile: profile)
        outputs.append(
          Output(name: "\(format):\(profile)", text: String(decoding: bytes, as: UTF8.self)))
      }
    }
    let plan = RunbookReport(Runbook(judgement, order: order), rerun: "").render()
    outputs.append(Output(name: "plan", text: String(decoding: plan, as: UTF8.self)))
    outputs.append(Output(name: "reason", text: judgement.conclusion.sentence))
    return outputs
  }

  private static func folder(_ change: (String) -> String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in CanaryFile.all { try folder.write(change(file.text), to: "snapshot/\(file.path)") }
    for file in CanaryFile.target { try folder.write(change(file.text), to: file.path) }
    return folder
  }
}
