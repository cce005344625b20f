import Basics
import Checkout
import Documents
import Findings
import Foundation
import Snapshots
import Testing

@testable import RuleTesting
@testable import Rules

/// The commands that the built-in pack gives for the failing examples of its rules.
enum FixCommands {
  /// One finding's commands, in their order.
  struct Fix: Sendable {
    let rule: String
    let example: String
    let commands: [String]
  }

  static let folder = Checkout.path("rules/rancher-import")

  static let all: [Fix] = onLargeStack {
    let store = DocumentStore()
    let set = RuleSet.load(into: store, folders: [folder], withBuiltIn: false, toolVersion: "0.1.0")
    let judge = Judge(set)
    return judge.rules.flatMap { rule in
      rule.rule.trials.flatMap { fixes(rule, $0, judge) }
    }
  }

  private static func fixes(_ rule: CompiledRule, _ example: Example, _ judge: Judge) -> [Fix] {
    let reasons = ReasonTable()
    var description = ExampleSnapshot(store: judge.store, reasons: reasons)
    let snapshot = description.snapshot(example.snapshot)
    let target = Target.make(from: example.target?.value, store: judge.store, reasons: reasons)
    var options = Judge.Options()
    options.now = DocumentValue(snapshot.cluster, in: judge.store)["time"]?.string
    let outcome = judge.judge(
      [rule], snapshot, target: target.value, options: options,
      parameters: example.snapshot?["params"])
    return outcome.findings.filter { $0.verdict == .fail }.map {
      Fix(rule: rule.rule.id, example: example.name, commands: $0.fix.commands)
    }
  }

  /// What changes or removes something that does not come back by itself.
  static func isDestructive(_ command: String) -> Bool {
    let words = [
      "delete", "uninstall", "drain", "rm", "disable", "patch", "rotate", "upgrade", "up",
      "user-cluster.sh", "update",
    ]
    let commands = ["kubectl", "helm", "systemctl", "rke", "rke2", "k3s", "bash", "az", "rm"]
    let parts = command.split(separator: " ").map(String.init)
    guard let first = parts.first, commands.contains(first), !isDryRun(command) else {
      return false
    }
    return parts.contains { words.contains($0) }
  }

  static func isDryRun(_ command: String) -> Bool {
    command.split(separator: " ").contains { $0.hasPrefix("--dry-run") || $0 == "-dry-run" }
  }

  /// What only shows something, or downloads a file.
  static func isInspection(_ command: String) -> Bool {
    let readers = [
      "get", "describe", "status", "show", "list", "logs", "-dry-run", "x509", "--version", "cat",
      "api-resources", "check-expiration",
    ]
    return command.split(separator: " ").contains { readers.contains(String($0)) }
      || isDryRun(command)
  }
}

@Suite("The commands of fixes")
struct FixCommandTests {
  @Test("are there for many failing examples of many rules")
  func amount() {
    #expect(FixCommands.all.count > 250)
    #expect(Set(FixCommands.all.map(\.rule)).count > 80)
  }

  /// Rules whose fix is a decision of people, with nothing to type.
  private static let withoutCommands: Set<String> = [
    "invalid-cluster-name", "preview-distribution", "stale-import-manifest",
    "unsupported-distribution",
  ]

  @Test("are there wherever something can be typed")
  func presence() {
    for fix in FixCommands.all where !Self.withoutCommands.contains(fix.rule) {
      #expect(!fix.commands.isEmpty, "\(fix.rule): \(fix.example)")
    }
  }

  @Test("are right by the shell's syntax, each on one line")
  func syntax() throws {
    let commands = Set(FixCommands.all.flatMap(\.commands)).sorted()
    for command in commands {
      #expect(!command.contains { $0.isNewline }, "\(command)")
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/bash")
      shell.arguments = ["-n", "-c", command]
      shell.standardError = FileHandle.nullDevice
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0, "\(command)")
    }
  }

  @Test("leave no gap for a name that the snapshot has")
  func placeholders() {
    for fix in FixCommands.all {
      for command in fix.commands {
        #expect(!command.contains("NAME_OF"), "\(fix.rule): \(command)")
        #expect(!command.matches(of: /<[a-z -]+>/).contains { _ in true }, "\(command)")
      }
    }
  }

  @Test("say what they destroy, after something that shows it or a trial run of the same")
  func destruction() {
    for fix in FixCommands.all {
      for (i, command) in fix.commands.enumerated() where FixCommands.isDestructive(command) {
        #expect(command.contains("  # "), "\(fix.rule): not marked: \(command)")
        let before = fix.commands[..<i]
        #expect(before.contains(where: FixCommands.isInspection), "\(fix.rule): \(command)")
        // What can be tried must be tried first, word for word.
        let words = command.split(separator: " ")
        let isTryable =
          words.first == "helm" || words.first == "bash"
          || (words.first == "kubectl" && (words.contains("delete") || words.contains("patch")))
        guard isTryable, fix.rule != "unmanaged-system-upgrade-controller" else { continue }
        let end = command.firstRange(of: "  # ")?.lowerBound ?? command.endIndex
        let bare = command[..<end].split(separator: " ")
        let isTried = before.contains {
          FixCommands.isDryRun($0)
            && $0.split(separator: " ").filter { !$0.contains("-dry-run") } == bare
        }
        #expect(isTried, "\(fix.rule): no trial run before \(command)")
      }
    }
  }
}
