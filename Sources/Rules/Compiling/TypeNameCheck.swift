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
    for (names, written) in constraints(of: rule.rule) {
      var seen: Set<String> = []
      for mistake in names.resolved(in: .builtIn).mistakes where seen.insert(mistake.text).inserted
      {
        add(
          "\(rule.rule.fullId): \(mistake.text)", place(of: mistake, in: written) ?? rule.rule.place
        )
      }
    }
    for (program, text) in expressions(of: rule) { check(program, text) }
  }

  func check(_ definition: CompiledDefinition) {
    check(definition.program, definition.definition.expression)
  }

  private func add(_ message: String, _ place: SourcePlace?, count: Int? = nil) {
    problems.add(
      Problem(
        stage: .rules, code: "unknown-type", severity: .warning, message: message,
        places: place.map { [Place($0, count: count)] } ?? [],
        help: "What it names is not found, so the verdict is unknown. `kubectl api-resources` "
          + "prints names."))
  }

  // MARK: Constraints

  private func constraints(of rule: Rule) -> [(TypeNames, DocumentValue?)] {
    switch rule.kind {
    case .packRule: rule.matchConstraints.resourceRules.map { ($0.typeNames, $0.written) }
    case .policy(let policy):
      ([policy.matchConstraints] + policy.bindings.map(\.matchResources))
        .flatMap { $0.rules + $0.excludedRules }.map { ($0.typeNames, $0.written) }
    }
  }

  /// The element of a list that is wrong.
  private func place(of mistake: TypeNames.Mistake, in written: DocumentValue?) -> SourcePlace? {
    let (field, name) =
      switch mistake.part {
      case .group(let name): ("apiGroups", name)
      case .plural(let name): ("resources", name)
      case .version(let name): ("apiVersions", name)
      }
    return written?[field]?.elements.first { element in
      // `pods/status` is of pods.
      element.string.map { $0 == name || $0.hasPrefix(name + "/") } ?? false
    }?.place
  }

  // MARK: Expressions

  private func expressions(of rule: CompiledRule) -> [(Program, ExpressionText)] {
    var all: [(Program?, ExpressionText?)] = [
      (rule.condition, rule.rule.applies.condition),
      (rule.commands, rule.rule.fix.commandExpression),
    ]
    for validation in rule.validations {
      let written = validation.validation
      all += [
        (validation.program, written.expression), (validation.message, written.messageExpression),
        (validation.place, written.place),
      ]
    }
    for (compiled, named) in zip(rule.variables, rule.rule.variables) {
      all.append((compiled.program, named.expression))
    }
    for (compiled, named) in zip(rule.matchConditions, rule.rule.matchConditions) {
      all.append((compiled.program, named.expression))
    }
    return all.compactMap { program, text in
      if let program, let text { (program, text) } else { nil }
    }
  }

  /// `resource.List('core/v1', 'pods', …)`, as far as it is written out.
  private func check(_ program: Program, _ text: ExpressionText) {
    for case .call(_, let function, .identifier(_, "resource", _)?, let arguments)
      in program.syntax.expressions
    where ["List", "Get", "Find", "ListBy"].contains(function) && arguments.count > 2 {
      let (version, plural) = (arguments[0].text, arguments[1].text)
      guard let (mistake, argument) = mistake(version, plural, arguments) else { continue }
      let range = program.syntax.range(of: argument.id)
      add(mistake, text.place(at: range.offset), count: range.length)
    }
  }

  private func mistake(
    _ apiVersion: String?, _ plural: String?, _ arguments: [Expression]
  ) -> (String, Expression)? {
    let table = TypeTable.builtIn
    guard let apiVersion else {
      return plural.flatMap { table.mistake(inPlural: $0) }.map { ($0, arguments[1]) }
    }
    guard let plural else {
      let type = ResourceType(apiVersion: apiVersion, plural: "")
      return table.mistake(inGroup: type.group).map { ($0, arguments[0]) }
    }
    let type = ResourceType(apiVersion: apiVersion, plural: plural)
    let isPlural = table.mistake(in: type) != nil && table.mistake(inGroup: type.group) == nil
    return table.mistake(inAPIVersion: apiVersion, plural: plural)
      .map { ($0, arguments[isPlural ? 1 : 0]) }
  }
}

extension CEL.Expression {
  /// The text of a literal.
  fileprivate var text: String? {
    if case .literal(_, .string(let bytes)) = self {
      String(decoding: bytes, as: UTF8.self)
    } else {
      nil
    }
  }
}
