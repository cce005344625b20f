import Checkout
import Documents
import Engine
import Findings
import Foundation
import Rules
import Snapshots
import Testing

@testable import Reports

@Suite("export")
struct ExportTests {
  private func document(_ text: String) throws -> DocumentValue {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "export.yaml", text: text))
    #expect(reading.flaws.isEmpty)
    return DocumentValue(try #require(reading.documents.first), in: store)
  }

  private var needs: CollectionNeeds {
    PackRequest().load(into: DocumentStore()).collectionNeeds
  }

  @Test("a specification for Troubleshoot gathers what rules read, or names what it does not")
  func troubleshoot() throws {
    let run = try CommandRun.importlint(["export", "troubleshoot"])
    #expect(run.code == 0, "\(run.errors)")
    let spec = try document(run.text)
    #expect(spec["apiVersion"]?.string == "troubleshoot.sh/v1beta2")
    #expect(spec["kind"]?.string == "SupportBundle")
    #expect(spec["metadata"]?["name"]?.string == "importlint")
    let collectors = spec["spec"]?["collectors"]?.elements.flatMap { $0.entries.map(\.key) }
    #expect(collectors == ["clusterInfo", "clusterResources"])
    let named = Set(
      run.text.split(separator: "\n").filter { $0.hasPrefix("#   ") }.map {
        String($0.dropFirst(4))
      })
    let types = needs.sortedTypes
    #expect(types.count > 30)
    for type in types {
      let isCustom = type.group.contains(".") && !type.group.hasSuffix(".k8s.io")
      #expect(
        isCustom || type.isWildcard || TroubleshootSpec.types.contains(type.name)
          || named.contains(type.name), "\(type.name)")
    }
    #expect(named.contains("secrets"), "no collector leaves values of Secrets out")
  }

  @Test("the plugin for Sonobuoy gathers every type that rules read, and no value of a Secret")
  func sonobuoy() throws {
    let run = try CommandRun.importlint(["export", "sonobuoy", "--image", "example.com/tools:1"])
    #expect(run.code == 0, "\(run.errors)")
    let plugin = try document(run.text)
    #expect(plugin["sonobuoy-config"]?["driver"]?.string == "Job")
    #expect(plugin["sonobuoy-config"]?["plugin-name"]?.string == "importlint")
    #expect(plugin["spec"]?["image"]?.string == "example.com/tools:1")
    let command = plugin["spec"]?["command"]?.elements.compactMap(\.string) ?? []
    try #require(command.count == 3)
    let folder = try TemporaryFolder()
    try folder.write(command[2], to: "plugin.sh")
    try folder.write(
      """
      #!/bin/sh
      case "$*" in
      "get secrets -A -o go-template="*) printf 'apiVersion: v1\\nkind: List\\nitems: []\\n' ;;
      "get --raw /version") echo '{"gitVersion": "v1.33.1+rke2r1"}' ;;
      "api-resources --verbs=list -o name"*) echo constrained.constraints.gatekeeper.sh ;;
      "api-resources") echo 'NAME SHORTNAMES APIVERSION NAMESPACED KIND' ;;
      "get "*" -A -o yaml") echo "$2" >> '\(folder.path)/asked'
        printf 'apiVersion: v1\\nkind: List\\nitems: []\\n' ;;
      *) echo "error: $*" >&2; exit 1 ;;
      esac

      """, to: "bin/kubectl")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/bin/kubectl")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    // The script's own folder lies where containers have theirs.
    let script = command[2].replacing("/tmp/importlint", with: "\(folder.path)/importlint")
      .replacing("tar -C /tmp ", with: "tar -C '\(folder.path)' ")
    try folder.write(script, to: "plugin.sh")
    let shell = try CommandRun(
      file: "/bin/sh", ["plugin.sh"], folder: folder.path, input: nil,
      environment: [
        "PATH": "\(folder.path)/bin:\(path)", "SONOBUOY_RESULTS_DIR": folder.path,
      ])
    #expect(shell.code == 0, "\(shell.errors)")
    let done = try String(contentsOfFile: "\(folder.path)/done", encoding: .utf8)
    #expect(done == "\(folder.path)/importlint.tar.gz")
    let asked = Set(
      try String(contentsOfFile: "\(folder.path)/asked", encoding: .utf8).split(separator: "\n")
        .map(String.init))
    #expect(!asked.contains("secrets"))
    #expect(asked.contains("constrained.constraints.gatekeeper.sh"))
    for type in needs.sortedTypes where !type.isWildcard && type.name != "secrets" {
      #expect(asked.contains(type.name))
    }
    let judged = try EngineRun([done])
    let jobs = judged.judgement.evidence.first { $0.name == "batch/jobs" }
    #expect(jobs?.state == .complete, "an empty list is one that the manifest calls whole")
  }

  @Test("an image is Sonobuoy's")
  func image() throws {
    #expect(try CommandRun.importlint(["export", "troubleshoot", "--image", "x"]).code == 2)
    #expect(try CommandRun.importlint(["export", "velero"]).code == 2)
  }
}
