import Basics
import CEL
import Documents

/// Runs the cases of a file, one after another.
struct CaseRunner {
  let store = DocumentStore()
  let pool: ConstantPool
  let evaluator: Evaluator

  init?() {
    guard let evaluator = Evaluator(store: store) else { return nil }
    self.evaluator = evaluator
    pool = ConstantPool(store: store)
  }

  /// What became of one case.
  struct Outcome {
    enum Stage: String { case ok, compile, eval }

    var id: String
    var stage: Stage
    /// In the case files' notation.
    var value: String?
    var type: String?
    var error: String?

    var json: String {
      var parts = [#""id":\#(QuotedText.json(id))"#, #""stage":"\#(stage.rawValue)""#]
      if let value { parts.append(#""value":\#(value)"#) }
      if let type { parts.append(#""type":\#(type)"#) }
      if let error { parts.append(#""error":\#(QuotedText.json(error))"#) }
      return "{\(parts.joined(separator: ","))}"
    }
  }

  /// The cases of a document, in its order: those that need no protobuf and no schema.
  static func cases(of file: DocumentValue) -> [DocumentValue] {
    let all = file["sections"]?.elements.flatMap { $0["tests"]?.elements ?? [] } ?? []
    return all.filter { $0["needs"]?.elements.first?.string == "core" }
  }

  func run(_ test: DocumentValue) -> Outcome {
    evaluator.reset()
    let id = test["id"]?.string ?? ""
    let (environment, bindings) = environment(for: test)
    let compiled = environment.compile(test["expr"]?.string ?? "")
    guard case .success(let program) = compiled else {
      guard case .failure(let failure) = compiled else { return Outcome(id: id, stage: .compile) }
      return Outcome(id: id, stage: .compile, error: failure.diagnostics[0].message)
    }
    var outcome = Outcome(id: id, stage: .ok, type: TaggedType.json(program.type))
    if test["check_only"]?.bool == true { return outcome }
    for (index, value) in bindings { evaluator.set(index, to: value) }
    let value = evaluator.evaluate(program)
    for (index, _) in bindings { evaluator.unset(index) }
    if let error = evaluator.error(of: value) {
      outcome.stage = .eval
      outcome.error = error.message
    } else if value.tag == .unknown || value.tag == .hidden {
      outcome.stage = .eval
      outcome.error = "unknown"
    } else {
      outcome.value = TaggedValues(store: store, evaluator: evaluator).json(value)
    }
    return outcome
  }

  private func environment(
    for test: DocumentValue
  ) -> (Environment, [(Int, Value)]) {
    var environment = Environment(pool: pool)
    environment.container = test["container"]?.string ?? ""
    // The cases tell what fails before an evaluation from what fails in it.
    environment.validatesLiterals = false
    environment.checksTypes = test["disable_check"]?.bool != true
    for declaration in test["type_env"]?.elements ?? [] {
      guard let name = declaration["name"]?.string else { continue }
      if let type = declaration[path: "ident", "type"] {
        environment.declare(name, TaggedType.type(type))
      }
      if let function = declaration["function"] { declare(name, function, in: &environment) }
    }
    let values = TaggedValues(store: store, evaluator: evaluator)
    var bindings: [(Int, Value)] = []
    for (name, tagged) in test["bindings"]?.entries ?? [] {
      guard let value = values.value(tagged) else { continue }
      bindings.append((environment.index(of: name) ?? environment.declare(name, .dyn), value))
    }
    return (environment, bindings)
  }

  private func declare(
    _ name: String, _ function: DocumentValue, in environment: inout Environment
  ) {
    let overloads = (function["overloads"]?.elements ?? []).map { overload in
      Overload(
        member: overload["member"]?.bool ?? false,
        overload["params"]?.elements.map(TaggedType.type) ?? [],
        overload["result"].map(TaggedType.type) ?? .dyn, isPure: false, body: .none)
    }
    environment.add(Function(name, overloads))
  }
}
