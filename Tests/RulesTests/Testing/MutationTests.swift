import Testing

@testable import RuleTesting
@testable import Rules

@Suite("Mutants are noticed by examples that are worth having")
struct MutationTests {
  private static func taints(_ keys: String...) -> String {
    "spec: {taints: [\(keys.map { "{key: \($0)}" }.joined(separator: ", "))]}"
  }
  private static let passes = "{pass: [node/w1]}"
  private static let fails = "{fail: [{subject: node/w1}]}"

  private func mutations(
    _ rule: String, of kinds: Set<MutationKind> = Set(MutationKind.allCases)
  ) throws -> RuleMutations {
    let pack = try SmallPack(rule: rule)
    _ = try pack.judge()
    let folder = pack.folder
    let results = MutationRunner(of: kinds) { SmallPack.load(folder) }.run(jobs: 2)
    try #require(results.count == 1)
    return results[0]
  }

  private func survivors(_ rule: String) throws -> [String] {
    let result = try mutations(rule)
    #expect(result.failures == [])
    return result.survivors.map { "\($0.title): \($0.source): \($0.change)" }.sorted()
  }

  @Test("examples on both sides of each decision leave no survivor")
  func complete() throws {
    let rule = SmallPack.rule(
      validation: "node.object.spec.taints.size() > 1",
      examples: SmallPack.example("two", node: Self.taints("a", "b"), expect: Self.passes)
        + SmallPack.example("one", node: Self.taints("a"), expect: Self.fails))
    let result = try mutations(rule)
    #expect(result.survivors.isEmpty)
    // `> 1` becomes `>= 1` and `> 2` (`> 0` is the same as `>= 1`); the validation is left out.
    #expect(result.count == 3)
  }

  @Test("a boundary that is only tested on one side survives")
  func boundary() throws {
    let rule = SmallPack.rule(
      validation: "node.object.spec.taints.size() > 1",
      examples: SmallPack.example("three", node: Self.taints("a", "b", "c"), expect: Self.passes)
        + SmallPack.example("none", node: "spec: {taints: []}", expect: Self.fails))
    #expect(
      try survivors(rule) == [
        "validations[only]: 1: 1 becomes 2",
        "validations[only]: node.object.spec.taints.size() > 1: > becomes >=",
      ])
  }

  @Test("an operand that no example needs survives its loss")
  func operand() throws {
    let rule = SmallPack.rule(
      validation: "!node.object.spec.taints.exists(t, t.key == 'a' && t.effect == 'NoSchedule')",
      examples: SmallPack.example(
        "hit", node: "spec: {taints: [{key: a, effect: NoSchedule}, {key: c, effect: None}]}",
        expect: Self.fails)
        + SmallPack.example(
          "other", node: "spec: {taints: [{key: b, effect: None}]}", expect: Self.passes))
    let both = "validations[only]: t.key == 'a' && t.effect == 'NoSchedule'"
    #expect(
      try survivors(rule) == [
        "\(both): && becomes ||", "\(both): loses `t.effect == 'NoSchedule'`",
        "\(both): loses `t.key == 'a'`",
      ])
  }

  @Test("a default is noticed by the value that would decide, and only by it")
  func defaults() throws {
    let expression = "node.object.metadata.?labels[?'role'].orValue('') != 'server'"
    let server = "metadata: {name: w1, labels: {role: server}}"
    let node = "      resources: [{apiVersion: v1, kind: Node, \(server)}]"
    let server1 = "  - name: server\n    snapshot:\n\(node)\n    expect: \(Self.fails)\n"
    let unlabelled = SmallPack.example("no label", node: "spec: {}", expect: Self.passes)
    let both = SmallPack.rule(validation: expression, examples: server1 + unlabelled)
    #expect(try survivors(both) == [])
    let one = SmallPack.rule(validation: expression, examples: server1)
    #expect(
      try survivors(one) == ["validations[only]: '': '' becomes 'server' (or another)"])
  }

  @Test("only the kinds that are asked for are put in; omissions are none of the usual ones")
  func kinds() throws {
    let rule = SmallPack.rule(
      validation: "!(node.name == 'w1') && node.object.spec.taints.size() > 1",
      examples: SmallPack.example("fails", node: "spec: {taints: []}", expect: Self.fails))
    func counts(_ kinds: Set<MutationKind>) throws -> Int { try mutations(rule, of: kinds).count }
    // `&&`, `==`, `>`.
    #expect(try counts([.operators]) == 3)
    // `'w1'`, and `1`, which is only made larger: `> 0` is `>= 1`.
    #expect(try counts([.constants]) == 2)
    #expect(try counts([.negations]) == 1)
    // Each operand, and the validation.
    #expect(try counts([.omissions]) == 3)
    #expect(try counts(MutationKind.usual) == 6)
  }

  @Test("what an example shows and does not state is a hint")
  func hint() throws {
    let rule = SmallPack.rule(
      validation: "node.object.spec.taints.exists(t, t.key == 'a')",
      examples: SmallPack.example("bad", node: Self.taints("b"), expect: Self.fails)
        + SmallPack.example("good", node: Self.taints("a"), expect: Self.passes))
    let survivors = try mutations(rule, of: [.constants, .operators]).survivors
    #expect(survivors.map(\.change) == ["exists becomes all"])
    let quantifier = try #require(survivors.first)
    #expect(quantifier.kind == .operators)
    #expect(quantifier.hint == "example \"bad\" would notice it if it stated the place (at)")
    let place = try mutations(
      SmallPack.rule(
        validation: "node.object.spec.taints.all(t, t.key == 'a' || t.key == 'c')",
        examples: SmallPack.example("both", node: Self.taints("c", "b"), expect: Self.fails)),
      of: [.constants])
    let constant = try #require(place.survivors.first { $0.source == "'c'" })
    #expect(
      constant.hint == "example \"both\" would notice it if it stated the place (at)")
  }

  @Test("version ranges are tested on both sides")
  func ranges() throws {
    func example(_ version: String, _ expect: String) -> String {
      """
        - name: at \(version)
          target: {rancher: {version: \(version)}}
          snapshot:
            resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]
          expect: \(expect)

      """
    }
    let inapplicable = "{notApplicable: [node/w1]}"
    func rule(_ examples: String) -> String {
      SmallPack.rule(
        applies: "{rancher: '>=2.6 <2.9'}", validation: "node.name != 'w1'", examples: examples)
    }
    let middle = example("2.7.1", Self.fails)
    #expect(
      try survivors(rule(middle)) == [
        "applies.rancher: >=2.6 <2.9: becomes >=2.5 <2.9",
        "applies.rancher: >=2.6 <2.9: becomes >=2.6 <2.10",
        "applies.rancher: >=2.6 <2.9: becomes >=2.6 <2.8",
        "applies.rancher: >=2.6 <2.9: becomes >=2.7 <2.9",
      ])
    let edges =
      example("2.5.9", inapplicable) + example("2.6.0", Self.fails) + example("2.8.5", Self.fails)
      + example("2.9.0", inapplicable)
    #expect(try survivors(rule(edges)) == [])
  }

  @Test("variables that only texts read are left alone")
  func texts() throws {
    let rule = SmallPack.rule(
      variables: "[{name: text, expression: \"'a' + node.name\"}]",
      validation: "node.name != 'w1'",
      examples: SmallPack.example("fails", node: "spec: {}", expect: Self.fails))
    #expect(try mutations(rule).survivors.isEmpty)
  }

  @Test("an example that does not hold is said, and notices nothing")
  func failing() throws {
    let rule = SmallPack.rule(
      validation: "node.name == 'w2'",
      examples: SmallPack.example("wrong", node: "spec: {}", expect: Self.passes)
        + SmallPack.example("right", node: "spec: {}", expect: Self.fails))
    let result = try mutations(rule)
    #expect(result.failures.count == 1)
    #expect(result.failures.first?.hasPrefix("wrong: ") == true)
    #expect(result.survivors.map(\.change) == ["'w2' becomes 'w2~'"])
    #expect(result.survivors.map(\.hint) == [nil])
  }

  @Test("what is asked whether it is declared is not negated: that does not depend on it")
  func declarations() throws {
    let rule = SmallPack.rule(
      validation: "!declared(target.intent.airGapped)",
      examples: SmallPack.example("undeclared", node: "spec: {}", expect: Self.passes))
    let result = try mutations(rule, of: [.negations])
    #expect(result.failures == [])
    #expect([result.count, result.survivors.count] == [1, 0])
  }

  @Test("ranges change in the last part of each version")
  func rangeTexts() {
    #expect(
      RangeMutations.texts(">=1.25 <1.28.0 || 2") == [
        ">=1.24 <1.28.0 || 2", ">=1.26 <1.28.0 || 2", ">=1.25 <1.28.1 || 2",
        ">=1.25 <1.28.0 || 1", ">=1.25 <1.28.0 || 3",
      ])
  }
}
