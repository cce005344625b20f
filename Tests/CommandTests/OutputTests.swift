import Foundation
import Testing

@Suite("where output goes")
struct OutputTests {
  static let demo = ["check", "demo/snapshot", "--target", "demo/target.yaml"]

  @Test("text goes to standard output, and only the reason to standard error")
  func text() throws {
    let run = try CommandRun.importlint(Self.demo)
    #expect(run.code == 1)
    #expect(run.text.hasPrefix("NOT READY  cluster shop-edge"))
    #expect(run.errors == "not ready: 2 failing findings of severity error\n")
    #expect(!run.text.contains("\u{1B}"), "no colours where no terminal is")
  }

  @Test("the one element of a list that decided is marked, not the object")
  func onlyElement() throws {
    let run = try CommandRun.importlint(Self.demo + ["--select", "loopback-resolver"])
    #expect(run.text.contains("   2 | nameserver 127.0.0.1\n     |            ^^^^^^^^^\n"))
    #expect(!run.text.contains("own place is not known"))
  }

  @Test("a machine's format has standard output for itself")
  func machine() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json"])
    #expect(run.code == 1)
    let result = try JSONResult(of: run)
    #expect(result.exitCode == 1)
    #expect(result.readiness == "not-ready")
    #expect(run.errors == "not ready: 2 failing findings of severity error\n")
  }

  @Test("text beside a machine's format goes to standard error")
  func both() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json", "--format", "text"])
    _ = try JSONResult(of: run)
    #expect(run.errors.hasPrefix("NOT READY"))
    #expect(run.lastLine == "not ready: 2 failing findings of severity error")
  }

  @Test("reports go to the files that are named, several in one run")
  func files() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(
      Self.demo + [
        "--format", "json:compact=\(folder.path)/r.json", "--format",
        "sarif:github=\(folder.path)/r.sarif", "--format", "text",
      ])
    #expect(run.code == 1)
    #expect(run.text.hasPrefix("NOT READY"))
    let json = try Data(contentsOf: URL(filePath: folder.path + "/r.json"))
    #expect(try JSONDecoder().decode(JSONResult.self, from: json).exitCode == 1)
    let sarif = String(
      decoding: try Data(contentsOf: URL(filePath: folder.path + "/r.sarif")), as: UTF8.self)
    #expect(sarif.contains("\"version\": \"2.1.0\""))
  }

  @Test("a file that cannot be written is exit code 2")
  func unwritable() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json=/nowhere/at/all.json"])
    #expect(run.code == 2)
    #expect(run.lastLine == "could not report: /nowhere/at/all.json cannot be written: "
      + "No such file or directory")
  }

  @Test(
    "a full disk is exit code 2",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let run = try CommandRun.importlint(Self.demo + ["--format", "json=/dev/full"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("No space left on device"))
  }

  @Test("a reader that leaves early does no harm")
  func closedPipe() throws {
    let command = "\(CommandRun.folder)/importlint \(Self.demo.joined(separator: " ")) | true; "
      + "echo ${PIPESTATUS[0]}"
    let run = try CommandRun(
      file: "/bin/bash", ["-c", command], folder: Checkout.root, input: nil, environment: [:])
    #expect(run.text == "1\n")
  }

  @Test("problems are said where no text report is asked for")
  func problems() throws {
    let run = try CommandRun.importlint(["check", "demo/snapshto", "--format", "json"])
    #expect(run.code == 2)
    let result = try JSONResult(of: run)
    #expect(result.problems.contains { $0.code == "unreadable-input" && $0.fatal })
    #expect(run.errors.contains("did you mean demo/snapshot?"))
  }

  @Test("the standard input is an input")
  func standardInput() throws {
    let nodes = try String(
      contentsOfFile: "\(Checkout.root)/demo/snapshot/resources/nodes.yaml", encoding: .utf8)
    let run = try CommandRun.importlint(
      ["check", "-", "--select", "no-eligible-agent-node,single-eligible-agent-node"],
      input: nodes)
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("4 nodes"))
  }

  @Test("the number of threads changes no byte", arguments: ["text:full", "json", "sarif:full"])
  func threads(_ format: String) throws {
    let arguments = Self.demo + ["--format", format]
    let one = try CommandRun.importlint(arguments + ["--jobs", "1"])
    #expect(!one.output.isEmpty)
    for jobs in ["2", "4"] {
      let other = try CommandRun.importlint(arguments + ["--jobs", jobs])
      #expect(other.output == one.output)
      #expect(other.errors == one.errors)
    }
  }
}
