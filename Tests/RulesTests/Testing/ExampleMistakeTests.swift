import Testing

@testable import RuleTesting
@testable import Rules

/// What an author gets wrong in an example, or in what a finding says, must not pass in silence:
/// the example would test nothing.
@Suite("Mistakes in examples and in the texts of findings")
struct ExampleMistakeTests {
  private static let header = "parameters: {limit: {type: integer, default: 4}}\n"
  private static let node = "{apiVersion: v1, kind: Node, metadata: {name: w1}, spec: {size: 3}}"

  private static let other = "{apiVersion: v1, kind: Node, metadata: {name: w2}, spec: {size: 9}}"

  /// What is wrong with one example of a rule that fails where a node's size is below the limit.
  private func failures(
    snapshot: String = "", fail: String = "[node/w1]", more: String = ""
  ) throws -> [String] {
    let rule = SmallPack.rule(
      validation: "node.object.spec.size >= params.limit", more: more,
      examples: """
          [{name: a, snapshot: {resources: [\(Self.node), \(Self.other)]\(snapshot)},
            expect: {fail: \(fail)}}]
        """)
    let judge = try SmallPack(rule: rule, header: Self.header).judge()
    return ExampleRunner(judge).run(jobs: 1).flatMap(\.failures)
  }

  @Test("parameters that no pack has, or of another type, are said")
  func parameters() throws {
    #expect(try failures() == [])
    #expect(try failures(snapshot: ", params: {limit: 5}") == [])
    #expect(
      try failures(snapshot: ", params: {limt: 5}") == [
        "the snapshot is wrong: there is no parameter \"limt\"; did you mean \"limit\"?"
      ])
    let undecided =
      "(only: not decided: `node.object.spec.size >= params.limit` could not be "
      + "evaluated: no such overload: int, string)"
    #expect(
      try failures(snapshot: ", params: {limit: '5'}") == [
        "the snapshot is wrong: the parameter \"limit\" must be of type integer",
        "node/w1 must fail, and does not",
        "node/w1 must not be unknown \(undecided)", "node/w2 must not be unknown \(undecided)",
      ])
  }

  @Test("types of evidence that Kubernetes does not have are said, and others may be anything")
  func evidence() throws {
    let custom =
      ", evidence: {v1/nodes: complete, apps/deployments: partial, acme.io/shops: absent}"
    #expect(try failures(snapshot: custom) == [])
    #expect(
      try failures(snapshot: ", evidence: {v1/nodse: complete}") == [
        "the snapshot is wrong: there is no resource type \"nodse\"; did you mean nodes?"
      ])
  }

  @Test(
    "a place is compared whole: the object or file before #, and the pointer behind it",
    arguments: [
      ("#/spec/size", true), ("Node/w1#/spec/size", true), ("Node//w1#/spec/size", true),
      ("…#/spec/size", true), ("…/size", true), ("Node/w2#/spec/size", false),
      ("other.yaml:9#/spec/size", false), ("…/sizes", false), ("Node/w1#/spec", false),
    ])
  func place(_ at: String, _ holds: Bool) throws {
    let found = try failures(fail: "[{subject: node/w1, at: '\(at)'}]")
    #expect(found.isEmpty == holds, "\(found)")
  }

  @Test(
    "an expression for a text or a place that ends in an error fails its examples",
    arguments: [
      ("messageExpression: \"'a' + node.object.spec.siez\"", "messageExpression", "siez"),
      ("place: node.object.spec.siez", "place", "siez"),
    ])
  func texts(_ field: String, _ part: String, _ key: String) throws {
    #expect(
      try failures(more: field) == [
        "validations[only].\(part): `node.object.spec.\(key)` could not be evaluated: no such key: "
          + "\"\(key)\""
      ])
  }

  @Test(
    "types of parameters, ranges of versions and celCompatibility are checked when they are read")
  func loading() throws {
    func problems(_ header: String, validation: String = "true") throws -> [String] {
      let rule = SmallPack.rule(validation: validation, examples: "  []")
      let set = try SmallPack(rule: rule, header: header).load()
      return (set.problems + Judge(set).problems).map(\.message)
        .filter { !$0.contains("example") }
    }
    #expect(try problems(Self.header) == [])
    #expect(
      try problems("parameters: {a: {type: strng, default: 5}}\n") == [
        "there is no type \"strng\"; did you mean \"string\"?"
      ])
    #expect(
      try problems("celCompatibility: latest\n") == [
        "\"celCompatibility\" is not a Kubernetes minor version, such as \"1.30\""
      ])
    #expect(
      try problems("", validation: "inRange(cluster.kubernetes, '=>1.30')") == [
        "the expression is wrong: '=>1.30' is not a version range"
      ])
    #expect(
      try problems(Self.header, validation: "'a' + params.limit == ''") == [
        "the expression is wrong: no such operation: string + int"
      ])
    #expect(
      try problems("", validation: "inRange(cluster.kubernetes)") == [
        "the expression is wrong: no such overload: inRange(string)"
      ])
  }
}
