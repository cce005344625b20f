import Snapshots

/// JSON Schemas of the files of a pack, made from what their loader reads by.
public enum PackSchemas {
  /// The schema of a rule's file.
  public static var rule: String {
    JSONSchema.text(
      of: RuleDeclarations.rule, title: "ImportLint rule, schema 1",
      description: "One rule of a pack: <area>/<id>.yaml.")
  }

  /// The schema of pack.yaml.
  public static var pack: String {
    JSONSchema.text(
      of: RuleDeclarations.pack, title: "ImportLint rule pack, schema 1",
      description: "The head of a pack of rules: pack.yaml.")
  }
}
