import ArgumentParser
import Documents
import Reports
import Rules

/// Shows one rule.
struct ExplainCommand: Subcommand {
  static let action = "explain the rule"
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show one rule: what it judges, why, how to fix what it finds.",
    discussion: """
      importlint explain loopback-resolver
      importlint explain rancher-import/loopback-resolver --format markdown
      """)

  @Argument(help: ArgumentHelp("The rule's id, with or without its pack.", valueName: "id"))
  var id: String
  @OptionGroup var packs: PackOptions
  @Option(help: "Form of the page.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    guard let rule = set.rule(named: id) else {
      let names = set.rules.flatMap { [$0.id, $0.fullId] }
      throw .failure(
        "no rule is named \"\(id)\"\(didYouMean(id, among: names)) (`importlint rules` lists them)",
        doing: Self.action)
    }
    let bytes: [UInt8]
    switch format {
    case .text: bytes = text(rule)
    case .markdown: bytes = Array(VisibleText.block(RulePage(rule).markdown).utf8)
    case .json:
      var writer = JSONWriter(isIndented: true)
      writer.document { json in
        json.member("schema", 1)
        json.object("rule") { RuleJSON.write(&$0, rule) }
      }
      bytes = writer.bytes
    }
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  private func text(_ rule: Rule) -> [UInt8] {
    var out = OutputStream.output.textWriter
    out.paragraph(
      .init(rule.severity.rawValue + "  ", .of(rule.severity)),
      "\(rule.title) [\(rule.fullId)]", style: .bold)
    out.paragraph("", "Judges \(RulePage.subject(of: rule)).", indent: 2)
    for sentence in RulePage.scope(of: rule) { out.paragraph("", sentence, indent: 2) }
    out.blank()
    out.paragraph(.init("why  ", .bold), rule.why, indent: 2)
    out.paragraph(.init("fix  ", .bold), rule.fix.text, indent: 2)
    for command in rule.fix.commands { out.line(.init("$ ", .dim), .init(command), indent: 7) }
    if rule.fix.commandExpression != nil {
      out.line(.init("(a report adds the commands for the cluster at hand)", .dim), indent: 7)
    }
    writeExpressions(rule, to: &out)
    out.blank()
    out.line(.init("Examples", .bold), ", each of them a test of the rule", indent: 2)
    for example in rule.examples {
      out.paragraph(
        "- ", "\(example.name): \(RulePage.summary(of: example.expectation))", indent: 4)
    }
    if !rule.references.isEmpty {
      out.blank()
      out.line(.init("References", .bold), indent: 2)
    }
    for reference in rule.references {
      out.line(.init("\(reference.title): \(reference.url)"), indent: 4)
    }
    return out.bytes
  }

  private func writeExpressions(_ rule: Rule, to out: inout TextWriter) {
    if !rule.variables.isEmpty {
      out.blank()
      out.line(.init("Variables", .bold), indent: 2)
    }
    for variable in rule.variables {
      out.line(.init("variables.\(variable.name):"), indent: 4)
      out.block(variable.expression.text.trimmingEnd, style: .dim, indent: 6)
    }
    out.blank()
    out.line(.init("Must be true", .bold), indent: 2)
    for validation in rule.validations {
      out.line(
        .init(validation.name), .init(" (\(validation.severity.rawValue)):"), indent: 4)
      out.block(validation.expression.text.trimmingEnd, style: .dim, indent: 6)
    }
  }
}

extension String {
  /// Without line breaks at its end.
  fileprivate var trimmingEnd: String {
    String(reversed().drop { $0.isNewline }.reversed())
  }
}
