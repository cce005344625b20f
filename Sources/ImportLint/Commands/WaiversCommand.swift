import ArgumentParser

/// What helps with files of waivers.
struct WaiversCommand: Subcommand {
  static let action = "start"
  static let configuration = CommandConfiguration(
    commandName: "waivers",
    abstract: "Accept a finding for a time; audit what is accepted.",
    discussion: """
      importlint waivers add 3f2a9c --result result.json --owner platform \\
        --reason "replaced in June" --expires 2027-06-30
      importlint waivers check waivers.yaml snapshot/ --rancher 2.13.1
      importlint check snapshot/ --rancher 2.13.1 --waivers waivers.yaml

      See docs/waivers.md.
      """,
    subcommands: [WaiversAddCommand.self, WaiversCheckCommand.self])

  func end() throws(Ending) -> Ending {
    OutputStream.error.write(text: ImportLintCommand.helpMessage(for: Self.self) + "\n")
    throw .failure("waivers needs one of its commands: add, check", doing: Self.action)
  }
}
