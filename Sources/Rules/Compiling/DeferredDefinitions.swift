import Basics
import CEL
import Synchronization

/// The definitions of the pack inside the executable, each compiled when an expression that is
/// compiled names it: its tests compile all of them, so none is wrong, and a cluster needs some.
///
/// The environment holds this, and definitions know it weakly: they are in the environment that
/// they are compiled in.
final class DeferredDefinitions: Sendable {
  private let pack: Pack
  private let environment = Mutex<CEL.Environment?>(nil)

  init(of pack: Pack) { self.pack = pack }

  func add(_ prepared: [DefinitionCompiler.Prepared], to rules: inout RuleEnvironment) {
    for one in prepared {
      let types = one.definition.parameters.map { parameter in
        (try? DefinitionTypes.type(parameter.type)) ?? .dyn
      }
      let program = Deferred { [weak self] in
        guard let self else { preconditionFailure("definitions live as long as their environment") }
        return self.program(of: one, types)
      }
      rules.add(
        CompiledDefinition(
          one.definition, program, index: one.index, parameters: one.parameters, types: types,
          depth: 1))
    }
    let environment = RuleCompiler.environment(rules.environment(for: pack), for: nil)
    self.environment.withLock { $0 = environment }
    let definitions = prepared.map(\.definition)
    rules.keep(self, ranks: Deferred { DeferredDefinitions.ranks(of: definitions) })
  }

  /// Where each is listed: as they stand, but after those that it uses.
  private static func ranks(of definitions: [Definition]) -> [Int] {
    let positions = Dictionary(definitions.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var ranks = [Int?](repeating: nil, count: definitions.count)
    var next = 0
    func visit(_ i: Int) {
      guard ranks[i] == nil else { return }
      if case .success(let syntax) = CEL.Environment.parse(definitions[i].expression.text) {
        for name in syntax.definitionNames.map(\.name) { positions[name].map(visit) }
      }
      ranks[i] = next
      next += 1
    }
    definitions.indices.forEach(visit)
    return ranks.compactMap { $0 }
  }

  private func program(of one: DefinitionCompiler.Prepared, _ types: [CELType]) -> Program {
    guard let environment = environment.withLock({ $0 }) else {
      preconditionFailure("definitions have an environment")
    }
    switch one.compiled(in: environment, types) {
    case .success(let program): return program
    case .failure(let failure): preconditionFailure("the built-in pack: \(failure.rendered)")
    }
  }
}
