import CEL
import Documents
import Rules

/// Puts mistakes into one definition, and finds out which of them no example of any rule notices.
struct DefinitionMutations {
  let kinds: Set<MutationKind>
  let load: @Sendable () -> RuleSet

  /// An example of a rule that uses the definition.
  private struct Trial {
    let rule: CompiledRule
    let example: ExampleTrial
  }

  func run(_ definition: Definition) -> RuleMutations {
    var result = RuleMutations(rule: "\(definition.pack)/\(definition.qualifiedName)")
    // A store of its own, as for each rule.
    let judge = Judge(load())
    let found = judge.definitions.all.first {
      $0.definition.pack == definition.pack && $0.definition.name == definition.name
    }
    guard let found else {
      result.failures = judge.problems.map(\.message)
      return result
    }
    func isUsed(by programs: [Program]) -> Bool {
      judge.definitions.used(by: programs).contains { $0.program.id == found.program.id }
    }
    let users = judge.rules.filter {
      isUsed(by: ($0.decidingPrograms + $0.namedPlaces).map(\.program))
    }
    // What only makes texts is left alone, as in rules.
    if users.isEmpty, judge.rules.contains(where: { isUsed(by: $0.textPrograms) }) {
      return result
    }
    var trials = users.flatMap { rule in
      rule.rule.trials.map { Trial(rule: rule, example: ExampleTrial($0, of: rule, by: judge)) }
    }.filter { $0.example.failures(of: $0.rule).isEmpty }
    let strings = ([found.program] + users.flatMap { $0.namedPrograms.map(\.program) })
      .flatMap { $0.syntax.root.comparedStrings }
    for change in TreeChanges(found.program, comparedStrings: strings, kinds: kinds).all {
      note(change, to: found, &trials, in: &result)
    }
    return result
  }

  private func note(
    _ change: TreeChange, to definition: CompiledDefinition, _ trials: inout [Trial],
    in result: inout RuleMutations
  ) {
    let named = definition.named
    let forms = change.trees.compactMap { tree -> Program? in
      guard case .success(let program) = named.program.recompiled(from: tree),
        program.type == named.program.type
      else { return nil }
      return program
    }
    guard !forms.isEmpty else {
      result.stillborn += 1
      return
    }
    result.count += 1
    for form in forms {
      let noticed = trials.firstIndex {
        !$0.example.failures(of: $0.rule, replacing: [named.program.id: form]).isEmpty
      }
      if let noticed {
        // What noticed one mistake is likely to notice the next one.
        trials.swapAt(0, noticed)
        return
      }
    }
    result.survivors.append(
      RuleMutations.Survivor(
        kind: change.kind, title: named.expression.title, source: named.program.text(of: change.id),
        change: change.text, place: named.place(of: change.id),
        hint: hint(forms, of: named.program, trials)))
  }

  /// What an example would have to say to notice a mistake that it shows; nil if none shows it.
  private func hint(_ forms: [Program], of program: Program, _ trials: [Trial]) -> String? {
    for trial in trials {
      for form in forms {
        let aspect = trial.example.unstatedDifference(
          from: trial.rule, to: trial.rule, replacing: [program.id: form])
        guard let aspect else { continue }
        return "example \"\(trial.example.example.name)\" of \(trial.rule.rule.id) would notice it "
          + "if it stated \(aspect)"
      }
    }
    return nil
  }
}
