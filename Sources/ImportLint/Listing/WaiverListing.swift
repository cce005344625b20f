import Basics
import Governance
import Reports

/// What each waiver of a file does for a snapshot.
struct WaiverListing {
  private let uses: [WaiverUse]
  private let day: CivilDate

  /// - Parameter day: the day on which they were asked to hold.
  init(_ uses: [WaiverUse], day: CivilDate) {
    self.uses = uses
    self.day = day
  }

  func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    out.line(.init("\(counted(uses.count, "waiver")) on \(day.text)", .bold))
    for use in uses {
      let entry = use.entry
      let word = use.state.rawValue.replacing("-", with: " ")
      let gap = String(repeating: " ", count: max(1, 15 - word.count))
      let ticket = entry.ticket.map { " (\($0))" } ?? ""
      out.paragraph(
        .init(word + gap, use.problem == nil ? .good : .warning),
        "\(entry.rule), of \(entry.owner)\(ticket), \(time(use)); "
          + counted(use.appliedCount, "finding"), indent: 2)
      if let place = entry.place { out.line(.init("--> \(place.text)", .dim), indent: 17) }
      out.paragraph("", entry.reason, indent: 17)
      if let problem = use.problem, let help = problem.help {
        out.paragraph("help ", help, indent: 17)
      }
    }
    return out.bytes
  }

  private func time(_ use: WaiverUse) -> String {
    let days = Int(use.entry.expires.daysSinceEpoch - day.daysSinceEpoch)
    return use.isExpired
      ? "expired after \(use.entry.expires.text)"
      : "until \(use.entry.expires.text) (\(counted(days, "day")))"
  }

  var json: [UInt8] {
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
