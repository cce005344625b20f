import Basics
import Documents
import Findings
import Snapshots

/// Reads one rule from its file.
struct RuleLoader {
  let pack: String
  let problems: ProblemList
  let fixtures: FixtureTable
  /// Whether a rule may be without examples.
  var allowsDrafts = false
  /// Whether rules come without their examples, and are no drafts all the same.
  var leavesExamplesOut = false

  /// The rule in `document`; nil, with problems, if it is none.
  func rule(_ document: DocumentValue, area folder: String?, fileName: String?) -> Rule? {
    let isDraft = allowsDrafts && (document["examples"]?.elements ?? []).isEmpty
    let type =
      isDraft || leavesExamplesOut ? RuleDeclarations.draft : RuleDeclarations.rule
    guard let fields = FieldReader(document, as: type, problems) else { return nil }
    let severity = fields.choice("severity", as: Severity.self)
    let id = fields.required("id")
    checkName(id, fields, folder: folder, fileName: fileName)
    let subject = subjectKind(fields)
    let validations = validations(fields, severity ?? .error)
    let onError = fields.choice("onError", as: OnError.self) ?? .unknown
    return Rule(
      id: id, pack: pack, title: (isDraft ? Rule.draftMark : "") + fields.required("title"),
      severity: severity ?? .error,
      area: fields.string("area") ?? folder ?? "", why: fields.required("why"),
      fix: fix(fields), references: references(fields), applies: applies(fields),
      needs: fields.strings("needs"), subject: subject,
      matchConstraints: matchConstraints(fields, subject),
      matchConditions: named("matchConditions", fields), variables: named("variables", fields),
      validations: validations, failsOnError: onError == .fail,
      neverFails: fields.bool("neverFails") ?? false,
      isWaivable: fields.bool("waivable") ?? true,
      deprecatedIds: fields.strings("deprecatedIds"), examples: examples(fields),
      place: document.place, isDraft: isDraft)
  }

  private enum OnError: String, CaseIterable { case unknown, fail }

  private func checkName(
    _ id: String, _ fields: FieldReader, folder: String?, fileName: String?
  ) {
    let place = fields.value("id")?.place
    if let fileName, !id.isEmpty, fileName != id {
      problems.add(
        "wrong-name",
        "a rule belongs in the file that is named after it: \(id).yaml, not "
          + "\(fileName).yaml", at: place)
    }
    if let folder, let area = fields.string("area"), area != folder {
      problems.add(
        "wrong-name", "\"area\" is \"\(area)\", but the rule is in the folder \(folder)",
        at: fields.value("area")?.place)
    }
  }

  private func subjectKind(_ fields: FieldReader) -> Subject.Kind {
    fields.choice("subject", as: Subject.Kind.self) ?? .cluster
  }

  private func fix(_ fields: FieldReader) -> RuleFix {
    guard let fix = fields.object("fix", as: RuleDeclarations.fix) else {
      return RuleFix(text: "", commands: [])
    }
    return RuleFix(
      text: fix.required("text"), commands: fix.strings("commands"),
      commandExpression: fix.expression("commandExpression"))
  }

  private func references(_ fields: FieldReader) -> [RuleResult.Reference] {
    fields.objects("references", as: RuleDeclarations.reference).map {
      RuleResult.Reference(title: $0.required("title"), url: $0.required("url"))
    }
  }

  private func applies(_ fields: FieldReader) -> Applicability {
    guard let applies = fields.object("applies", as: RuleDeclarations.applies) else {
      return Applicability(distributions: [])
    }
    return Applicability(
      rancher: applies.range("rancher"), kubernetes: applies.range("kubernetes"),
      distributions: distributions(applies), condition: applies.expression("condition"))
  }

  /// A misspelt name would make a rule that never applies.
  private func distributions(_ applies: FieldReader) -> [String] {
    let names = applies.strings("distributions")
    for element in applies.list("distributions") {
      guard let name = element.string, !Distribution.names.contains(name) else { continue }
      problems.add(
        "unknown-distribution",
        "there is no distribution \"\(name)\"" + didYouMean(name, among: Distribution.names),
        at: element.place)
    }
    return names
  }

  private func matchConstraints(_ fields: FieldReader, _ kind: Subject.Kind) -> MatchConstraints {
    let constraints = fields.object("matchConstraints", as: RuleDeclarations.matchConstraints)
    let rules = (constraints?.objects("resourceRules", as: RuleDeclarations.resourceRule) ?? [])
      .map { rule in
        MatchConstraints.ResourceRule(
          apiGroups: rule.strings("apiGroups"), apiVersions: rule.strings("apiVersions"),
          resources: rule.strings("resources"), written: rule.map)
      }
    if kind != .resource, let value = fields.value("matchConstraints") {
      problems.add(
        "wrong-value", "\"matchConstraints\" belongs to rules with `subject: resource`",
        at: value.place)
    }
    return MatchConstraints(resourceRules: rules)
  }

  private func named(_ name: String, _ fields: FieldReader) -> [NamedExpression] {
    var seen: Set<String> = []
    return fields.objects(name, as: RuleDeclarations.namedExpression).compactMap { entry in
      let key = entry.required("name")
      if !seen.insert(key).inserted {
        problems.add("duplicate-name", "\"\(key)\" is defined twice", at: entry.map.place)
      }
      guard let expression = entry.expression("expression") else { return nil }
      return NamedExpression(name: key, expression: expression)
    }
  }

  private func validations(_ fields: FieldReader, _ severity: Severity) -> [Validation] {
    var seen: Set<String> = []
    return fields.objects("validations", as: RuleDeclarations.validation).enumerated()
      .compactMap { position, entry in
        let name = entry.string("name") ?? "\(position + 1)"
        if !seen.insert(name).inserted {
          problems.add("duplicate-name", "\"\(name)\" is defined twice", at: entry.map.place)
        }
        guard let expression = entry.expression("expression") else { return nil }
        return Validation(
          name: name, expression: expression, message: entry.required("message"),
          messageExpression: entry.expression("messageExpression"),
          place: entry.expression("place"),
          severity: entry.choice("severity", as: Severity.self) ?? severity)
      }
  }

  // MARK: Examples

  private func examples(_ fields: FieldReader) -> [Example] {
    let examples = fields.objects("examples", as: RuleDeclarations.example).map(example)
    // That there are none was said.
    guard !examples.isEmpty else { return [] }
    let neverFails = fields.bool("neverFails") ?? false
    if !neverFails, !examples.contains(where: { !$0.expectation.fail.isEmpty }) {
      problems.add(
        "missing-example", "the rule has no example that fails", at: fields.map.place,
        help: "Every rule shows what passes and what fails; its examples are its tests.")
    }
    let passes = examples.contains {
      $0.expectation.fail.isEmpty && $0.expectation.unknown.isEmpty
        && $0.expectation.notApplicable.isEmpty
    }
    if !passes {
      problems.add(
        "missing-example", "the rule has no example that passes", at: fields.map.place,
        help: "Every rule shows what passes and what fails; its examples are its tests.")
    }
    return examples
  }

  /// The examples of a file of cases.
  func cases(_ document: DocumentValue) -> [Example] {
    guard let file = FieldReader(document, as: RuleDeclarations.cases, problems) else { return [] }
    if let schema = file.value("schema"), schema.int != 1 {
      problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
    }
    return file.objects("cases", as: RuleDeclarations.example).map(example)
  }

  private func example(_ fields: FieldReader) -> Example {
    var expectation = Example.Expectation()
    if let expect = fields.object("expect", as: RuleDeclarations.expect) {
      expectation.pass = outcomes("pass", expect)
      expectation.fail = outcomes("fail", expect)
      expectation.unknown = outcomes("unknown", expect)
      expectation.notApplicable = outcomes("notApplicable", expect)
    }
    let snapshot = fields.value("snapshot").map(fixtures.expanded)
    if let snapshot { checkSnapshot(snapshot) }
    return Example(
      name: fields.required("name"), target: fields.value("target"), snapshot: snapshot,
      expectation: expectation, place: fields.map.place)
  }

  private func checkSnapshot(_ snapshot: DocumentValue) {
    guard let fields = FieldReader(snapshot, as: RuleDeclarations.exampleSnapshot, problems) else {
      return
    }
    for (_, node) in fields.value("nodes")?.entries ?? [] {
      let facts = FieldReader(node, as: RuleDeclarations.exampleNode, problems)
      for (_, unit) in facts?.value("units")?.entries ?? [] {
        _ = FieldReader(unit, as: RuleDeclarations.unit, problems)
      }
    }
    _ = fields.object("rke", as: RuleDeclarations.rkeFiles)
  }

  /// A subject alone may be written as its name.
  private func outcomes(_ name: String, _ fields: FieldReader) -> [Example.ExpectedVerdict] {
    fields.list(name).compactMap { element in
      if let subject = element.string {
        return Example.ExpectedVerdict(subject: named(subject), place: element.place)
      }
      guard let outcome = FieldReader(element, as: RuleDeclarations.outcome, problems) else {
        return nil
      }
      // An empty text would be part of any place, message or reason.
      for name in ["at", "message", "reason"] where outcome.string(name)?.isEmpty ?? false {
        problems.add(
          "wrong-value", "\"\(name)\" is empty", at: outcome.value(name)?.place ?? element.place)
      }
      return Example.ExpectedVerdict(
        subject: named(outcome.required("subject")), validation: outcome.string("validation"),
        severity: outcome.choice("severity", as: Severity.self), at: outcome.string("at"),
        message: outcome.string("message"), reason: outcome.string("reason"),
        place: element.place)
    }
  }

  /// A subject's name; `Node//w1` is another way to write `Node/w1`.
  private func named(_ subject: String) -> String {
    subject.split(separator: "/").joined(separator: "/")
  }
}
