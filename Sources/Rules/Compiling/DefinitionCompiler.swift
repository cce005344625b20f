import Basics
import CEL
import Documents
import Findings

/// Checks and compiles the definitions of packs, each once, and those before it that it uses.
struct DefinitionCompiler {
  let problems: ProblemList

  /// Definitions that may lie within each other's bodies: evaluating goes as deep.
  static let depthLimit = 16

  /// - Parameter packs: In the order of loading: those that a pack extends come before it.
  /// - Parameter isDeferring: Whether each is compiled when it is first asked for. Only where none
  ///   can be wrong.
  func compile(
    _ packs: [Pack], into environment: inout RuleEnvironment, isDeferring: Bool
  ) {
    var prepared: [[Prepared]] = packs.map { pack in
      pack.definitions.map { Prepared($0, in: &environment) }
    }
    if isDeferring {
      for (pack, own) in zip(packs, prepared) {
        DeferredDefinitions(of: pack).add(own, to: &environment)
      }
      return
    }
    for (i, pack) in packs.enumerated() where !prepared[i].isEmpty {
      var seen: [String: Definition] = [:]
      for definition in environment.definitions.all.map(\.definition)
      where environment.sees(definition.pack, from: pack.name) {
        addClash(definition, among: &seen, of: pack)
      }
      prepared[i].removeAll { one in addClash(one.definition, among: &seen, of: pack) }
      var compilation = PackCompilation(prepared[i], of: pack, in: environment, problems)
      compilation.run(in: &environment)
    }
    for pack in packs where pack.definitions.isEmpty { checkClashes(of: pack, environment) }
  }

  /// Packs that are not each other's may use a name twice, until one extends both.
  private func checkClashes(of pack: Pack, _ environment: RuleEnvironment) {
    var seen: [String: Definition] = [:]
    for definition in environment.definitions.all.map(\.definition)
    where environment.sees(definition.pack, from: pack.name) {
      addClash(definition, among: &seen, of: pack)
    }
  }

  /// Whether a name that a pack sees was there before, which is a problem.
  @discardableResult
  private func addClash(
    _ definition: Definition, among seen: inout [String: Definition], of pack: Pack
  ) -> Bool {
    guard let other = seen[definition.name] else {
      seen[definition.name] = definition
      return false
    }
    var text = "\(definition.qualifiedName) is defined twice"
    if other.pack != definition.pack {
      text += ", in the packs \(other.pack) and \(definition.pack)"
      if definition.pack != pack.name { text += ", which \(pack.name) extends" }
    }
    problems.add(
      "duplicate-definition", text, at: definition.place, related: other.place)
    return true
  }

  /// A definition before it is compiled, with the indices that are its own.
  struct Prepared: Sendable {
    let definition: Definition
    let parameters: [Int]
    /// Of the variable that it is, where it has no parameters.
    let index: Int?

    init(_ definition: Definition, in environment: inout RuleEnvironment) {
      self.definition = definition
      let name = "\(definition.pack)/\(definition.qualifiedName)"
      parameters = definition.parameters.indices.map { environment.reserve("\(name)#\($0)") }
      index = definition.parameters.isEmpty ? environment.reserve(name) : nil
    }
  }
}

extension DefinitionCompiler.Prepared {
  /// Its program, in an environment that has its parameters. That one is gone when this returns, so
  /// that the pack's own is not copied whole for each definition that it takes in.
  func compiled(
    in environment: CEL.Environment, _ types: [CELType]
  ) -> Result<Program, CompilationFailure> {
    var inner = environment
    for (i, parameter) in definition.parameters.enumerated() {
      inner.declare(parameter.name, types[i], at: parameters[i])
    }
    return inner.compile(definition.expression.text)
  }
}

extension WrongDefinition {
  fileprivate init(_ one: DefinitionCompiler.Prepared) {
    self.init(definition: one.definition, index: one.index)
  }
}

/// Compiles the definitions of one pack, those first that others use.
private struct PackCompilation {
  private let prepared: [DefinitionCompiler.Prepared]
  private let positions: [String: Int]
  private let pack: Pack
  private let problems: ProblemList
  private var environment: CEL.Environment
  private var states: [State]
  private var depths: [String: Int] = [:]

  private enum State { case new, active, done }

  init(
    _ prepared: [DefinitionCompiler.Prepared], of pack: Pack, in rules: RuleEnvironment,
    _ problems: ProblemList
  ) {
    environment = RuleCompiler.environment(rules.environment(for: pack), for: nil)
    self.prepared = prepared
    self.pack = pack
    self.problems = problems
    positions = Dictionary(
      prepared.enumerated().map { ($1.definition.name, $0) }
    ) { first, _ in first }
    states = Array(repeating: .new, count: prepared.count)
  }

  mutating func run(in rules: inout RuleEnvironment) {
    for compiled in rules.definitions.all
    where rules.sees(compiled.definition.pack, from: pack.name) {
      depths[compiled.definition.name] = compiled.depth
    }
    for i in prepared.indices { visit(i, &rules) }
  }

  /// Compiles what a definition uses, then itself.
  private mutating func visit(_ i: Int, _ rules: inout RuleEnvironment) {
    guard states[i] == .new else { return }
    states[i] = .active
    let definition = prepared[i].definition
    var depth = 1
    for use in uses(of: definition) {
      if let position = positions[use.name] {
        if states[position] == .active {
          addCircle(definition, use)
          // Said once: the use itself is not another mistake.
          WrongDefinition(prepared[position]).add(to: &environment)
          continue
        }
        visit(position, &rules)
      }
      depth = max(depth, 1 + (depths[use.name] ?? 0))
    }
    depths[definition.name] = depth
    if depth > DefinitionCompiler.depthLimit {
      problems.add(
        "nested-definition",
        "\(definition.qualifiedName) uses definitions that use others, more than "
          + "\(DefinitionCompiler.depthLimit) deep", at: definition.place)
    }
    compile(prepared[i], &rules)
    states[i] = .done
  }

  private func addCircle(_ definition: Definition, _ use: Use) {
    let text =
      use.name == definition.name
      ? "\(definition.qualifiedName) uses itself"
      : "\(definition.qualifiedName) and \(Definition.namespace).\(use.name) use each other, "
        + "directly or through others"
    problems.add(
      "circular-definition", text, at: definition.expression.place(at: use.range.offset),
      count: use.range.length)
  }

  private struct Use {
    let name: String
    let range: SourceRange
  }

  /// What a definition names; nothing where its expression cannot be read, which is said later.
  private func uses(of definition: Definition) -> [Use] {
    guard case .success(let syntax) = CEL.Environment.parse(definition.expression.text) else {
      return []
    }
    return syntax.definitionNames.map { Use(name: $0.name, range: syntax.range(of: $0.id)) }
  }

  // MARK: Compiling

  private mutating func compile(
    _ one: DefinitionCompiler.Prepared, _ rules: inout RuleEnvironment
  ) {
    let definition = one.definition
    let types = definition.parameters.map(type)
    switch compiled(one, types) {
    case .failure(let failure):
      problems.add(failure, of: definition.expression)
      rules.add(wrong: WrongDefinition(one))
      environment = RuleCompiler.environment(rules.environment(for: pack), for: nil)
    case .success(let program):
      for (parameter, index) in zip(definition.parameters, one.parameters)
      where !program.variables.contains(index) {
        problems.add(
          "unused-parameter", "the parameter \"\(parameter.name)\" is not used",
          at: parameter.place)
      }
      let compiled = CompiledDefinition(
        definition, .made(program), index: one.index, parameters: one.parameters, types: types,
        depth: depths[definition.name] ?? 1)
      rules.add(compiled)
      compiled.add(to: &environment)
    }
  }

  private func compiled(
    _ one: DefinitionCompiler.Prepared, _ types: [CELType]
  ) -> Result<Program, CompilationFailure> {
    for parameter in one.definition.parameters where environment.index(of: parameter.name) != nil {
      problems.add(
        "duplicate-name", "the parameter has the name of the variable \"\(parameter.name)\"",
        at: parameter.place)
    }
    return one.compiled(in: environment, types)
  }

  private func type(of parameter: Definition.Parameter) -> CELType {
    do throws(DefinitionTypes.Failure) {
      return try DefinitionTypes.type(parameter.type)
    } catch {
      if !parameter.type.isEmpty {
        problems.add("wrong-type", error.message, at: parameter.typePlace)
      }
      return .dyn
    }
  }
}
