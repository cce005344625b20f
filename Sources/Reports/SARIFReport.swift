import Findings

/// SARIF 2.1.0: one run, deterministic (no times, ids or paths of the machine).
///
/// A judgement becomes a value (`SARIFRun`), with what its profile carries (`SARIFContent`), and
/// the value is written (`SARIFWriter`).
///
/// What the standard couples, and viewers reject when it is wrong:
/// - `level` other than `none` goes with kind `fail` only. Missing evidence is kind `open`.
/// - `executionSuccessful` is about the run. Findings never change it; an input that could not
///   be read is a notification of level `error` beside it.
/// - Either every result has `suppressions` or none has.
/// - Columns count code points, and `columnKind` says so.
///
/// No message has `arguments`, so braces in a message stand for themselves.
struct SARIFReport {
  enum Profile: String, CaseIterable {
    /// Findings, and rules that apply to nothing.
    case standard
    /// Also every subject that passed or is outside a rule's scope.
    case full
    /// What GitHub shows as alerts: live failing findings only, rules in the driver, paths
    /// relative to the repository. GitHub ignores kinds and suppressions, so that anything else
    /// would become an alert there.
    case github
  }

  let runs: [SARIFRun]
  private let jobs: Int

  init(_ judgement: Judgement, _ profile: Profile, _ options: ReportOptions) {
    self.init(judgement, SARIFContent(profile, options))
  }

  init(_ judgement: Judgement, _ content: SARIFContent) {
    runs = [SARIFRun(judgement, content)]
    jobs = content.jobs
  }

  /// A run for each version: what is ready for one Rancher may fail for another. The versions are
  /// told apart by the runs' ids, so that each keeps a history of its own.
  init(_ matrix: ReadinessMatrix, _ profile: Profile, _ options: ReportOptions) {
    let content = SARIFContent(profile, options)
    runs = matrix.rows.map { SARIFRun($0.judgement, content, version: $0.version) }
    jobs = content.jobs
  }

  func write(to sink: @escaping ReportFormat.Sink) {
    var writer = JSONWriter(isIndented: true, to: sink)
    writer.document { json in
      json.member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
          + "sarif-schema-2.1.0.json")
      json.member("version", "2.1.0")
      json.objects("runs", runs) { SARIFWriter.write(&$0, $1, jobs: jobs) }
    }
  }
}
