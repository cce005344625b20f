import ArgumentParser

/// What judges many clusters.
struct FleetCommand: Subcommand {
  static let action = "start"
  static let configuration = CommandConfiguration(
    commandName: "fleet",
    abstract: "Judge many clusters in shards, and see the whole.",
    discussion: """
      importlint fleet check snapshots/ --rancher 2.13.1 --out rows/
      importlint fleet merge rows/ --format text --format html=fleet.html

      See docs/fleets.md.
      """,
    subcommands: [
      FleetCheckCommand.self, FleetMergeCommand.self, FleetPlanCommand.self, FleetRowCommand.self,
    ])

  func end() throws(Ending) -> Ending {
    OutputStream.error.write(text: ImportLintCommand.helpMessage(for: Self.self) + "\n")
    throw .failure("fleet needs one of its commands: check, merge, plan", doing: Self.action)
  }
}
