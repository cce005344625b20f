import Foundation
import Testing

@Suite("arguments and exit codes")
struct ArgumentTests {
  /// Arguments, and what the last line on standard error must say.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let reason: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let known = [
    Mistake(arguments: [], reason: "could not start: no command is given"),
    Mistake(
      arguments: ["chekc"],
      reason: "could not read the arguments: there is no command \"chekc\"; "
        + "did you mean \"check\"?"),
    Mistake(
      arguments: ["check"],
      reason: "could not read the arguments: Missing expected argument '<input> ...'"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--fail-on", "eror"],
      reason: "could not read the arguments: The value 'eror' is invalid for '--fail-on <level>'"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--targett", "x"],
      reason: "could not read the arguments: Unknown option '--targett'. Did you mean '--target'?"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--format", "jsno"],
      reason: "; did you mean \"json\"?"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--format", "sarif:githb"],
      reason: "format sarif has no profile 'githb': use standard, full, github"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--format", "json", "--format", "sarif"],
      reason: "two reports would go to standard output"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--format", "json=a", "--format", "sarif=a"],
      reason: "two reports would go to a"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--now", "yesterday"],
      reason: "The value 'yesterday' is invalid for '--now <time>': it is not an RFC 3339 time, "
        + "such as 2025-06-01T12:00:00Z"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--select", ","],
      reason: "could not read the arguments: The value ',' is invalid for '--select <ids>': "
        + "it names nothing"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--jobs", "0"],
      reason: "'--jobs <n>': it must be a number between 1 and 256"),
    Mistake(
      arguments: ["check", "demo/snapshto"],
      reason: "could not judge: demo/snapshto: cannot be opened"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--target", "demo/targt.yaml"],
      reason: "could not judge: demo/targt.yaml: the target file"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--select", "loopback-resolvr"],
      reason: "could not judge: --select names no rule: \"loopback-resolvr\"; "
        + "did you mean \"loopback-resolver\"?"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--ignore", "active-dnsmask"],
      reason: "did you mean \"active-dnsmasq\"?"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--no-builtin"], reason: "could not judge: no rule is"),
    Mistake(
      arguments: ["check", "demo/snapshot", "--pack", "demo"],
      reason: "could not judge: demo is not a rule pack: it has no pack.yaml"),
    Mistake(
      arguments: ["explain", "loopback-resolvr"],
      reason:
        "could not explain the rule: no rule, definition or function is named "
        + "\"loopback-resolvr\"; "
        + "did you mean \"loopback-resolver\"?"),
    Mistake(
      arguments: ["test", "demo"], reason: "could not test the pack: demo is not a rule pack"),
    Mistake(arguments: ["inspect", "demo/snapshto"], reason: "could not inspect: demo/snapshto"),
  ]

  /// Options without a value, or with an empty part, that could pass for not being given.
  static let blanks =
    [
      ["--rancher", "2.13.1,"], ["--rancher", ",2.13.1"], ["--rancher", "2.13.1,,2.12.0"],
      ["--rancher", ""], ["--rancher", " "], ["--rancher", "2.13.1 2.12.0"],
      ["--rancher", "2.013.1"], ["--rancher", "2.13.1-"], ["--rancher", "2.13.1-rc..1"],
      ["--rancher", "all,"], ["--rancher", "latest"],
      ["--rancher-url", ""], ["--target", ""], ["--target", " "], ["--pack", ""], ["--data", ""],
      ["--select", ""], ["--select", "loopback-resolver,"], ["--ignore", ""],
      ["--ignore", "active-dnsmasq,,loopback-resolver"], ["--now", ""], ["--max-age", ""],
      ["--max-age", "30"], ["--jobs", ""],
      ["--jobs", "257"], ["--jobs", "two"], ["--fail-on", ""], ["--unknown", ""],
      ["--assume", ""], ["--show", ""], ["--format", ""], ["--format", "=out.json"],
      ["--format", "json:"], ["--format", "json="], ["--trace", ""], ["--trace", "@w1"],
      ["--trace", "loopback-resolver@"], [""],
      ["--rancher", "2.9.3", "--rancher", "2.13.1"], ["--fail-on", "error", "--fail-on=warning"],
    ].map { ["check", "demo/snapshot"] + $0 }
    + [["--node", ""], ["--object", ""], ["--now", "noon"], ["--rancher", "2.13.1,"]]
    .map { ["eval", "1", "demo/snapshot"] + $0 }
    + [
      ["--mutants", ""], ["--mutants", "operators,"], ["--select", ","], ["--survivors", "101"],
    ]
    .map { ["test", "rancher-import", "--mutate"] + $0 }

  @Test("what is empty, or has an empty part, is not a value", arguments: ArgumentTests.blanks)
  func blank(_ arguments: [String]) throws {
    let run = try CommandRun.importlint(arguments)
    #expect(run.code == 2, "\(run.lastLine)")
    #expect(run.output.isEmpty)
    #expect(run.lastLine.hasPrefix("could not read the arguments: "), "\(run.errors)")
  }

  @Test(
    "a mistake ends with exit code 2, and the reason is the last line",
    arguments: ArgumentTests.known)
  func mistake(_ mistake: Mistake) throws {
    let run = try CommandRun.importlint(mistake.arguments)
    #expect(run.code == 2)
    #expect(run.lastLine.contains(mistake.reason), "\(run.errors)")
  }

  @Test("an option is given twice where it takes several values, and only there")
  func repeated() throws {
    let help = try CommandRun.importlint(["--experimental-dump-help"])
    let all = try JSONDecoder().decode(CommandTree.self, from: Data(help.output))
    var counts = (several: 0, one: 0)
    for option in all.command.options {
      // The last one lets no command begin.
      let arguments = option.command + [option.name, "x", option.name, "y", "--no-such-option"]
      let isRefused =
        try CommandRun.importlint(arguments).lastLine
        == "could not read the arguments: \(option.name) is given twice"
      #expect(isRefused != option.isRepeating, "\(arguments)")
      if option.isRepeating { counts.several += 1 } else { counts.one += 1 }
    }
    #expect(counts.several > 10 && counts.one > 10)
  }

  @Test("a misspelt input is answered with the name that was meant")
  func suggestion() throws {
    let run = try CommandRun.importlint(["check", "demo/snapshto"])
    #expect((run.text + run.errors).contains("did you mean demo/snapshot?"))
  }

  @Test("help and version are output, and end well")
  func help() throws {
    let version = try CommandRun.importlint(["--version"])
    #expect(version.code == 0)
    #expect(version.text.hasPrefix("importlint 0."))
    #expect(version.text.contains("data of 20"))
    #expect(version.errors.isEmpty)
    for arguments in [["--help"], ["help", "check"], ["check", "--help"], ["rules", "-h"]] {
      let run = try CommandRun.importlint(arguments)
      #expect(run.code == 0)
      #expect(run.text.contains("USAGE: importlint"))
      #expect(run.errors.isEmpty)
    }
  }

  @Test("an empty folder is nothing to judge")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(["check", folder.path])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("the folder holds no file to read"))
  }

  /// What decides, with the exit code: the precedence is 2, 1, 3, 0.
  @Test(
    "what decides the exit code",
    arguments: [
      (["--select", "active-dnsmasq"], 0),
      (["--select", "active-dnsmasq", "--fail-on", "warning"], 1),
      (["--select", "loopback-resolver"], 1),
      (["--select", "loopback-resolver", "--unknown", "ignore"], 1),
      (["--select", "missing-cluster-admin"], 0),
      (["--select", "missing-cluster-admin", "--assume", "partial"], 0),
    ] as [([String], Int32)])
  func decision(_ options: [String], _ code: Int32) throws {
    let run = try CommandRun.importlint(
      ["check", "demo/snapshot", "--target", "demo/target.yaml"] + options)
    #expect(run.code == code, "\(run.lastLine)")
    #expect(run.lastLine.hasSuffix(", of the selected rules"))
  }

  @Test("an unknown that decides is inconclusive, and --unknown changes that")
  func unknown() throws {
    // Without a target nobody knows which Rancher is meant.
    let arguments = ["check", "demo/snapshot", "--select", "unsupported-kubernetes-version"]
    #expect(try CommandRun.importlint(arguments).code == 3)
    #expect(try CommandRun.importlint(arguments + ["--unknown", "fail"]).code == 1)
    #expect(try CommandRun.importlint(arguments + ["--unknown", "ignore"]).code == 0)
    #expect(try CommandRun.importlint(arguments + ["--rancher", "2.12.2"]).code == 0)
    #expect(try CommandRun.importlint(arguments + ["--rancher", "2.9.3"]).code == 1)
  }

  @Test("--show leaves findings out and changes no exit code")
  func show() throws {
    let arguments = ["check", "demo/snapshot", "--target", "demo/target.yaml"]
    let all = try CommandRun.importlint(arguments)
    let errors = try CommandRun.importlint(arguments + ["--show", "error"])
    #expect(all.code == 1)
    #expect(errors.code == 1)
    #expect(all.text.contains("[active-dnsmasq]"))
    #expect(!errors.text.contains("[active-dnsmasq]"))
    #expect(errors.lastLine == all.lastLine)
  }
}

/// What the parser tells of its commands and their options.
private struct CommandTree: Decodable {
  struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }

      let kind: String
      let names: [Name]?
      let isRepeating: Bool
    }

    let commandName: String
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// The options of this command and those below it, each once.
    var options: [(command: [String], name: String, isRepeating: Bool)] {
      let own = (arguments ?? []).filter { $0.kind == "option" }.compactMap { argument in
        argument.names?.first { $0.kind == "long" }.map {
          (command: [String](), name: "--" + $0.name, isRepeating: argument.isRepeating)
        }
      }
      let below = (subcommands ?? []).flatMap { command in
        command.options.map { ([command.commandName] + $0.command, $0.name, $0.isRepeating) }
      }
      return own + below
    }
  }

  let command: Command
}
