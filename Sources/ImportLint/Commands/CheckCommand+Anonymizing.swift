import Anonymizing
import Engine
import Findings
import Reports

extension CheckCommand {
  /// Judges, and writes reports in which names are replaced.
  func end(
    _ request: CheckRequest, _ guardian: OutputGuard, anonymizingBy map: AnonymizationMap
  ) throws(Ending) -> Ending {
    let result = try anonymized(request, by: map)
    do throws(OptionError) {
      // What was read lies where it was named, not where its replacement would.
      try guardian.check(result.original)
    } catch {
      throw .failure(error.description, doing: "report")
    }
    if let file = anonymizing.map {
      try AnonymizingOptions.write(result.map, to: file, doing: Self.action)
    }
    let reports = formats.reports
    let judgement = result.judgement
    var options = judgement.terms.options
    options.now = nil
    // Where files lie on this machine is nobody's business.
    let ending = reports.write(
      judgement, formats, arguments: judgement.terms.run.arguments(options), files: FileBase())
    if !reports.showsProblems { OutputStream.error.write(problems: judgement.problems) }
    writeAges(of: judgement)
    return ending ?? Ending(judgement.conclusion)
  }

  /// The judgement with its names replaced, the one with its own, and the map between them.
  private func anonymized(
    _ request: CheckRequest, by map: AnonymizationMap
  ) throws(Ending) -> (judgement: Judgement, original: Judgement, map: AnonymizationMap) {
    let progress = Progress()
    defer { progress.end() }
    do throws(Obstacle) {
      return try Check(request, onStage: progress.begin).anonymized(
        by: map, json: { ReportFormat.json.render($0) })
    } catch {
      throw Ending(error, doing: Self.action)
    }
  }
}
