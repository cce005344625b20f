import CEL
import Findings

extension Judge {
  /// Compiles the rules of a set.
  /// - Parameter mayRecompile: Whether expressions may be changed later, as mutations do; what that
  ///   needs takes time and memory.
  public init(_ set: RuleSet, mayRecompile: Bool = true) {
    let list = ProblemList()
    let functions = RuleFunctions.libraries.flatMap(\.functions)
    var environment = RuleEnvironment(
      pool: ConstantPool(store: set.store), functions: functions, packs: set.packs,
      isKeptByPrograms: mayRecompile)
    DefinitionCompiler(problems: list).compile(
      set.packs, into: &environment,
      isDeferring: !mayRecompile && set.packs.allSatisfy(\.isBuiltIn))
    let policies = PolicyEnvironment(after: environment.base)
    var compilers: [String: RuleCompiler] = [:]
    for pack in set.packs {
      compilers[pack.name] = RuleCompiler(
        environment: environment.environment(for: pack), policies: policies, problems: list,
        isDeferring: !mayRecompile && pack.isBuiltIn)
    }
    let rules = set.rules.compactMap { compilers[$0.pack]?.compile($0) }
    let names = TypeNameCheck(problems: list)
    // The pack inside the executable was looked at when it was made.
    let others = Set(set.packs.filter { !$0.isBuiltIn }.map(\.name))
    for one in environment.definitions.all where others.contains(one.definition.pack) {
      names.check(one)
    }
    for rule in rules where others.contains(rule.rule.pack) { names.check(rule) }
    self.init(
      rules, of: set.packs, in: environment, store: set.store,
      appliesChanges: set.appliesChanges, problems: list.problems)
  }
}
