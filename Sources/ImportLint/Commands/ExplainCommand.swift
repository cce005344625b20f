import ArgumentParser
import Basics
import CEL
import Documents
import Reports
import Rules

/// Shows one rule, definition or function.
struct ExplainCommand: Subcommand {
  static let action = "explain the rule"
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show one rule: what it judges, why, how to fix what it finds; or a definition or "
      + "function of expressions.",
    discussion: """
      importlint explain loopback-resolver
      importlint explain rancher-import/loopback-resolver --format markdown
      importlint explain definitions.isReady --pack acme/
      importlint explain resource.Find
      """)

  @Argument(
    help: ArgumentHelp(
      "A rule's id, with or without its pack; or a name of a definition or function.",
      valueName: "id"))
  var id: String
  @OptionGroup var packs: PackOptions
  @Option(help: "Form of the page.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    if let definition = set.definition(named: id) {
      return OutputStream.output.write(bytes: bytes(of: definition, in: set)).ending ?? .done
    }
    guard let rule = set.rule(named: id) else {
      let functions = FunctionReference.functions(named: id)
      if !functions.isEmpty {
        return OutputStream.output.write(bytes: bytes(of: functions)).ending ?? .done
      }
      let definitions = set.packs.flatMap { $0.definitions.map(\.qualifiedName) }
      let names =
        set.rules.flatMap { [$0.id, $0.fullId] } + definitions
        + FunctionReference.libraries.flatMap { $0.functions.map(\.name) }
      throw .failure(
        "no rule, definition or function is named \"\(id)\"\(didYouMean(id, among: names)) "
          + "(`importlint rules` and `importlint functions` list them)",
        doing: Self.action)
    }
    let bytes: [UInt8]
    switch format {
    case .text: bytes = text(rule, set)
    case .markdown: bytes = Array(VisibleText.block(RulePage(rule, in: set).markdown).utf8)
    case .json:
      var writer = JSONWriter(isIndented: true)
      writer.document { json in
        json.member("schema", 1)
        json.object("rule") { RuleJSON.write(&$0, rule, set.definitions(usedBy: rule)) }
      }
      bytes = writer.bytes
    }
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  private func bytes(of functions: [Function]) -> [UInt8] {
    switch format {
    case .text:
      var out = OutputStream.output.textWriter
      for (i, function) in functions.enumerated() {
        if i > 0 { out.blank() }
        FunctionText.write(function, to: &out)
      }
      return out.bytes
    case .markdown:
      let page = FunctionPage([FunctionLibrary(id, functions)], [])
      return Array(VisibleText.block(page.markdown).utf8)
    case .json:
      let titles = FunctionReference.libraries.flatMap { library in
        library.functions.filter { $0.name == id }.map { _ in library.title }
      }
      var writer = JSONWriter(isIndented: true)
      writer.document { json in
        json.member("schema", 1)
        json.objects("functions", zip(functions, titles)) {
          FunctionText.write(&$0, $1.0, of: $1.1)
        }
      }
      return writer.bytes
    }
  }

  private func bytes(of definition: Definition, in set: RuleSet) -> [UInt8] {
    let used = set.definitions(usedBy: definition)
    if format == .json {
      var writer = JSONWriter(isIndented: true)
      writer.document { json in
        json.member("schema", 1)
        json.object("definition") { RuleJSON.write(&$0, definition) }
      }
      return writer.bytes
    }
    var out = OutputStream.output.textWriter
    out.paragraph("", "\(definition.signature) [\(definition.pack)]", style: .bold)
    if !definition.description.isEmpty { out.paragraph("", definition.description, indent: 2) }
    out.blank()
    out.block(definition.expression.text.trimmingEnd, style: .dim, indent: 4)
    write(used, to: &out)
    return out.bytes
  }

  private func write(_ definitions: [Definition], to out: inout TextWriter) {
    if definitions.isEmpty { return }
    out.blank()
    out.line(.init("Definitions", .bold), indent: 2)
    for definition in definitions {
      out.line(.init("\(definition.signature):"), indent: 4)
      if !definition.description.isEmpty { out.paragraph("", definition.description, indent: 6) }
      out.block(definition.expression.text.trimmingEnd, style: .dim, indent: 6)
    }
  }

  /// What the rule is about in sentences first, then how it is decided.
  private func text(_ rule: Rule, _ set: RuleSet) -> [UInt8] {
    let page = RulePage(rule, in: set)
    var out = OutputStream.output.textWriter
    out.paragraph(
      .init(rule.severity.rawValue + "  ", .of(rule.severity)),
      "\(rule.title) [\(rule.fullId)]", style: .bold)
    out.paragraph("", page.subject, indent: 2)
    for finding in page.findings { out.paragraph("- ", finding, indent: 4) }
    out.blank()
    out.paragraph(.init("why  ", .bold), rule.why, indent: 2)
    out.paragraph(.init("fix  ", .bold), rule.fix.text, indent: 2)
    for command in rule.fix.commands { out.line(.init("$ ", .dim), .init(command), indent: 7) }
    if rule.fix.commandExpression != nil {
      out.line(.init("(a report adds the commands for the cluster at hand)", .dim), indent: 7)
    }
    if let evidence = page.evidence {
      out.blank()
      out.paragraph("", evidence, indent: 2)
    }
    out.blank()
    out.line(.init("Examples", .bold), ", each of them a test of the rule", indent: 2)
    for example in rule.examples {
      out.paragraph(
        "- ", "\(example.name): \(RulePage.summary(of: example.expectation))", indent: 4)
    }
    out.blank()
    out.line(.init("How it is decided", .bold), indent: 2)
    for condition in page.conditions { out.paragraph("- ", condition, indent: 4) }
    writeExpressions(rule, to: &out)
    write(set.definitions(usedBy: rule), to: &out)
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
    out.blank()
    out.line(.init("Must be true", .bold), indent: 2)
    for validation in rule.validations {
      out.line(
        .init(validation.name), .init(" (\(validation.severity.rawValue)):"), indent: 4)
      out.block(validation.expression.text.trimmingEnd, style: .dim, indent: 6)
      guard let place = validation.place else { continue }
      out.line(.init("a finding points at:"), indent: 6)
      out.block(place.text.trimmingEnd, style: .dim, indent: 8)
    }
    if !rule.variables.isEmpty {
      out.blank()
      out.line(.init("Variables", .bold), indent: 2)
    }
    for variable in rule.variables {
      out.line(.init("variables.\(variable.name):"), indent: 4)
      out.block(variable.expression.text.trimmingEnd, style: .dim, indent: 6)
    }
  }
}

extension String {
  /// Without line breaks at its end.
  fileprivate var trimmingEnd: String {
    String(reversed().drop { $0.isNewline }.reversed())
  }
}
