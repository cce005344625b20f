import Checkout
import Documents
import Engine
import Findings
import Foundation
import JSONSchemas
import Snapshots
import Testing

@testable import Reports

@Suite("missing")
struct MissingTests {
  /// A copy of the ready cluster and its target, to take something away from.
  private func copy() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Checkout.fixture("ready-cluster"), toPath: "\(folder.path)/snapshot")
    try FileManager.default.copyItem(
      atPath: Checkout.fixture("ready-target.yaml"), toPath: "\(folder.path)/target.yaml")
    return folder
  }

  private func missing(_ folder: TemporaryFolder) throws -> MissingSteps {
    let run = try EngineRun(["\(folder.path)/snapshot"], target: "\(folder.path)/target.yaml")
    return MissingSteps(run.judgement)
  }

  /// Every file that a step fills, from the top of a snapshot.
  private func places(_ step: MissingSteps.Step) -> [String] {
    let nodes = step.nodes.isEmpty ? [""] : step.nodes
    if !step.types.isEmpty { return step.types.map { "resources/\($0).yaml" } }
    return nodes.map { node in
      let place = step.step.place ?? ""
      return (place.hasPrefix("each below") ? "nodes/<NODE>\(step.step.action)" : place)
        .replacing("<NODE>", with: node)
    }
  }

  @Test(
    "a file that is taken away is what is missing, and all that is missing",
    arguments: [
      "version.json", "probes/pod/rancher.json", "nodes/rdy-wk-1/kubelet-configz.json",
      "nodes/rdy-cp-1/etc/rancher/rke2/config.yaml", "nodes/rdy-wk-2/etc/resolv.conf",
      "nodes/rdy-wk-1/commands/systemctl-list-units.txt", "resources/secrets.yaml",
      "resources/limitranges.yaml", "resources/storageclasses.storage.k8s.io.yaml",
      "resources/globalnetworkpolicies.crd.projectcalico.org.yaml",
      "resources/daemonsets.apps.yaml",
    ])
  func lost(file: String) throws {
    let folder = try copy()
    try FileManager.default.removeItem(atPath: "\(folder.path)/snapshot/\(file)")
    let found = try missing(folder)
    #expect(found.steps.flatMap(places) == [file])
    #expect(found.steps.allSatisfy { $0.helps.isEmpty }, "the step decides alone")
    #expect(found.undecidable.isEmpty)
  }

  @Test(
    "a field that the target does not declare is what is missing, and its example declares it",
    arguments: [
      ("proxy: {}\n", "proxy"), ("  url: https://rancher.example.com\n", "rancher.url"),
      ("  highAvailability: true\n", "intent.highAvailability"),
      ("  agentTLSMode: system-store\n", "rancher.agentTLSMode"),
    ])
  func undeclared(line: String, field: String) throws {
    let folder = try copy()
    let text = try String(contentsOfFile: "\(folder.path)/target.yaml", encoding: .utf8)
    try #require(text.contains(line))
    let rest = text.replacing(line, with: "")
    try folder.write(rest, to: "target.yaml")
    let found = try missing(folder)
    #expect(found.steps.map(\.step.action).contains(field))
    let example = try #require(found.steps.first { $0.step.action == field }?.step.example)
    // A map that is there already takes the field into itself.
    let parts = field.split(separator: ".")
    let declared =
      parts.count == 1
      ? rest + example + "\n"
      : rest.replacing(
        "\(parts[0]):\n",
        with: "\(parts[0]):\n  "
          + example.dropFirst("\(parts[0]): {".count).dropLast() + "\n")
    try folder.write(declared, to: "target.yaml")
    let after = try missing(folder)
    #expect(!after.steps.map(\.step.action).contains(field), "\(declared)")
  }

  @Test("a list that nothing shows to be whole asks for a word of the manifest, not for itself")
  func unproven() throws {
    let folder = try copy()
    let manifest = "\(folder.path)/snapshot/importlint-snapshot.yaml"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    try folder.write(
      text.replacing("lists: whole\n", with: ""), to: "snapshot/importlint-snapshot.yaml")
    let found = try missing(folder)
    #expect(found.steps.map(\.step.example) == ["lists: whole"])
    #expect(found.steps.first?.types.contains("limitranges") == true)
  }

  // MARK: The command

  @Test("exit code is 0 where nothing is missing, and 3 otherwise")
  func codes() throws {
    let ready = try CommandRun.importlint(["missing"] + Checkout.readyCluster)
    #expect(ready.code == 0)
    #expect(ready.text.hasPrefix("NOTHING IS MISSING"))
    #expect(ready.lastLine == "nothing is missing")
    let run = try CommandRun.importlint(["missing", "Tests/Fixtures/ready-cluster"])
    #expect(run.code == 3)
    #expect(run.text.contains("\n      proxy: {}\n"))
    #expect(run.text.contains("--target-template"))
    let json = try CommandRun.importlint(
      ["missing", "Tests/Fixtures/ready-cluster", "--format", "json"])
    #expect(json.code == 3)
    let schema = try JSONSchema(
      contentsOf: URL(
        filePath: "\(Checkout.root)/docs/schemas/importlint-missing-1.schema.json"))
    #expect(schema.errors(in: try JSONSerialization.jsonObject(with: json.output)) == [])
    let all = try CommandRun.importlint(
      ["missing", "Tests/Fixtures/ready-cluster", "--rancher", "all"])
    #expect(all.code == 2)
    let both = try CommandRun.importlint(
      ["missing", "Tests/Fixtures/ready-cluster", "--script", "--format", "json"])
    #expect(both.code == 2)
  }

  // MARK: The script

  /// What kubectl would say, as a script that answers from a snapshot.
  private static func kubectl(answeringFrom snapshot: String) -> String {
    """
    #!/bin/sh
    case "$1 $2" in
    "version -o") cat '\(snapshot)/version.json' ;;
    "get --raw")
      node=${3#/api/v1/nodes/}
      cat "\(snapshot)/nodes/${node%/proxy/configz}/kubelet-configz.json" ;;
    "get secrets")
      case "$5" in go-template=*) cat '\(snapshot)/resources/secrets.yaml' ;;
      *) echo "values of Secrets were asked for" >&2; exit 1 ;; esac ;;
    get*) cat "\(snapshot)/resources/$2.yaml" ;;
    *) echo "error: unknown command $*" >&2; exit 1 ;;
    esac

    """
  }

  @Test("what the script writes, beside the snapshot, leaves nothing of it missing")
  func script() throws {
    let folder = try copy()
    let lost = [
      "version.json", "resources/secrets.yaml", "resources/limitranges.yaml",
      "resources/jobs.batch.yaml", "nodes/rdy-wk-1/kubelet-configz.json",
      "nodes/rdy-cp-3/kubelet-configz.json",
    ]
    for file in lost {
      try FileManager.default.removeItem(atPath: "\(folder.path)/snapshot/\(file)")
    }
    let run = try CommandRun.importlint([
      "missing", "\(folder.path)/snapshot", "--target", "\(folder.path)/target.yaml", "--script",
    ])
    #expect(run.code == 0, "\(run.errors)")
    try folder.write(run.text, to: "missing.sh")
    try folder.write(
      Self.kubectl(answeringFrom: Checkout.fixture("ready-cluster")), to: "bin/kubectl")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/bin/kubectl")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let shell = try CommandRun(
      file: "/bin/sh", ["missing.sh", "more"], folder: folder.path, input: nil,
      environment: ["PATH": "\(folder.path)/bin:\(path)"])
    #expect(shell.code == 0, "\(shell.errors)")
    #expect(!shell.errors.contains("failed"), "\(shell.errors)")
    // What kubectl says here is as old as the snapshot.
    let manifest = "\(folder.path)/more/importlint-snapshot.yaml"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    try #require(lines.map { $0.prefix { $0 != " " } } == ["schema:", "time:", "lists:"])
    try folder.write(
      text.replacing(lines[1], with: "time: 2025-06-02T06:00:00Z"),
      to: "more/importlint-snapshot.yaml")
    let after = try EngineRun(
      ["\(folder.path)/snapshot", "\(folder.path)/more"], target: "\(folder.path)/target.yaml")
    #expect(MissingSteps(after.judgement).isEmpty)
    // A folder that is there is nobody's to write over.
    let again = try CommandRun(
      file: "/bin/sh", ["missing.sh", "more"], folder: folder.path, input: nil,
      environment: ["PATH": "\(folder.path)/bin:\(path)"])
    #expect(again.code == 2)
  }

  @Test("the script carries what runs on nodes, and writes its manifest without SSH, too")
  func nodes() throws {
    let folder = try copy()
    try FileManager.default.removeItem(atPath: "\(folder.path)/snapshot/nodes/rdy-wk-1")
    let run = try CommandRun.importlint([
      "missing", "\(folder.path)/snapshot", "--target", "\(folder.path)/target.yaml", "--script",
    ])
    try folder.write(run.text, to: "missing.sh")
    try folder.write("#!/bin/sh\nnode=$1\nshift\nexec \"$@\"\n", to: "bin/ssh")
    try folder.write("#!/bin/sh\nexit 1\n", to: "bin/kubectl")
    for name in ["ssh", "kubectl"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/bin/\(name)")
    }
    let path = "\(folder.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    for ssh in ["", "ssh"] {
      let shell = try CommandRun(
        file: "/bin/sh", ["missing.sh", "more-\(ssh)"], folder: folder.path, input: nil,
        environment: ["PATH": path, "SSH": ssh])
      let more = "\(folder.path)/more-\(ssh)"
      #expect(FileManager.default.fileExists(atPath: more + "/importlint-snapshot.yaml"))
      #expect(
        FileManager.default.fileExists(atPath: more + "/nodes/rdy-wk-1/importlint-node.yaml")
          == !ssh.isEmpty, "\(shell.errors)")
    }
  }

  private static let shellcheck = ["/usr/bin/shellcheck", "/usr/local/bin/shellcheck"]
    .first(where: FileManager.default.isExecutableFile)

  @Test(
    "the script is clean to shellcheck",
    .enabled(if: shellcheck != nil, "shellcheck is not installed"))
  func clean() throws {
    for snapshot in ["demo/snapshot/resources", "demo/snapshot"] {
      let run = try CommandRun.importlint(["missing", snapshot, "--script"])
      #expect(run.code == 0)
      let check = try CommandRun(
        file: try #require(Self.shellcheck), ["-s", "sh", "-"], folder: Checkout.root,
        input: run.text, environment: [:])
      #expect(check.code == 0, "\(check.text)")
    }
  }
}

@Suite("the target template")
struct TargetTemplateTests {
  private func leaves(
    _ fields: [String: Any], at path: String = ""
  ) -> [String] {
    let properties = fields["properties"] as? [String: Any] ?? [:]
    return properties.keys.sorted().flatMap { name -> [String] in
      let own = path.isEmpty ? name : "\(path).\(name)"
      guard let field = properties[name] as? [String: Any] else { return [] }
      return [own] + leaves(field, at: own)
    }
  }

  private func names(_ value: DocumentValue, at path: String = "") -> [String] {
    value.entries.flatMap { name, inner in
      let own = path.isEmpty ? name : "\(path).\(name)"
      return [own] + names(inner, at: own)
    }
  }

  @Test("keeps what a target and the command line declare")
  func kept() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      schema: 1
      rancher:
        version: "2.12.2"
        systemDefaultRegistry: ""
      cluster: {name: prod}
      proxy: {}
      intent: {airGapped: true}
      """, to: "target.yaml")
    let snapshot = "Tests/Fixtures/ready-cluster"
    let filled = try CommandRun.importlint([
      "missing", snapshot, "--target", "\(folder.path)/target.yaml", "--target-template",
    ])
    #expect(filled.code == 0)
    try folder.write(filled.text, to: "filled.yaml")
    let before = try EngineRun([snapshot], target: "\(folder.path)/target.yaml")
    let after = try EngineRun([snapshot], target: "\(folder.path)/filled.yaml")
    #expect(after.judgement.problems.map(\.message) == before.judgement.problems.map(\.message))
    #expect(after.judgement.findings.map(\.message) == before.judgement.findings.map(\.message))
    #expect(filled.text.contains("\n  airGapped: true\n"))
    #expect(filled.text.contains("\nproxy: {}\n"))
    let overridden = try CommandRun.importlint([
      "missing", snapshot, "--target", "\(folder.path)/target.yaml", "--rancher", "2.13.1",
      "--rancher-url", "https://admin:hunter2@rancher.example.com", "--target-template",
    ])
    #expect(overridden.text.contains("version: \"2.13.1\""))
    #expect(!overridden.text.contains("hunter2"))
    #expect(overridden.text.contains("# What was given may hold a credential"))
  }

  @Test("is a valid target that declares nothing, and has every field of the schema")
  func whole() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint([
      "missing", "Tests/Fixtures/ready-cluster", "--target-template",
    ])
    #expect(run.code == 0)
    try folder.write(run.text, to: "target.yaml")
    let bare = run.text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
      .map { $0.prefix { $0 != "#" } }.joined(separator: "\n")
    try folder.write(bare, to: "bare.yaml")
    let none = try EngineRun(["Tests/Fixtures/ready-cluster"])
    for name in ["target.yaml", "bare.yaml"] {
      let filled = try EngineRun(
        ["Tests/Fixtures/ready-cluster"], target: "\(folder.path)/\(name)")
      #expect(filled.judgement.problems.map(\.message) == none.judgement.problems.map(\.message))
      #expect(filled.judgement.findings == none.judgement.findings, "\(name)")
    }
    let store = DocumentStore()
    let document = try #require(
      store.read(SourceText(path: "target.yaml", text: bare)).documents.first)
    let schema = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(filePath: "\(Checkout.root)/docs/schemas/target-1.schema.json")))
    let wanted = leaves(try #require(schema as? [String: Any]))
    #expect(wanted.count > 30)
    #expect(names(DocumentValue(document, in: store)).sorted() == wanted.sorted())
  }
}
