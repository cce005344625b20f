import ArgumentParser
import Basics
import Engine
import Findings

/// One cluster, and how it is judged: what `check` and `plan` share.
struct RunOptions: ParsableArguments {
  @OptionGroup var input: InputOptions
  @OptionGroup var terms: TermOptions

  @Option(
    help: ArgumentHelp(
      """
      The age from which a snapshot is inconclusive, such as 30d or 36h; at the time of --now, \
      else today.
      """, valueName: "age"), transform: Age.init(parsing:))
  var maxAge: Age?

  var select: [[String]] { terms.select }
  var ignore: [[String]] { terms.ignore }
  var waivers: [String] { terms.waivers }
  /// The time at which ages are counted.
  var moment: Timestamp { terms.moment }

  /// The arguments of the same run, as words of a shell.
  var arguments: String {
    let request = request
    return request.record.arguments(request.judgementOptions(now: nil))
  }

  /// The arguments of a run that judges a later export by all rules, as words of a shell.
  var argumentsOfNewExport: String {
    let request = request
    return request.record.argumentsOfNewExport(request.judgementOptions(now: nil))
  }

  var request: CheckRequest {
    var request = terms.request(of: input.inputs, jobs: input.jobs)
    request.maxAge = maxAge.map { ($0, moment) }
    return request
  }
}
