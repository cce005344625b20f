import Basics
import CEL
import Reports
import Rules

/// What there is to say of one rule, definition or function.
struct Explanation {
  private enum Content {
    case rule(Rule)
    case definition(Definition)
    /// Functions of several libraries may have one name.
    case functions([Function])
  }

  private let content: Content
  private let set: RuleSet

  /// Nil if nothing has that name.
  init?(of name: String, in set: RuleSet) {
    self.set = set
    let functions = FunctionReference.functions(named: name)
    if let definition = set.definition(named: name) {
      content = .definition(definition)
    } else if let rule = set.rule(named: name) {
      content = .rule(rule)
    } else if !functions.isEmpty {
      content = .functions(functions)
    } else {
      return nil
    }
  }

  /// The end of a message about a name that nothing has.
  static func suggestion(_ name: String, in set: RuleSet) -> String {
    let definitions = set.packs.flatMap { $0.definitions.map(\.qualifiedName) }
    let functions = FunctionReference.libraries.flatMap { $0.functions.map(\.name) }
    return didYouMean(
      name, among: set.rules.flatMap { [$0.id, $0.fullId] } + definitions + functions)
  }

  func bytes(_ format: ListFormat, for stream: OutputStream) -> [UInt8] {
    switch format {
    case .text: text(stream)
    case .json: json
    case .markdown: markdown.map { Array(VisibleText.block($0).utf8) } ?? text(stream)
    }
  }

  /// Nil for a definition, whose page is that of all functions.
  private var markdown: String? {
    switch content {
    case .rule(let rule): RulePage(rule.translated, in: set).markdown
    case .definition: nil
    case .functions(let functions):
      FunctionPage([FunctionLibrary(functions[0].name, functions)], []).markdown
    }
  }

  private var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      switch content {
      case .rule(let rule):
        json.object("rule") { RuleJSON.write(&$0, rule, set.definitions(usedBy: rule)) }
      case .definition(let definition):
        json.object("definition") { RuleJSON.write(&$0, definition) }
      case .functions(let functions):
        let titles = FunctionReference.libraries.flatMap { library in
          library.functions.filter { $0.name == functions[0].name }.map { _ in library.title }
        }
        json.objects("functions", zip(functions, titles)) {
          FunctionText.write(&$0, $1.0, of: $1.1)
        }
      }
    }
    return writer.bytes
  }

  // MARK: Text

  private func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    switch content {
    case .rule(let rule): write(rule.translated, to: &out)
    case .definition(let definition): write(definition, to: &out)
    case .functions(let functions):
      for (i, function) in functions.enumerated() {
        if i > 0 { out.blank() }
        FunctionText.write(function, to: &out)
      }
    }
    return out.bytes
  }

  private func write(_ definition: Definition, to out: inout TextWriter) {
    out.paragraph("", "\(definition.signature) [\(definition.pack)]", style: .bold)
    if !definition.description.isEmpty { out.paragraph("", definition.description, indent: 2) }
    out.blank()
    out.block(definition.expression.text.trimmingEnd, style: .dim, indent: 4)
    write(set.definitions(usedBy: definition), to: &out)
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
  private func write(_ rule: Rule, to out: inout TextWriter) {
    let page = RulePage(rule, in: set)
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
