import RuleTesting
import Testing

@testable import Rules

@Suite("Coverage says what the examples of a rule showed")
struct CoverageTests {
  private static let small = "spec: {unschedulable: true, podCIDR: 10.0.0.0/24}"
  private static let open = "spec: {unschedulable: false, podCIDR: 10.0.0.0/24}"
  private static let passes = "{pass: [node/w1]}"
  private static let fails = "{fail: [{subject: node/w1}]}"

  private func coverage(_ rule: String) throws -> RuleCoverage {
    let pack = try SmallPack(rule: rule)
    let reports = CoverageRunner(try pack.judge()).run(jobs: 2)
    try #require(reports.count == 1)
    return reports[0]
  }

  @Test("a validation that was seen both ways is not a gap")
  func bothWays() throws {
    let coverage = try coverage(
      SmallPack.rule(
        validation: "!node.object.spec.unschedulable",
        examples: SmallPack.example("closed", node: Self.small, expect: Self.fails)
          + SmallPack.example("open", node: Self.open, expect: Self.passes)))
    #expect(coverage.rule == "small/sample")
    #expect(coverage.gaps.isEmpty)
    // The operand is dyn, and counts because `!` needs true or false.
    #expect(
      coverage.conditions.map(\.text) == [
        "!node.object.spec.unschedulable", "node.object.spec.unschedulable",
      ])
    #expect(coverage.conditions.allSatisfy { $0.seen == [.true, .false] })
  }

  @Test("operands that are never reached, errors and unknowns are told apart")
  func kinds() throws {
    let coverage = try coverage(
      SmallPack.rule(
        validation: "node.name == 'w2' || node.object.spec.missing || node.os == 'linux'",
        examples: SmallPack.example(
          "nothing known", node: Self.open, expect: "{unknown: [{subject: node/w1}]}")
          + SmallPack.example(
            "fails", node: "status: {nodeInfo: {operatingSystem: windows}}, spec: {missing: false}",
            expect: Self.fails)))
    let seen = Dictionary(uniqueKeysWithValues: coverage.conditions.map { ($0.text, $0.seen) })
    #expect(seen["node.name == 'w2'"] == .false)
    #expect(seen["node.object.spec.missing"] == [.false, .error])
    #expect(seen["node.os == 'linux'"] == [.false, .unknown])
    #expect(coverage.gaps.map(\.expression.title) == ["validations[only]"])
    #expect(coverage.gaps.map(\.seen) == [[.false, .unknown]])
  }

  @Test("match conditions, conditions and variables are covered, each at its place in the file")
  func parts() throws {
    let coverage = try coverage(
      SmallPack.rule(
        variables: "[{name: closed, expression: node.object.spec.unschedulable == true}]",
        matchConditions: "[{name: named, expression: node.name == 'w1'}]",
        applies: "{condition: 'target.rancher.version != \"2.0.0\"'}",
        validation: "!variables.closed",
        examples: """
            - name: closed
              target: {rancher: {version: 2.13.1}}
              snapshot:
                resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}, \(Self.small)}]
              expect: \(Self.fails)

          """))
    #expect(
      coverage.expressions.map(\.expression.title) == [
        "applies.condition", "matchConditions[named]", "variables[closed]", "validations[only]",
      ])
    #expect(coverage.expressions.map(\.seen) == [.true, .true, .true, .false])
    // A condition and a variable need not be seen both ways.
    #expect(
      coverage.gaps.map(\.expression.title) == ["matchConditions[named]", "validations[only]"])
    let place = try #require(coverage.expressions[1].place)
    #expect(place.source.position(of: place.offset).line == 9)
  }

  @Test("bodies of macros are covered over all their turns")
  func macros() throws {
    let coverage = try coverage(
      SmallPack.rule(
        validation: "node.object.spec.taints.all(t, t.key != 'a' && t.key != 'b')",
        examples: SmallPack.example(
          "a", node: "spec: {taints: [{key: c}, {key: a}]}", expect: Self.fails)))
    let seen = Dictionary(uniqueKeysWithValues: coverage.conditions.map { ($0.text, $0.seen) })
    #expect(seen["t.key != 'a'"] == [.true, .false])
    #expect(seen["t.key != 'b'"] == .true)
    #expect(seen["t.key != 'a' && t.key != 'b'"] == [.true, .false])
  }
}
