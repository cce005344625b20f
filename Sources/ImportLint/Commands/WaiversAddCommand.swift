import ArgumentParser
import Basics
import Engine
import Findings
import Governance

/// Writes a waiver for one finding.
struct WaiversAddCommand: Subcommand {
  static let action = "add the waiver"
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Append a waiver for one finding to a file.",
    discussion: """
      The finding is named by its fingerprint, or the beginning of it, as a JSON report has it; it \
      is looked for in that report, or in what judging a snapshot finds. What stands in the file \
      stays as it is.

        importlint check snapshot/ --rancher 2.13.1 --format json=result.json
        importlint waivers add 3f2a9c --result result.json --owner platform \\
          --reason "replaced in June" --ticket OPS-7 --expires 2027-06-30
      """)

  @Argument(help: ArgumentHelp("The finding's fingerprint.", valueName: "fingerprint"))
  var fingerprint: String

  @Argument(
    help: ArgumentHelp(
      "Folders and files of a snapshot to judge, where no result is named.", valueName: "input"),
    transform: OptionText.file)
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp("The JSON report that has the finding.", valueName: "file"),
    transform: OptionText.file)
  var result: String?

  @Option(help: ArgumentHelp("Why it is accepted.", valueName: "text"), transform: OptionText.name)
  var reason: String

  @Option(
    help: ArgumentHelp("Who accepts it, and is asked later.", valueName: "name"),
    transform: OptionText.name)
  var owner: String

  @Option(
    help: ArgumentHelp("Where that is kept.", valueName: "number"), transform: OptionText.name)
  var ticket: String?

  @Option(
    help: ArgumentHelp("The last day (UTC) on which it holds.", valueName: "day"),
    transform: OptionText.day)
  var expires: CivilDate

  @Option(
    help: ArgumentHelp("The file; made where it is not there.", valueName: "file"),
    transform: OptionText.file)
  var file = "waivers.yaml"

  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Rules") var packs: PackOptions

  func validate() throws {
    guard (result == nil) != inputs.isEmpty else {
      throw OptionError("name either a result, with --result, or a snapshot")
    }
    if case .one = target.request.versions { return }
    throw OptionError("a waiver is added for one version of Rancher")
  }

  func end() throws(Ending) -> Ending {
    let day = WallClock.now.date
    guard expires.daysSinceEpoch >= day.daysSinceEpoch else {
      throw .failure("\(expires.text) is past: the waiver would not hold", doing: Self.action)
    }
    let finding = try finding()
    let addition = WaiverAddition(
      finding, reason: reason, owner: owner, ticket: ticket, expires: expires)
    do throws(WaiverAddition.Failure) {
      try write(addition.appended(toFile: file, packs.request, on: day))
    } catch {
      throw ending(error)
    }
    let text =
      "\(file): \(finding.identity.rule) on \(finding.identity.subject.text) is waived until "
      + "\(expires.text)\n"
    return OutputStream.output.write(text: text).ending ?? .done
  }

  private func write(_ bytes: [UInt8]) throws(WaiverAddition.Failure) {
    do throws(ReportFile.Failure) {
      try ReportFile(path: file).write(bytes)
    } catch {
      throw .unusable("cannot be written: \(error.reason)")
    }
  }

  private func finding() throws(Ending) -> ResultRecord.Entry {
    let record = try record()
    let finding: ResultRecord.Entry
    do throws(OptionError) {
      finding = try NamedFinding.finding(fingerprint, in: record)
    } catch {
      throw .failure(error.description, doing: Self.action)
    }
    guard finding.isLive else {
      throw .failure("that finding is waived already", doing: Self.action)
    }
    return finding
  }

  private func record() throws(Ending) -> ResultRecord {
    if let result {
      do throws(Obstacle) { return try NamedFinding.record(inFile: result) } catch {
        throw Ending(error, doing: Self.action)
      }
    }
    let judgement = Check(
      CheckRequest(inputs: inputs, target: target.request, packs: packs.request)
    ).judgement()
    guard judgement.exitCode != 2 else {
      OutputStream.error.write(problems: judgement.problems)
      throw Ending(judgement.conclusion)
    }
    return ResultRecord(judgement)
  }

  private func ending(_ failure: WaiverAddition.Failure) -> Ending {
    switch failure {
    case .unusable(let reason): return .failure("\(file) \(reason)", doing: Self.action)
    case .problems(let problems):
      OutputStream.error.write(problems: problems)
      let place = problems.first?.places.first.map { "\($0.text): " } ?? ""
      return .failure(place + (problems.first?.message ?? ""), doing: Self.action)
    case .form(let lines):
      OutputStream.error.write(text: "The waiver is:\n\(lines)")
      return .failure(
        "\(file) is written in a form that nothing can be appended to; write the waiver into it "
          + "by hand", doing: Self.action)
    }
  }
}
