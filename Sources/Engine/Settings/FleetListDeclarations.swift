import Snapshots

/// The fields of a list of clusters, declared once: the reader and the JSON Schema follow them.
package enum FleetListDeclarations {
  package static let cluster = ObjectDeclaration(
    "cluster",
    [
      Declaration(
        "name", .string, "What reports call it; no other cluster of the list has the name.",
        requirement: .always),
      Declaration(
        "inputs", .string,
        "Folders and files of its snapshot, relative to the list's folder.", requirement: .always,
        alternatives: [.type(.list(.string))]),
      Declaration(
        "target", .string,
        "Its target file, relative to the list's folder; without one `--target` counts."),
      Declaration(
        "labels", .map(.string),
        "What groups it with others: region, ring, failover group. Values are texts."),
    ])

  package static let file = ObjectDeclaration(
    "fleet list",
    [
      Declaration(
        "schema", .int, "Version of the format: 1.", values: ["1"], requirement: .always),
      Declaration("clusters", .list(.object(cluster)), "The clusters.", requirement: .always),
    ])

  /// The JSON Schema of a list of clusters.
  static var schema: String {
    JSONSchema.text(
      of: file, title: "ImportLint fleet list, schema 1",
      description: "Clusters that `importlint fleet check` judges, each by its own snapshot.")
  }
}
