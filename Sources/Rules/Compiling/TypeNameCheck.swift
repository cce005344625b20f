import CEL
import Documents
import Findings
import Snapshots

/// Looks for names of resource types that Kubernetes does not have, before there is a snapshot.
///
/// They are warnings: a snapshot's discovery may know more, and where it does not, what is judged
/// stays unknown.
struct TypeNameCheck {
  let problems: ProblemList

  func check(_ rule: CompiledRule) {
    let constraints: [TypeNames] =
      switch rule.rule.kind {
      case .packRule: rule.rule.matchConstraints.resourceRules.map(\.typeNames)
      case .policy(let policy):
        ([policy.matchConstraints] + policy.bindings.map(\.matchResources))
          .flatMap(\.rules).map(\.typeNames)
      }
    var seen: Set<String> = []
    for mistake in constraints.flatMap({ $0.resolved(in: .builtIn).mistakes })
    where seen.insert(mistake).inserted {
      add("\(rule.rule.fullId): \(mistake)", rule.rule.place)
    }
    for (program, text) in expressions(of: rule) { check(program.syntax.root, program, text) }
  }

  private func add(_ message: String, _ place: SourcePlace?, count: Int = 0) {
    problems.add(
      Problem(
        stage: .rules, code: "unknown-type", severity: .warning, message: message,
        places: place.map { [Place($0, count: count)] } ?? []))
  }

  private func expressions(of rule: CompiledRule) -> [(Program, ExpressionText)] {
    var all = rule.validations.map { ($0.program, $0.validation.expression) }
    for (compiled, named) in zip(rule.variables, rule.rule.variables) {
      all.append((compiled.program, named.expression))
    }
    for (compiled, named) in zip(rule.matchConditions, rule.rule.matchConditions) {
      all.append((compiled.program, named.expression))
    }
    if let program = rule.condition, let text = rule.rule.applies.condition {
      all.append((program, text))
    }
    return all
  }

  /// `resource.List('core/v1', 'pods', …)`, where both are written out.
  private func check(_ expression: Expression, _ program: Program, _ text: ExpressionText) {
    if case .call(_, let function, .identifier(_, "resource", _)?, let arguments) = expression,
      ["List", "Get", "Find", "ListBy"].contains(function), arguments.count > 2,
      case .literal(let id, .string(let version)) = arguments[0],
      case .literal(_, .string(let plural)) = arguments[1],
      let mistake = TypeTable.builtIn.mistake(
        inAPIVersion: String(decoding: version, as: UTF8.self),
        plural: String(decoding: plural, as: UTF8.self))
    {
      let range = program.syntax.range(of: id)
      add(mistake, text.place(at: range.offset), count: range.length)
    }
    for child in expression.children { check(child, program, text) }
  }
}
