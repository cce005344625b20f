import Basics
import CEL
import Documents
import Findings
import Rules

/// Puts mistakes into rules, one at a time, and finds out which of them no example notices.
public struct MutationRunner: Sendable {
  private let load: @Sendable () -> RuleSet
  private let kinds: Set<MutationKind>
  private let selection: [String]

  /// - Parameters:
  ///   - selection: the rules to try, as `RuleSet.selecting` has them, and with them the
  ///     definitions that they use; all where it is empty.
  ///   - load: loads all rules, into a new store each time. Each rule is tried in a store of its
  ///     own, because what thousands of evaluations read from texts would fill a common one.
  public init(
    of kinds: Set<MutationKind> = MutationKind.usual, selection: [String] = [],
    load: @escaping @Sendable () -> RuleSet
  ) {
    self.kinds = kinds
    self.selection = selection
    self.load = load
  }

  /// Tries the mutants of all rules on `jobs` threads; results in the rules' order, then for each
  /// definition of their packs. Policies have no examples and are left out.
  public func run(jobs: Int) -> [RuleMutations] {
    let set = selection.isEmpty ? load() : load().selecting(selection, ignoring: [])
    let definitions = definitions(of: set)
    let ids = set.rules.filter { !$0.trials.isEmpty }.map(\.fullId)
    let own = inParallel(definitions.count, threads: jobs) { i in
      DefinitionMutations(kinds: kinds, load: load).run(definitions[i])
    }
    let ofRules = inParallel(ids.count, threads: jobs) { i in
      let judge = Judge(load().selecting([ids[i]], ignoring: []))
      guard let rule = judge.rules.first else {
        var result = RuleMutations(rule: ids[i])
        result.failures = judge.problems.map(\.message)
        return result
      }
      return mutations(of: rule, by: judge)
    }
    return ofRules + own
  }

  /// The definitions to try: those of the rules' packs or, of a selection, those that it uses. Any
  /// rule may notice a mistake in them.
  private func definitions(of set: RuleSet) -> [Definition] {
    let packs = Set(set.rules.map(\.pack))
    let own = set.packs.filter { packs.contains($0.name) }.flatMap(\.definitions)
    guard !selection.isEmpty else { return own }
    let judge = Judge(set)
    let programs = judge.rules.flatMap { ($0.decidingPrograms + $0.namedPlaces).map(\.program) }
    let used = Set(judge.definitions.used(by: programs).map(\.definition.qualifiedName))
    return own.filter { used.contains($0.qualifiedName) }
  }

  /// The mutants of one rule, without those of the definitions that it uses.
  ///
  /// - Parameter limit: Judgements of examples after which the rest is left untried.
  package func mutations(
    of rule: CompiledRule, by judge: Judge, limit: Int = .max
  ) -> RuleMutations {
    var judged = 0
    var result = RuleMutations(rule: rule.rule.fullId)
    var trials: [ExampleTrial] = []
    for example in rule.rule.trials {
      let trial = ExampleTrial(example, of: rule, by: judge)
      if let failure = trial.failures(of: rule).first {
        result.failures.append("\(example.name): \(failure)")
      } else {
        trials.append(trial)
      }
    }
    MutantMaker(rule, kinds).visit { mutant in
      guard !mutant.forms.isEmpty else {
        result.stillborn += 1
        return
      }
      guard judged < limit else {
        result.untried += 1
        return
      }
      judged += trials.count * mutant.forms.count
      result.count += 1
      if !isNoticed(mutant, &trials) {
        result.survivors.append(
          RuleMutations.Survivor(
            kind: mutant.kind, title: mutant.title, source: mutant.source,
            change: mutant.change, place: mutant.place, hint: hint(mutant, of: rule, trials)))
      }
    }
    return result
  }

  private func isNoticed(_ mutant: Mutant, _ trials: inout [ExampleTrial]) -> Bool {
    for form in mutant.forms {
      for i in trials.indices where !trials[i].failures(of: form).isEmpty {
        // What noticed one mistake is likely to notice the next one, which is nearby.
        trials.swapAt(0, i)
        return true
      }
    }
    return false
  }
}

extension MutationRunner {
  /// What an example would have to say to notice a mistake that it shows; nil if none shows it.
  private func hint(_ mutant: Mutant, of rule: CompiledRule, _ trials: [ExampleTrial]) -> String? {
    for trial in trials {
      for form in mutant.forms {
        guard let aspect = trial.unstatedDifference(from: rule, to: form) else { continue }
        return "example \"\(trial.example.name)\" would notice it if it stated \(aspect)"
      }
    }
    return nil
  }
}

/// Makes the mutants of a rule.
struct MutantMaker {
  private let rule: CompiledRule
  private let programs: [NamedProgram]

  private let kinds: Set<MutationKind>

  init(_ rule: CompiledRule, _ kinds: Set<MutationKind>) {
    self.rule = rule
    self.kinds = kinds
    programs = rule.decidingPrograms + rule.namedPlaces
  }

  /// Gives one mutant after the other; those without a form could not be compiled.
  func visit(_ body: (Mutant) -> Void) {
    let strings = programs.flatMap { $0.program.syntax.root.comparedStrings }
    for named in programs {
      for change in TreeChanges(named.program, comparedStrings: strings, kinds: kinds).all {
        body(mutant(named, change))
      }
      if kinds.contains(.omissions), let form = rule.removing(named.expression) {
        body(
          Mutant(
            kind: .omissions, change: "is left out", source: named.program.text.trimmed,
            title: named.expression.title, place: named.place(of: named.program.syntax.root.id),
            forms: [form]))
      }
    }
    ranges("applies.rancher", \.rancher, body)
    ranges("applies.kubernetes", \.kubernetes, body)
  }

  private func mutant(_ named: NamedProgram, _ change: TreeChange) -> Mutant {
    let forms = change.trees.compactMap { tree -> CompiledRule? in
      guard case .success(let program) = named.program.recompiled(from: tree) else { return nil }
      return rule.replacing(named.expression, by: program)
    }
    return Mutant(
      kind: change.kind, change: change.text, source: named.program.text(of: change.id),
      title: named.expression.title, place: named.place(of: change.id), forms: forms)
  }

  private func ranges(
    _ title: String, _ path: WritableKeyPath<Applicability, VersionRange?>,
    _ body: (Mutant) -> Void
  ) {
    guard kinds.contains(.constants), let range = rule.rule.applies[keyPath: path] else { return }
    for text in RangeMutations.texts(range.text) {
      var applies = rule.rule.applies
      applies[keyPath: path] = VersionRange(text)
      body(
        Mutant(
          kind: .constants, change: "becomes \(text)", source: range.text, title: title,
          place: rule.rule.place, forms: [rule.applying(applies)]))
    }
  }
}
