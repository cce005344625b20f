import Snapshots

/// JSON Schemas of the files of a pack, made from what their loader reads by.
public enum PackSchemas {
  /// The schema of a rule's file.
  public static var rule: String {
    JSONSchema.text(
      of: RuleDeclarations.rule, title: "ImportLint rule, schema 1",
      description: "One rule of a pack: <area>/<id>.yaml.")
  }

  /// The schema of a file with further examples of a rule.
  public static var cases: String {
    JSONSchema.text(
      of: RuleDeclarations.cases, title: "ImportLint cases, schema 1",
      description: "Further examples of the rule beside it: <id>.cases.yaml.")
  }

  /// The schema of a file of the folder `fixtures`.
  public static var fixtures: String {
    JSONSchema.text(
      of: RuleDeclarations.fixtures, title: "ImportLint fixtures, schema 1",
      description: "Objects and snapshots that examples take by name: fixtures/<topic>.yaml.")
  }

  /// The schema of a file of the folder `definitions`.
  public static var definitions: String {
    JSONSchema.text(
      of: RuleDeclarations.definitions, title: "ImportLint definitions, schema 1",
      description: "Named expressions that rules share: definitions/<topic>.yaml.")
  }

  /// The schema of a file of the folder `translations`.
  public static var translations: String {
    JSONSchema.text(
      of: RuleDeclarations.translations, title: "ImportLint translations, schema 1",
      description: "Texts of rules in another language: translations/<language>/<topic>.yaml.")
  }

  /// The schema of pack.yaml.
  public static var pack: String {
    JSONSchema.text(
      of: RuleDeclarations.pack, title: "ImportLint rule pack, schema 1",
      description: "The head of a pack of rules: pack.yaml.")
  }
}
