import ArgumentParser
import Basics
import Engine
import Findings
import Governance
import Reports

/// Audits files of waivers.
struct WaiversCheckCommand: Subcommand {
  static let action = "audit the waivers"
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Audit the waivers of a file: what each of them does for a snapshot.",
    discussion: """
      importlint waivers check waivers.yaml snapshot/ --rancher 2.13.1

      A waiver is in use, broad (it waives all there is), expired, shadowed (another one accepts \\
      what it would), unneeded (what it names passes), unused (it fits nothing), for another \\
      cluster, or its rule was not judged.

      EXIT CODES
        0  every waiver is in use, for another cluster or not judged
        1  one of them wants to be looked at
        2  importlint could not do its job: a mistake in a waiver, an input
           that cannot be read
      """)

  @Argument(
    help: ArgumentHelp("The file with waivers.", valueName: "file"), transform: OptionText.name)
  var file: String

  @OptionGroup var run: RunOptions
  @Option(help: "Form of the list.") var format: InspectionFormat = .text

  func validate() throws {
    if run.request.isMatrix { throw OptionError("waivers are audited for one version of Rancher") }
  }

  func end() throws(Ending) -> Ending {
    var request = run.request
    let day = run.moment.date
    request.waivers = ([file] + run.waivers, day)
    let progress = Progress()
    let (judgement, uses) = Check(request, onStage: progress.begin).audit()
    progress.end()
    guard judgement.exitCode != 2 else {
      OutputStream.error.write(problems: judgement.problems)
      return .failure(judgement.conclusion.reason, doing: Self.action)
    }
    let bytes = format == .text ? text(uses, day) : json(uses, day)
    if let ending = OutputStream.output.write(bytes: bytes).ending { return ending }
    OutputStream.error.write(problems: judgement.problems.filter { $0.severity == .error })
    let open = uses.count { $0.problem != nil }
    return Ending(
      code: open > 0 ? 1 : 0,
      sentence: "audited \(counted(uses.count, "waiver")), "
        + (open == 0
          ? "none of which wants to be looked at"
          : "\(open) of which \(open == 1 ? "wants" : "want") to be looked at"))
  }

  private func text(_ uses: [WaiverUse], _ day: CivilDate) -> [UInt8] {
    var out = OutputStream.output.textWriter
    out.line(.init("\(counted(uses.count, "waiver")) on \(day.text)", .bold))
    for use in uses {
      let entry = use.entry
      let word = use.state.rawValue.replacing("-", with: " ")
      let gap = String(repeating: " ", count: max(1, 15 - word.count))
      let ticket = entry.ticket.map { " (\($0))" } ?? ""
      out.paragraph(
        .init(word + gap, use.problem == nil ? .good : .warning),
        "\(entry.rule), of \(entry.owner)\(ticket), \(time(use, day)); "
          + counted(use.appliedCount, "finding"), indent: 2)
      if let place = entry.place { out.line(.init("--> \(place.text)", .dim), indent: 17) }
      out.paragraph("", entry.reason, indent: 17)
      if let problem = use.problem, let help = problem.help {
        out.paragraph("help ", help, indent: 17)
      }
    }
    return out.bytes
  }

  private func time(_ use: WaiverUse, _ day: CivilDate) -> String {
    let days = Int(use.entry.expires.daysSinceEpoch - day.daysSinceEpoch)
    return use.isExpired
      ? "expired after \(use.entry.expires.text)"
      : "until \(use.entry.expires.text) (\(counted(days, "day")))"
  }

  private func json(_ uses: [WaiverUse], _ day: CivilDate) -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.member("day", day.text)
      json.objects("waivers", uses) { json, use in
        let entry = use.entry
        json.member("rule", entry.rule)
        json.member("place", entry.place?.text)
        json.member("owner", entry.owner)
        json.member("ticket", entry.ticket)
        json.member("reason", entry.reason)
        json.member("expires", entry.expires.text)
        json.member("expired", use.isExpired)
        json.member("state", use.state.rawValue)
        json.member("findings", use.appliedCount)
        json.member("matched", use.matchedCount)
        json.member("message", use.problem?.message)
      }
    }
    return writer.bytes
  }
}
