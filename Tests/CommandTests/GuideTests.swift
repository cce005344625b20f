import Checkout
import Foundation
import Testing

@Suite("the guides are true")
struct GuideTests {
  /// Runs a line of shell as the guide's reader would.
  private func run(_ command: String, in folder: TemporaryFolder) throws -> [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try CommandRun(
      file: "/bin/sh", ["-c", "exec 2>&1\n" + command], folder: folder.path, input: nil,
      environment: ["PATH": "\(Checkout.executables):\(path)", "LC_ALL": "C.UTF-8"])
    var lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    // They are older every day.
    lines.removeAll {
      $0.hasPrefix("the snapshot is ") || $0.hasPrefix("the data of the rule packs ")
    }
    return lines
  }

  @Test(
    "every step of a guide gives what the guide shows",
    arguments: zip(
      ["rule-packs", "audit", "troubleshooting", "translations"], [15, 15, 15, 5]))
  func steps(page: String, fewer least: Int) throws {
    let file = Checkout.path("docs/\(page).md")
    let guide = Guide(try String(contentsOfFile: file, encoding: .utf8))
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/demo", withDestinationPath: Checkout.root + "/demo")
    var commands = 0
    var recorded: [String] = []
    for part in guide.parts {
      switch part {
      case .line(let line): recorded.append(line)
      case .file(let path, let text, let isAppended):
        let before =
          isAppended
          ? try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8) : ""
        try folder.write(before + text, to: path)
      case .command(let command, let shown):
        commands += 1
        let output = try run(command, in: folder)
        let isShown = Guide.matches(output[...], shown[...])
        recorded += ["$ " + command] + (isShown ? shown : output)
        if !isUpdating {
          #expect(isShown, "\(command)\n\(output.joined(separator: "\n"))")
        }
      }
    }
    #expect(commands > least)
    if isUpdating {
      try recorded.joined(separator: "\n")
        .write(toFile: file, atomically: true, encoding: .utf8)
    }
  }

  private var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil }

  @Test("a page's blocks are read as what they are")
  func reading() {
    let guide = Guide("a\n```yaml\n# x/y.yaml\nk: v\n```\n```console\n$ one\nout\n$ two\n```\n")
    let kinds = guide.parts.map { part in
      switch part {
      case .line(let line): line
      case .file(let path, let text, _): "file \(path) \(text)"
      case .command(let command, let output): "run \(command) \(output)"
      }
    }
    #expect(
      kinds == [
        "a", "```yaml", "# x/y.yaml", "k: v", "file x/y.yaml k: v\n", "```", "```console",
        "run one [\"out\"]", "run two []", "```", "",
      ])
  }

  @Test("… stands for any number of lines, and for nothing else")
  func matching() {
    #expect(Guide.matches(["a", "b", "c"], ["a", "…", "c"]))
    #expect(Guide.matches(["a", "c"], ["a", "…", "c"]))
    #expect(Guide.matches([], ["…"]))
    #expect(!Guide.matches(["a", "b"], ["a", "…", "c"]))
    #expect(!Guide.matches(["a", "b"], ["a"]))
    #expect(!Guide.matches(["a"], ["a", "b"]))
  }
}
