import Reports
import Rules

/// A rule's description as JSON.
enum RuleJSON {
  static func write(
    _ json: inout JSONWriter, _ rule: Rule, _ definitions: [Definition] = []
  ) {
    json.member("id", rule.fullId)
    json.member("pack", rule.pack)
    json.member("title", rule.title)
    json.member("severity", rule.severity.rawValue)
    json.member("area", rule.area)
    json.member("subject", rule.subject.rawValue)
    json.object("applies") {
      $0.member("rancher", rule.applies.rancher?.text)
      $0.member("kubernetes", rule.applies.kubernetes?.text)
      $0.strings("distributions", rule.applies.distributions)
      $0.member("condition", rule.applies.condition?.text)
    }
    json.member("why", rule.why)
    json.object("fix") {
      $0.member("text", rule.fix.text)
      $0.strings("commands", rule.fix.commands)
      $0.member("commandExpression", rule.fix.commandExpression?.text)
    }
    if let translation = rule.translation {
      json.object("translation") {
        $0.member("language", translation.language)
        $0.member("title", translation.title)
        $0.member("why", translation.why)
        $0.member("fix", translation.fix)
      }
    }
    json.objects("matchConditions", rule.matchConditions, write)
    json.objects("variables", rule.variables, write)
    if !definitions.isEmpty { json.objects("definitions", definitions, write) }
    json.objects("validations", rule.validations) {
      $0.member("name", $1.name)
      $0.member("severity", $1.severity.rawValue)
      $0.member("expression", $1.expression.text)
      $0.member("message", $1.message)
      $0.member("place", $1.place?.text)
    }
    json.objects("references", rule.references) {
      $0.member("title", $1.title)
      $0.member("url", $1.url)
    }
    json.strings("deprecatedIds", rule.deprecatedIds)
    json.objects("examples", rule.examples) {
      $0.member("name", $1.name)
      $0.member("expect", RulePage.summary(of: $1.expectation))
    }
  }

  static func write(_ json: inout JSONWriter, _ definition: Definition) {
    json.member("name", definition.qualifiedName)
    json.member("pack", definition.pack)
    json.member("description", definition.description)
    json.objects("parameters", definition.parameters) {
      $0.member("name", $1.name)
      $0.member("type", $1.type)
    }
    json.member("expression", definition.expression.text)
  }

  private static func write(_ json: inout JSONWriter, _ named: NamedExpression) {
    json.member("name", named.name)
    json.member("expression", named.expression.text)
  }
}
