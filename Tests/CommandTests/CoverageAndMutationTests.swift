import Foundation
import Testing

@Suite("test --coverage and --mutate")
struct CoverageAndMutationTests {
  private func run(_ arguments: String..., expectation: String = "{fail: [cluster]}") throws
    -> CommandRun
  {
    let folder = try TemporaryFolder()
    try ListingTests.writePack(to: folder, expectation: expectation)
    return try CommandRun.importlint(["test", folder.path] + arguments)
  }

  private func rows(_ run: CommandRun, _ name: String) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    return try #require(value?[name] as? [[String: Any]])
  }

  @Test("coverage tells what each condition was seen as")
  func coverage() throws {
    let text = try run("--coverage")
    #expect(text.code == 0)
    #expect(text.text.contains("acme/too-small  1 of 1 seen both ways"))
    #expect(
      text.lastLine
        == "passed: 2 examples of 1 rule; every validation and match condition was seen both ways")
    let rules = try rows(try run("--coverage", "--format", "json"), "coverage")
    let expressions = try #require(rules.first?["expressions"] as? [[String: Any]])
    #expect(expressions.compactMap { $0["seen"] as? [String] } == [["true", "false"]])
    #expect((expressions.first?["place"] as? String)?.hasSuffix("/too-small.yaml:8:17") == true)
  }

  @Test("a validation that was seen one way only is exit code 1, with its place")
  func gap() throws {
    let folder = try TemporaryFolder()
    try ListingTests.writePack(to: folder, expectation: "{fail: [cluster]}")
    let file = folder.path + "/cluster/too-small.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let condition = "{name: any, expression: \"resource.List('v1', 'nodes', '').items != []\"}"
    try text.replacing("\nvalidations:", with: "\nmatchConditions: [\(condition)]\nvalidations:")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let run = try CommandRun.importlint(["test", folder.path, "--coverage"])
    try #require(run.code == 1, "\(run.errors)")
    #expect(run.text.contains("matchConditions[any] was seen true only"))
    #expect(run.text.contains("too-small.yaml:7:44"))
    #expect(run.lastLine.hasSuffix("1 validation or match condition was not seen both ways"))
  }

  @Test("mutants that no example notices are named, with place and change")
  func mutants() throws {
    let text = try run("--mutate")
    // Three nodes and six: `> 5` may as well be `>= 5`, but not `> 6`.
    #expect(text.code == 1)
    #expect(text.text.contains("> becomes >="))
    #expect(!text.text.contains("5 becomes 6"))
    #expect(text.text.contains("8:17"))
    let survivors = try rows(try run("--mutate", "--format", "json"), "mutations")
      .flatMap { try #require($0["survivors"] as? [[String: Any]]) }
    #expect(survivors.compactMap { $0["change"] as? String } == ["> becomes >="])
    #expect(survivors.compactMap { $0["kind"] as? String } == ["operators"])
  }

  @Test("the share of survivors that is allowed decides")
  func allowance() throws {
    #expect(try run("--mutate", "--survivors", "50").code == 0)
    #expect(try run("--mutate", "--mutants", "constants").code == 0)
    #expect(try run("--mutate", "--mutants", "operators,constants").code == 1)
  }

  @Test("wrong options are exit code 2 and say what would be right")
  func wrongOptions() throws {
    let kind = try run("--mutate", "--mutants", "operator")
    #expect(kind.code == 2)
    #expect(kind.lastLine.contains("(operators, constants, negations, omissions)"))
    let share = try run("--mutate", "--survivors", "101")
    #expect(share.code == 2)
    #expect(share.lastLine.contains("between 0 and 100"))
  }
}
