import ArgumentParser
import Basics
import Engine
import Findings
import Reports

/// Prints what is to be done, as a runbook.
struct PlanCommand: Subcommand {
  static let action = "plan"
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print what is to be done before the import, in order, as Markdown.",
    discussion: """
      Judges like check and prints a runbook: what fails, in an order that works (what blocks or \
      undoes other steps comes first), why, the commands with the cluster's own names, how to \
      verify, and what to collect for what is not known. Commands that delete say so and come \
      after their dry run. Nothing is run.

        importlint plan snapshot/ --rancher 2.13.1 > plan.md
        importlint plan get-yaml/ nodes/ --target target.yaml

      EXIT CODES
        0  the plan is printed, whatever it says; the last line on
           standard error says how ready the cluster is
        2  importlint could not do its job

      Whether the cluster is ready is for check to say: its exit code is for CI. See docs/plan.md.
      """)

  @OptionGroup var run: RunOptions
  @OptionGroup var language: LanguageOptions

  func validate() throws {
    guard !run.request.isMatrix else {
      throw OptionError(
        "a plan is for one version of Rancher; `importlint check --rancher all` shows which is "
          + "nearest")
    }
  }

  func end() throws(Ending) -> Ending {
    let progress = Progress()
    var request = run.request
    request.packs.language = language.request
    let (judgement, order) = Check(request, onStage: progress.begin).plan()
    progress.end()
    if judgement.exitCode == 2 {
      OutputStream.error.write(problems: judgement.problems)
      return Ending(judgement.conclusion)
    }
    let runbook = Runbook(judgement.translated, order: order)
    let bytes = RunbookReport(
      runbook,
      rerun: "importlint check \(run.argumentsOfNewExport)" + request.record.languageArgument
    ).render()
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    OutputStream.error.write(problems: judgement.problems)
    OutputStream.error.write(ages: AgeNotes.sentences(of: judgement, at: run.moment))
    let steps = counted(runbook.steps.count, "step")
    let blocking = runbook.steps.count(where: \.blocks)
    return Ending(
      code: 0,
      sentence: "planned \(steps), \(blocking) of which block the import; "
        + judgement.conclusion.sentence)
  }
}
