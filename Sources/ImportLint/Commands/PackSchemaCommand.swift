import ArgumentParser
import Engine

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

  @Argument(help: ArgumentHelp("The kind of file.", valueName: "kind")) var kind: SchemaKind

  func end() throws(Ending) -> Ending {
    OutputStream.output.write(text: kind.text).ending ?? .done
  }
}

extension SchemaKind: ExpressibleByArgument {}
