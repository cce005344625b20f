import ArgumentParser

/// What helps with rule packs of one's own.
struct PackCommand: Subcommand {
  static let action = "start"
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Start a rule pack of your own, look it over, pack it, verify one, print schemas.",
    discussion: """
      importlint pack init acme/
      importlint pack lint acme/
      importlint pack build acme/
      importlint pack verify acme-1.0.0.tar.gz
      importlint pack schema rule > rule-1.schema.json

      The guide is docs/rule-packs.md.
      """,
    subcommands: [
      PackInitCommand.self, PackLintCommand.self, PackBuildCommand.self, PackVerifyCommand.self,
      PackSchemaCommand.self,
    ])

  func end() throws(Ending) -> Ending {
    OutputStream.error.write(text: ImportLintCommand.helpMessage(for: Self.self) + "\n")
    throw .failure(
      "pack needs one of its commands: init, lint, build, verify, schema", doing: Self.action)
  }
}
