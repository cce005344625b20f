import ArgumentParser
import Engine
import Findings

/// The root of the commands.
struct ImportLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "importlint",
    abstract: "Judges from an exported snapshot whether a Kubernetes cluster is ready to be "
      + "imported into Rancher.",
    discussion: """
      What judges reads files and never talks to a cluster; collect alone does, through kubectl, \
      and only reads. Collect a snapshot, judge it, fix what fails, collect what is missing, and \
      judge again:

        importlint collect
        importlint check snapshot/ --rancher 2.13.1
        importlint missing snapshot/ --rancher 2.13.1
        importlint explain loopback-resolver
        importlint inspect snapshot/

      Every rule gives every node, resource or the cluster one verdict: pass, fail, unknown \
      (evidence is missing; the report says what to collect) or not applicable.

      EXIT CODES
        0  ready: nothing that decides fails or is unknown
        1  not ready: a finding of severity error (see --fail-on) fails
        2  importlint could not do its job: wrong arguments, an input that
           cannot be read, an invalid rule, nothing to judge
        3  inconclusive: nothing that decides fails, but something is unknown,
           a file that may hold evidence could not be read, or the snapshot
           is older than --max-age allows

      Where several fit, 2 comes before 1, and 1 before 3. The last line on standard error says \
      why.
      """,
    version: ToolInfo.current.text,
    subcommands: [
      CheckCommand.self, ReportCommand.self, MissingCommand.self, PlanCommand.self,
      TargetCommand.self, CollectCommand.self, NodeScriptCommand.self, ExportCommand.self,
      RulesCommand.self, ExplainCommand.self, TestCommand.self, FunctionsCommand.self,
      InspectCommand.self, AnonymizeCommand.self, EvalCommand.self, PackCommand.self,
      WaiversCommand.self,
      ConfigCommand.self, DiffCommand.self, VerifyCommand.self, FleetCommand.self,
      LSPCommand.self,
    ])
}
