import Basics
import CEL
import Documents

/// A definition with its expression checked and compiled: at once, or when it is first asked for.
package struct CompiledDefinition: Sendable {
  package let definition: Definition
  package let kind: Kind
  /// How deep definitions lie within its body, itself included.
  let depth: Int
  private let deferredProgram: Deferred<Program>
  package var program: Program { deferredProgram.value }
  /// The number of its program; nil if nothing has asked for that.
  var knownProgram: Int? { deferredProgram.known?.id }

  package enum Kind: Sendable {
    /// A value of the pack, by the index of its variable.
    case value(Int)
    case function(DefinedFunction)
  }

  /// - Parameters:
  ///   - index: of its variable, where it has no parameters.
  ///   - parameters: the indices of its parameters, and their types.
  init(
    _ definition: Definition, _ program: Deferred<Program>, index: Int?, parameters: [Int],
    types: [CELType], depth: Int
  ) {
    self.definition = definition
    self.depth = depth
    deferredProgram = program
    kind =
      if let index { .value(index) } else {
        .function(
          DefinedFunction(
            definition.qualifiedName, parameters: parameters, types: types, body: program))
      }
  }

  /// The index of its variable, where it has no parameters.
  var index: Int? { if case .value(let index) = kind { index } else { nil } }

  /// Makes the definition known to an environment.
  func add(to environment: inout CEL.Environment) {
    switch kind {
    case .value(let index):
      let type: Deferred<CELType> =
        if case .made(let program) = deferredProgram { .made(program.type) } else {
          Deferred { [deferredProgram] in deferredProgram.value.type }
        }
      environment.declare(definition.qualifiedName, type, at: index)
    case .function(let function): environment.add(function.function)
    }
  }

  /// It with its name and text, as the expressions of rules have them.
  package var named: NamedProgram {
    NamedProgram(
      expression: RuleExpression(part: .definition, name: definition.name), program: program,
      text: definition.expression)
  }
}

/// A definition that could not be compiled. It is known all the same, so that its uses are not
/// reported too.
struct WrongDefinition: Sendable {
  let definition: Definition
  /// Of the variable that it is, where it has no parameters.
  let index: Int?

  func add(to environment: inout CEL.Environment) {
    let name = definition.qualifiedName
    if let index {
      environment.declare(name, .dyn, at: index)
    } else {
      let types = [CELType](repeating: .dyn, count: definition.parameters.count)
      environment.add(Function(name, [Overload(types, .dyn, isPure: false, body: .none)]))
    }
  }
}

/// The definitions of all packs.
package struct DefinitionTable: Sendable {
  package private(set) var all: [CompiledDefinition] = []
  private var byIndex: [Int: Int] = [:]
  /// Where each is listed: after those that it uses. Nil where that is its place in the table.
  private var ranks: Deferred<[Int]>?

  /// Says where definitions are listed.
  mutating func rank(by ranks: Deferred<[Int]>) { self.ranks = ranks }

  /// Adds one; those that it uses must be there, or be found by the time that it is compiled.
  mutating func append(_ definition: CompiledDefinition) {
    if let index = definition.index { byIndex[index] = all.count }
    all.append(definition)
  }

  /// The definition that is the variable of an index.
  func value(at index: Int) -> CompiledDefinition? { byIndex[index].map { all[$0] } }

  /// The definition whose program has an id.
  package func definition(ofProgram id: Int) -> CompiledDefinition? {
    all.first { $0.knownProgram == id }
  }

  /// What programs use, directly or through other definitions, each after those that it uses.
  package func used(by programs: some Sequence<Program>) -> [CompiledDefinition] {
    let byProgram = Dictionary(all.enumerated().map { ($1.program.id, $0) }) { first, _ in first }
    var found: Set<Int> = []
    var pending = Array(programs)
    while let program = pending.popLast() {
      let direct =
        program.variables.compactMap { byIndex[$0] }
        + program.definedFunctions.compactMap { byProgram[$0.body.id] }
      for position in direct where found.insert(position).inserted {
        pending.append(all[position].program)
      }
    }
    guard let ranks = ranks?.value else { return found.sorted().map { all[$0] } }
    return found.sorted { ranks[$0] < ranks[$1] }.map { all[$0] }
  }
}
