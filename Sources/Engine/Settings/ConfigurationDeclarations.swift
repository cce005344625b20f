import Findings
import Snapshots

/// The fields of `importlint.yaml`, declared once: the reader and the JSON Schema follow them.
enum ConfigurationDeclarations {
  static let target = ObjectDeclaration(
    "target",
    [
      Declaration("file", .string, "A target file (`--target`)."),
      Declaration(
        "rancher", .string,
        "Version of the Rancher to join; several, separated by commas; or all (`--rancher`)."),
      Declaration("url", .string, "Its URL, as the cluster reaches it (`--rancher-url`)."),
    ])

  static let inputs = ObjectDeclaration(
    "inputs",
    [
      Declaration(
        "include", .list(.string), "Patterns of the files that are read (`--include`)."),
      Declaration(
        "exclude", .list(.string), "Patterns of the files that are left out (`--exclude`)."),
    ])

  static let packs = ObjectDeclaration(
    "packs",
    [
      Declaration("folders", .list(.string), "Folders of rule packs (`--pack`)."),
      Declaration(
        "builtIn", .bool, "false leaves the built-in pack out (`--no-builtin`)."),
      Declaration("data", .string, "A folder with newer data files (`--data`)."),
    ])

  static let selection = ObjectDeclaration(
    "selection",
    [
      Declaration("select", .list(.string), "Rules to judge by, and no others (`--select`)."),
      Declaration("ignore", .list(.string), "Rules to leave out (`--ignore`)."),
    ])

  static let judging = ObjectDeclaration(
    "judging",
    [
      Declaration(
        "failOn", .string, "The lowest severity that decides (`--fail-on`).",
        values: ["error", "warning", "note"]),
      Declaration(
        "unknown", .string, "What an unknown that decides does to the exit code (`--unknown`).",
        values: JudgementOptions.UnknownPolicy.allCases.map(\.rawValue)),
      Declaration(
        "assume", .string, "What is believed of lists (`--assume`).",
        values: Assumption.allCases.map(\.rawValue)),
      Declaration(
        "maxAge", .string, "The age from which a snapshot is inconclusive (`--max-age`)."),
    ])

  static let baseline = ObjectDeclaration(
    "baseline",
    [
      Declaration(
        "file", .string, "A JSON report to compare with (`--baseline`).", requirement: .always),
      Declaration("failOnNew", .bool, "Whether only new findings decide (`--fail-on-new`)."),
    ])

  static let collect = ObjectDeclaration(
    "collect",
    [
      Declaration("output", .string, "Where the snapshot goes (`--output`)."),
      Declaration("name", .string, "The cluster's name, for the snapshot (`--name`)."),
      Declaration("context", .string, "Context of the kubeconfig (`--context`)."),
      Declaration("kubeconfig", .string, "The kubeconfig (`--kubeconfig`)."),
      Declaration("secrets", .bool, "false leaves Secrets out altogether (`--no-secrets`)."),
    ])

  static let file = ObjectDeclaration(
    "configuration",
    [
      Declaration(
        "schema", .int, "Version of the format: 1.", values: ["1"], requirement: .always),
      Declaration("target", .object(target), "Which Rancher the cluster is to join."),
      Declaration(
        "inputs", .object(inputs), "Which files of the snapshot are read."),
      Declaration("packs", .object(packs), "Which rules are loaded."),
      Declaration("selection", .object(selection), "Which of them judge."),
      Declaration("judging", .object(judging), "How strictly."),
      Declaration(
        "formats", .list(.string), "Reports, as `--format` takes them: `text`, `json=out.json`."),
      Declaration(
        "language", .string, "The language of rules' texts: en, zh, or a pack's (`--lang`)."),
      Declaration("waivers", .list(.string), "Files with waivers (`--waivers`)."),
      Declaration("baseline", .object(baseline), "What a run is compared with."),
      Declaration("collect", .object(collect), "How a snapshot is collected."),
    ])

  /// The JSON Schema of importlint.yaml.
  static var schema: String {
    JSONSchema.text(
      of: file, title: "ImportLint configuration, schema 1",
      description: "importlint.yaml: values of options. Paths are relative to the file.")
  }
}
