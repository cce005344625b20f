import Testing

@testable import CEL

@Suite("Inferred types", .largeStack)
struct TypeTests {
  @Test(
    "are as precise as the declarations allow",
    arguments: [
      ("1 + 2", "int"), ("'a' + 'b'", "string"), ("object.x", "dyn"), ("object.x + 1", "int"),
      ("[1, 2].map(x, string(x))", "list(string)"), ("{'a': 1}", "map(string, int)"),
      ("{'a': 1}.map(k, k)", "list(string)"), ("[[1]].flatten()", "dyn"),
      ("service.ports", "list(port)"), ("service.ports[0].number", "int"),
      ("service.ports.filter(p, p.number > 1)[0].name", "string"),
      ("service.?name", "optional_type(string)"), ("service.?name.orValue('')", "string"),
      ("has(service.name) ? service.name : 'x'", "string"), ("true ? 1 : object.x", "dyn"),
      ("type(1)", "type(int)"), ("timestamp('2020-01-01T00:00:00Z') - duration('1s')", "timestamp"),
      ("quantity('1')", "kubernetes.Quantity"), ("[]", "list(dyn)"), ("[] + [1]", "list(int)"),
      ("optional.none()", "optional_type(dyn)"), ("cel.bind(x, 1, x + 1)", "int"),
      ("{'a': 1}.transformMap(k, v, string(v))", "map(string, string)"),
      ("[3, 1].sortBy(x, -x)", "list(int)"), ("object.items[0]", "dyn"), ("null", "null"),
      ("open.anything", "dyn"), ("service == service", "bool"),
    ])
  func inferred(text: String, type: String) throws {
    let bench = try Bench()
    bench.environment.declare("object", .dyn)
    let port = ObjectType("port", fields: ["number": .int, "name": .string])
    let service = ObjectType("service", fields: ["ports": .list(.object(port)), "name": .string])
    bench.environment.declare("service", .object(service))
    bench.environment.declare("open", .object(ObjectType("open", fields: [:], isOpen: true)))
    #expect(try bench.program(text).type.description == type)
  }

  @Test("every sub-expression has one, and its text")
  func subexpressions() throws {
    let bench = try Bench()
    bench.environment.declare("object", .dyn)
    let program = try bench.program("size(object.names) > 1 + 2")
    let root = program.syntax.root
    #expect(program.type(of: root.id) == .bool)
    let texts = root.children.map { program.syntax.source(of: $0.id) }
    #expect(texts == ["size(object.names)", "1 + 2"])
    #expect(root.children.map { program.type(of: $0.id) } == [.int, .int])
  }

  @Test("a program knows the variables that it reads")
  func variables() throws {
    let bench = try Bench()
    let object = bench.environment.declare("object", .dyn)
    bench.environment.declare("unused", .dyn)
    let names = bench.environment.declare("variables.names", .list(.string))
    let program = try bench.program("object.x in variables.names")
    #expect(program.variables == [object, names])
  }
}
