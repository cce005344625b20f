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
  private static let spyRules: Set<String> = ["spy/object", "spy/node", "spy/cluster"]

  @Test("of whole files, in any report")
  func reports() throws {
    let folder = try Self.folder()
    for packs in [
      PackRequest(folders: [Self.spy]), PackRequest(folders: [Self.spy], includesBuiltIn: false),
    ] {
      let shown = Self.reports(folder, packs)
      // A test that shows nothing proves nothing.
      #expect(shown.contains { $0.text.contains("cattle-cluster-agent") })
      expectNone(in: shown)
    }
  }

  @Test("of whole files, by any command")
  func commands() throws {
    let folder = try Self.folder()
    let url = Canary(id: "url-pw")
    let shown = try Self.calls(folder, url: url.text).map { call -> Output in
      let run = try CommandRun.importlint(call.arguments)
      let output = Output(
        name: call.arguments.joined(separator: " "), text: run.text + run.errors)
      // What was refused, or shows nothing, proves nothing.
      #expect(call.codes.contains(run.code), "\(output.name): \(run.lastLine)")
      for rule in call.rules { #expect(output.text.contains(rule), "\(output.name): \(rule)") }
      #expect(output.text.count > 40, "\(output.name)")
      return output
    }
    expectNone(in: shown)
    let asked = shown.filter { $0.name.contains("--rancher-url") }
    #expect(asked.count == 1)
    for output in asked { #expect(Canary.found(in: output.text, of: [url]) == []) }
  }

  /// A call of the command, the exit codes that it may have, and the rules that it must show.
  private struct Call {
    let arguments: [String]
    let codes: [Int32]
    var rules: Set<String> = []

    /// The spy rules fail.
    static func check(_ arguments: [String], shows rules: Set<String> = spyRules) -> Call {
      Call(arguments: ["check"] + arguments + ["--pack", spy], codes: [1], rules: rules)
    }

    /// A value that is hidden or unknown in part is code 3.
    static func eval(_ arguments: [String]) -> Call {
      Call(arguments: ["eval"] + arguments, codes: [0, 3])
    }
  }

  private static func calls(_ folder: TemporaryFolder, url: String) -> [Call] {
    let snapshot = "\(folder.path)/snapshot"
    let target = ["--target", "\(folder.path)/target.yaml"]
    var all = [
      Call(arguments: ["inspect", snapshot], codes: [0]),
      Call(arguments: ["inspect", snapshot, "--format", "json"], codes: [0]),
      Call(
        arguments: ["plan", snapshot] + target + ["--pack", spy], codes: [0], rules: spyRules),
      .check([snapshot, "--rancher", "2.12.2,2.13.1"]),
      .check(
        [snapshot, "--rancher", "2.13.1", "--rancher-url", "https://u:\(url)@rancher.example.com"]),
    ]
    for rule in spyRules.sorted() {
      all.append(.check([snapshot, "--trace", rule] + target, shows: [rule]))
    }
    for node in ["n1", "n2"] {
      all.append(.check([snapshot, "--trace", "node@\(node)"], shows: ["spy/node"]))
    }
    for type in ["secrets", "configmaps", "pods", "events", "nodes"] {
      all.append(.eval(["resource.List('v1', '\(type)', '').items", snapshot, "--trace"]))
    }
    all.append(.eval(["resource.List('apps/v1', 'deployments', '').items", snapshot]))
    for expression in ["nodes", "cluster", "target"] {
      all.append(.eval([expression, snapshot, "--trace"] + target))
    }
    for field in ["node", "node.files", "node.config", "node.environment"] {
      all.append(.eval([field, snapshot, "--node", "n1"]))
    }
    return all
  }

  @Test("of a snapshot's files that are truncated, each at its own place", arguments: 0..<6)
  func cut(part: Int) throws {
    let folder = try Self.folder(snapshot: { Self.prefix(of: $0, part: part) })
    let packs = PackRequest(folders: [Self.spy], includesBuiltIn: false)
    let run = try CommandRun.importlint(["inspect", "\(folder.path)/snapshot"])
    let shown =
      Self.reports(folder, packs) + [Output(name: "inspect", text: run.text + run.errors)]
    for rule in Self.spyRules {
      #expect(shown.contains { $0.text.contains(rule) }, "\(rule) shows what there is")
    }
    // Where a text is cut off after it, a token that is a whole user looks like a host, and a value
    // that stands before its name has none.
    expectNone(in: shown, but: ["cm-url-tokenonly", "pod-env-first"])
  }

  @Test("of a target's files that are truncated, each at its own place", arguments: 0..<6)
  func cutTarget(part: Int) throws {
    let packs = PackRequest(folders: [Self.spy], includesBuiltIn: false)
    for path in CanaryFile.target.map(\.path) {
      let folder = try Self.folder(target: {
        $0.path == path ? Self.prefix(of: $0.text, part: part) : $0.text
      })
      let shown = Self.reports(folder, packs)
      // A target that cannot be read ends the run; what it says names the file.
      #expect(
        shown.contains { $0.text.contains("spy/cluster") }
          || shown.contains { $0.text.contains("target.yaml:") }, "\(path)")
      expectNone(in: shown)
    }
  }

  /// The part of a text before one of six places in it.
  private static func prefix(of text: String, part: Int) -> String {
    String(decoding: Array(text.utf8).prefix(text.utf8.count * (2 * part + 1) / 12), as: UTF8.self)
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

  /// The files, each with a text that is made of its own.
  private static func folder(
    snapshot: (String) -> String = { $0 }, target: (CanaryFile) -> String = { $0.text }
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in CanaryFile.all {
      try folder.write(snapshot(file.text), to: "snapshot/\(file.path)")
    }
    for file in CanaryFile.target { try folder.write(target(file), to: file.path) }
    return folder
  }
}
