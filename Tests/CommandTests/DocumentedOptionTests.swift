import Checkout
import Foundation
import Testing

@Suite("commands in the documentation exist")
struct DocumentedOptionTests {
  /// What `--experimental-dump-help` prints of a command, as far as it is needed here.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { let kind, name: String }
      let names: [Name]?
    }
    let commandName: String
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// The long options of this command and of those below, by their names without the first.
    func options(after path: [String] = []) -> [[String]: Set<String>] {
      let names = (arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }
      var found = [path: Set(names.map { "--" + $0.name })]
      for command in subcommands ?? [] {
        found.merge(command.options(after: path + [command.commandName])) { own, _ in own }
      }
      return found
    }
  }

  private struct Help: Decodable { let command: Command }

  private static func options() throws -> [[String]: Set<String>] {
    let run = try CommandRun.importlint(["--experimental-dump-help"])
    var found = try JSONDecoder().decode(Help.self, from: run.output).command.options()
    // Its further arguments are options of check.
    found[["config"], default: []].formUnion(found[["check"]] ?? [])
    return found
  }

  /// The calls of importlint in a text: the words after each `importlint `, up to what ends a
  /// command of a shell or the span of code.
  static func calls(in text: String) -> [[Substring]] {
    let joined = text.replacing("\\\n", with: " ")
    return joined.split(separator: "\n").flatMap { line in
      line.ranges(of: "importlint ").compactMap { range -> [Substring]? in
        let before = line[..<range.lowerBound].last ?? " "
        guard " (\"|;`".contains(before) else { return nil }
        let call = line[range.upperBound...].prefix { !"|;`#>&".contains($0) }
        return call.split(separator: " ").map { $0.prefix { !"=,.)\"'".contains($0) } }
      }
    }
  }

  /// Options of calls that their command does not have.
  static func faults(in text: String, options: [[String]: Set<String>]) -> [String] {
    calls(in: text).flatMap { words -> [String] in
      var path: [String] = []
      var rest = words[...]
      while let word = rest.first, options[path + [String(word)]] != nil {
        path.append(String(word))
        rest = rest.dropFirst()
      }
      guard let known = options[path], !path.isEmpty else { return [] }
      return rest.map(String.init)
        .filter { $0.count > 2 && $0.hasPrefix("--") && !known.contains($0) }
        .filter { $0 != "--help" && $0 != "--version" }
        .map { "\(path.joined(separator: " ")) has no \($0)" }
    }
  }

  @Test("pages name no option that their command does not have")
  func pages() throws {
    let options = try Self.options()
    try #require(options.count > 20)
    let manager = FileManager.default
    let inside = try manager.subpathsOfDirectory(atPath: Checkout.path("docs"))
    let pages =
      try manager.contentsOfDirectory(atPath: Checkout.root)
      // The changelog speaks of options that are gone.
      .filter { $0.hasSuffix(".md") && $0 != "CHANGELOG.md" }
      + inside.filter { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") }.map { "docs/\($0)" }
      + ["action.yml", "templates/importlint.yml", "packaging/ci/check.sh"]
    var count = 0
    for page in pages {
      let text = try String(contentsOfFile: Checkout.path(page), encoding: .utf8)
      count += Self.calls(in: text).count
      for fault in Self.faults(in: text, options: options) { Issue.record("\(page): \(fault)") }
    }
    #expect(count > 200)
  }

  @Test("calls are found in code and in prose, and what ends them is known")
  func reading() {
    let options: [[String]: Set<String>] = [
      ["check"]: ["--rancher"], ["pack"]: [], ["pack", "init"]: ["--name"],
    ]
    let text = """
      $ importlint check s/ --rancher=2.13.1 \\
        --targets t.yaml | grep --quiet x
      Say `importlint pack init acme --nam x`, and `kubectl importlint check s --rancher 2`.
      the file my-importlint check --none, `importlint fleet --none`
      """
    #expect(
      Self.faults(in: text, options: options)
        == ["check has no --targets", "pack init has no --nam"])
  }
}
