import Checkout
import Foundation
import JSONSchemas
import Testing

@testable import Rules

/// A parameter's schema that is not understood would let any value pass.
@Suite("Schemas of parameters")
struct ParameterSchemaTests {
  private static let example = SmallPack.example(
    "all is well", node: "spec: {}", expect: "{pass: [node/w1]}")

  /// What is wrong with a pack that has one parameter, `a`.
  private func problems(_ schema: String, validation: String = "true") throws -> [String] {
    let rule = SmallPack.rule(validation: validation, examples: Self.example)
    let set = try SmallPack(rule: rule, header: "parameters: {a: {\(schema)}}\n").load()
    return (set.problems + Judge(set).problems).map(\.message)
      .filter { !$0.contains("no example that fails") }
  }

  @Test(
    "a default that fits is taken",
    arguments: [
      "type: integer, default: 3, minimum: 3, maximum: 3",
      "type: number, default: 0.5, minimum: 0, maximum: 1",
      "type: [string, 'null'], default: null, description: Perhaps a name.",
      "type: string, default: abc, pattern: b, minLength: 3, maxLength: 3",
      "type: string, default: a, enum: [a, b]",
      "type: array, default: [], items: {type: string}",
      "type: array, default: [{url: a}], items: {type: object, properties: {url: {type: string}}}",
      "type: object, default: {b: 1}, properties: {b: {type: integer}}, required: [b], "
        + "additionalProperties: false",
    ])
  func fitting(schema: String) throws {
    #expect(try problems(schema) == [])
  }

  @Test(
    "a default that does not fit is an error",
    arguments: [
      ("type: integer, default: 2, minimum: 3", "must be at least 3"),
      ("type: number, default: 1.5, maximum: 1", "must be at most 1"),
      ("type: integer, default: 1.5", "must be of type integer"),
      ("type: number, default: .nan, minimum: 0", "must be of type number"),
      ("type: number, default: .inf", "must be of type number"),
      ("type: string, default: abc, pattern: '^b'", "must match \"^b\""),
      ("type: string, default: ab, minLength: 3", "must have at least 3 characters"),
      ("type: string, default: c, enum: [a, b]", "must be one of \"a\", \"b\""),
      ("type: array, default: [], minItems: 1", "must have at least 1 element"),
      ("type: array, default: [a, 1], items: {type: string}", "is wrong: [1] must be of type"),
      ("type: object, default: {}, required: [b]", "must have \"b\""),
      (
        "type: object, default: {bc: {cd: 1}}, additionalProperties: false, "
          + "properties: {bc: {type: object, properties: {cd: {type: string}}}}",
        "is wrong: bc.cd must be of type string"
      ),
      (
        "type: object, default: {nmae: 1}, properties: {name: {type: integer}}, "
          + "additionalProperties: false", "must not have \"nmae\"; did you mean \"name\"?"
      ),
    ])
  func unfitting(schema: String, message: String) throws {
    let found = try problems(schema)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("the parameter \"a\" ") ?? false, "\(found)")
    #expect(found.first?.contains(message) ?? false, "\(found)")
  }

  @Test(
    "a schema that says nothing, or something else than it seems, is an error",
    arguments: [
      ("default: 1", "has no \"type\""),
      ("type: int, default: 1", "there is no type \"int\"; did you mean \"integer\"?"),
      ("type: list, default: []", "did you mean \"array\"?"),
      ("type: integer, default: 1, minimun: 0", "did you mean \"minimum\"?"),
      ("type: integer, default: 1, multipleOf: 2", "has no field \"multipleOf\""),
      ("type: string, default: a, minimum: 0", "\"minimum\" says nothing of type string"),
      ("type: integer, default: 1, pattern: a", "\"pattern\" says nothing of type integer"),
      ("type: integer, default: 1, minimum: '0'", "\"minimum\" must be a number"),
      ("type: integer, default: 1, minimum: 2, maximum: 1", "no value fits"),
      ("type: array, default: [], minItems: -1", "must be a whole number"),
      ("type: string, default: a, pattern: '('", "\"pattern\" is wrong: error parsing regexp"),
      ("type: string, default: a, enum: [a, 1]", "a value of \"enum\" must be of type string"),
      ("type: array, default: [], items: {typ: string}", "did you mean \"type\"?"),
      (
        "type: object, default: {b: 1}, required: [b], additionalProperties: false",
        "has no \"b\", which is required"
      ),
    ])
  func wrong(schema: String, message: String) throws {
    let found = try problems(schema)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test("expressions know the types of elements")
  func types() throws {
    let schema = "type: array, default: [a], items: {type: string}"
    #expect(try problems(schema, validation: "params.a.all(x, x != 'b')") == [])
    #expect(
      try problems(schema, validation: "params.a.all(x, x > 1)") == [
        "the expression is wrong: no such operation: string > int"
      ])
  }

  @Test("examples' parameters must fit, too")
  func examples() throws {
    let rule = SmallPack.rule(validation: "params.a > 0", examples: Self.example)
    let pack = try SmallPack(
      rule: rule, header: "parameters: {a: {type: integer, minimum: 1, default: 1}}\n")
    let judge = try pack.judge()
    let value = try #require(judge.packs.first?.parameters)
    #expect(judge.flaws(of: value) == ["the parameter \"a\" must be of type integer"])
  }

  @Test("the JSON Schema of pack.yaml refuses what the loader refuses")
  func jsonSchema() throws {
    let schema = try JSONSchemas.JSONSchema(
      contentsOf: URL(filePath: Checkout.path("docs/schemas/pack-1.schema.json")))
    func errors(_ parameter: Any) -> [String] {
      schema.errors(
        in: ["schema": 1, "name": "a", "version": "1.0.0", "parameters": ["a": parameter]])
    }
    #expect(errors(["type": "integer", "default": 1, "minimum": 0] as [String: Any]) == [])
    #expect(errors(60) == [])
    #expect(errors(["type": "int", "default": 1] as [String: Any]) != [])
    #expect(errors(["type": "integer", "default": 1, "minimun": 0] as [String: Any]) != [])
  }
}
