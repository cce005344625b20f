import ArgumentParser
import Engine
import Rules
import Snapshots

/// Prints the JSON Schema of a kind of file.
struct PackSchemaCommand: Subcommand {
  static let action = "print the schema"
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Print the JSON Schema (draft 2020-12) of the files of a pack, of target files, of "
      + "waivers, of importlint.yaml, or of probes.",
    discussion: """
      Editors with the YAML language server complete and check a file by it, if its first line is

        # yaml-language-server: $schema=../.schemas/rule-1.schema.json

      `importlint pack init` writes the schemas into the pack. After an update of importlint:

        importlint pack schema rule > acme/.schemas/rule-1.schema.json
      """)

  /// The kinds of files that have a schema.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case rule, cases, definitions, fixtures, pack, target, waivers, configuration, probe

    /// Those that lie in a pack, or beside it for its examples.
    static let ofPack = allCases.filter { ![.waivers, .configuration, .probe].contains($0) }

    var schema: String {
      switch self {
      case .rule: PackSchemas.rule
      case .cases: PackSchemas.cases
      case .definitions: PackSchemas.definitions
      case .fixtures: PackSchemas.fixtures
      case .pack: PackSchemas.pack
      case .target: JSONSchema.target
      case .waivers: SettingsSchemas.waivers
      case .configuration: SettingsSchemas.configuration
      case .probe: JSONSchema.probe
      }
    }

    /// The name of its file, in `docs/schemas` and in a pack.
    var fileName: String { "\(rawValue)-1.schema.json" }
  }

  @Argument(help: ArgumentHelp("The kind of file.", valueName: "kind")) var kind: Kind

  func end() throws(Ending) -> Ending {
    OutputStream.output.write(text: kind.schema).ending ?? .done
  }
}
