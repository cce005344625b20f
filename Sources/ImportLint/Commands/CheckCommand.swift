import Anonymizing
import ArgumentParser
import Engine
import Findings
import Reports

/// Judges a snapshot.
struct CheckCommand: Subcommand {
  static let action = "judge"
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge whether the cluster of a snapshot is ready to be imported.",
    discussion: """
      A snapshot is what kubectl prints, in any files and folders: objects as YAML or JSON, the \
      output of `kubectl cluster-info dump`, and files of the nodes in nodes/<node>/<path>. \
      Several inputs are one cluster.

        importlint check snapshot/ --rancher 2.13.1
        importlint check get-yaml/ nodes/ --target target.yaml
        kubectl get nodes -o json | importlint check - --rancher 2.13.1
        importlint check snapshot/ --format text --format sarif=out.sarif
        importlint check snapshot/ --select loopback-resolver,active-dnsmasq
        importlint check snapshot/ --trace loopback-resolver@node/w1
        importlint check snapshot/ --waivers waivers.yaml --baseline march.json
        importlint check snapshot/ --rancher all
        importlint check snapshot/ --rancher 2.12.3,2.13.1

      The last two judge for several versions and print a table: which of them the cluster is \
      ready for, and what each would still need.

      REPORT FORMATS
      \(FormatOptions.list)

      EXIT CODES
        0 ready, 1 not ready, 2 importlint could not do its job, 3 inconclusive
        With --rancher all one version that is ready is enough for 0; with a list all must be.
      """)

  @OptionGroup var run: RunOptions
  @OptionGroup(title: "Baseline") var baseline: BaselineOptions

  @OptionGroup(title: "Reports") var formats: FormatOptions
  @OptionGroup(title: "Reports") var language: LanguageOptions
  @OptionGroup(title: "Anonymizing") var anonymizing: AnonymizingOptions

  @Option(
    help: ArgumentHelp(
      "Show how one rule comes to its verdict, each sub-expression with its value, in place of a "
        + "report: for the subject that is named, else for those with the worst verdicts.",
      valueName: "rule[@subject]"), transform: TraceRequest.init(parsing:))
  var trace: TraceRequest?

  private var reports: ReportRequests { formats.reports }

  func validate() throws {
    if run.request.isMatrix, baseline.file != nil {
      throw OptionError("--baseline is for one version of Rancher")
    }
    if run.request.isMatrix, anonymizing.anonymize {
      throw OptionError("--anonymize is for one version of Rancher")
    }
    guard trace != nil else { return }
    if anonymizing.anonymize { throw OptionError("--anonymize is for reports, not for --trace") }
    guard formats.format.isEmpty, run.select.isEmpty, run.ignore.isEmpty else {
      throw OptionError(
        "--trace chooses the rule and prints no report: leave out --format, --select and --ignore")
    }
    if run.request.isMatrix { throw OptionError("--trace is for one version of Rancher") }
  }

  func end() throws(Ending) -> Ending {
    if let trace { return try end(tracing: trace) }
    var request = run.request
    request.needsChecksums = reports.needsChecksums
    request.listsPasses = reports.listsPasses
    baseline.add(to: &request)
    request.packs.language = language.request
    let map = try anonymizing.anonymize ? anonymizing.readMap() : nil
    let guardian = OutputGuard(writing: reports.files + [anonymizing.map].compactMap { $0 })
    do throws(OptionError) {
      try guardian.check(request)
      try guardian.check(inputs: run.terms.packs.configuration.files)
      guard map != nil else { return try end(request, guardian) }
    } catch {
      throw .failure(error.description, doing: "report")
    }
    return try end(
      request, guardian, anonymizingBy: map ?? AnonymizationMap(key: AnonymizationKey()))
  }

  private func end(
    _ request: CheckRequest, _ guardian: OutputGuard
  ) throws(OptionError) -> Ending {
    let progress = Progress()
    let check = Check(request, endsWithProcess: true, onStage: progress.begin)
    // Written by one writer only: the line of progress is gone before the first report.
    guard !request.isMatrix else {
      let matrix = check.matrix()
      progress.end()
      try guardian.check(matrix.common)
      let failure = reports.write(matrix, formats)
      if !reports.showsProblems { OutputStream.error.write(problems: matrix.problems) }
      if let first = matrix.rows.first { writeAges(of: first.judgement) }
      return failure ?? Ending(code: matrix.exitCode, sentence: matrix.sentence)
    }
    let judgement = check.judgement()
    progress.end()
    try guardian.check(judgement)
    let failure = reports.write(
      judgement, formats, arguments: run.arguments, jobs: request.jobs)
    if !reports.showsProblems { OutputStream.error.write(problems: judgement.problems) }
    writeAges(of: judgement)
    return failure ?? Ending(judgement.conclusion)
  }

  func writeAges(of judgement: Judgement) {
    OutputStream.error.write(ages: AgeNotes.sentences(of: judgement, at: run.moment))
  }
}
