import Basics
import Findings

/// The report for people, written for the one who reads it at two in the morning: whether the
/// cluster is ready, what stands in the way and how to remove it, what is not known and how to
/// find out, and last what was done.
///
/// The same finding over 200 nodes is one entry with a list of nodes; 300 unknowns for one
/// missing export are one line.
struct TextReport {
  enum Profile: String, CaseIterable {
    /// Lists are cut; passes are counted.
    case standard
    /// Nothing is cut; every rule is listed with the subjects that passed.
    case full
    /// A line a finding.
    case short
  }

  let judgement: Judgement
  let profile: Profile
  let options: ReportOptions
  /// Whether the gist is asked for.
  let isGist: Bool
  var out: TextWriter

  init(_ judgement: Judgement, _ profile: Profile, _ options: ReportOptions) {
    self.judgement = judgement
    self.profile = profile
    // Who wants to see errors only wants what decides.
    isGist = profile == .standard && options.show == .error
    self.options = options.showing(whatDecides: judgement)
    out = TextWriter(isColored: options.isColored, width: options.width)
  }

  /// Renders the report; consumes what the writer gathered.
  func render() -> [UInt8] {
    // The steps are half of the work on many findings, and need nothing of the rest.
    let (missing, text) = bothInParallel(threads: options.jobs) {
      MissingSteps(judgement)
    } _: {
      beforeNext
    }
    var report = text
    report.writeNext(missing)
    return report.out.bytes
  }

  /// The report up to what is to be done next.
  private var beforeNext: TextReport {
    var report = self
    report.writeHeadline()
    report.writeFailing()
    report.writeWaived()
    report.writeBaseline()
    report.writeUnknown()
    report.writeProblems()
    if !report.isGist { report.writeProfile() }
    report.writeSummary()
    if profile == .full {
      report.writeRules()
      report.writeEvidence()
    }
    return report
  }

  /// How many items of a list are shown before it is cut.
  func limit(_ count: Int) -> Int { profile == .full ? .max : count }

  static func style(_ severity: Severity) -> TextWriter.Style {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  /// `a, b, c and 12 more`.
  func list(_ items: [String], _ shown: Int) -> String {
    let shown = limit(shown)
    // "and 1 more" is longer than the item itself.
    if items.count <= shown || items.count - shown == 1 { return items.joined(separator: ", ") }
    return items.prefix(shown).joined(separator: ", ") + " and \(items.count - shown) more"
  }

  // MARK: Headline

  private mutating func writeHeadline() {
    let (word, style): (String, TextWriter.Style) =
      switch (judgement.exitCode, judgement.readiness) {
      case (2, _): ("NOT JUDGED", .error)
      case (_, .ready): ("READY", .good)
      case (_, .notReady): ("NOT READY", .error)
      case (_, .inconclusive): ("INCONCLUSIVE", .warning)
      }
    let verdict = judgement.exitCode == 2 ? word : word + judgement.conclusion.waived
    let label = TextWriter.Piece(verdict + "  ", style)
    let indent = verdict.unicodeScalars.count + 2
    // Where nothing was judged, the cause is all there is to say.
    if judgement.rules.isEmpty {
      return out.paragraph(label, judgement.conclusion.reason, style: .bold)
    }
    let cluster = judgement.cluster
    let target = judgement.target
    var title = "cluster " + (cluster.name ?? cluster.uid ?? "of unknown name")
    title += ", for Rancher " + (target.rancherVersion ?? "of undeclared version")
    if let url = target.rancherURL { title += " at " + url }
    var facts = [
      [cluster.distribution ?? "distribution not known", cluster.version]
        .compactMap { $0 }.joined(separator: " ")
    ]
    if cluster.version == nil { facts.append("version not known") }
    if let count = cluster.nodeCount { facts.append(counted(count, "node")) }
    if let time = cluster.time { facts.append("snapshot of \(time)") }
    out.paragraph(label, title, style: .bold)
    out.paragraph("", facts.joined(separator: ", "), indent: indent)
    out.paragraph("", judgement.conclusion.reason, indent: indent)
  }

  // MARK: Unknown

  private mutating func writeUnknown() {
    let unknown = judgement.findings.filter { $0.verdict == .unknown && $0.isLive }
    let reasons = UnknownReason.list(unknown.filter { $0.severity >= options.show })
    guard !reasons.isEmpty else { return }
    let rules = Set(unknown.map(\.rule)).count
    out.blank()
    out.line(
      .init("Not decided", .bold),
      ": \(counted(unknown.count, "finding")) of \(counted(rules, "rule"))")
    let shown = profile == .full ? reasons : UnknownReason.condensed(reasons)
    for reason in shown.prefix(limit(12)) { write(reason) }
    if shown.count > limit(12) {
      let rest = shown.count - limit(12)
      out.line("… and \(counted(rest, "more reason")) (text:full)", indent: 2)
    }
  }

  private mutating func write(_ reason: UnknownReason) {
    let label = reason.severity.rawValue
    let gap = String(repeating: " ", count: 9 - label.count)
    var text =
      profile == .full
      ? reason.text { list($0, 5) }
      : reason.nodes.count > 1
        ? "\(reason.textWithoutNode) (\(reason.nodes.count) nodes)" : reason.text
    // What stands behind the colon explains.
    if isGist, text.utf8.count > 80, let colon = text.firstRange(of: ": ") {
      text = String(text[..<colon.lowerBound])
    }
    if profile != .full, !isGist {
      text += " [\(list(reason.rules.map { shortName(ofRule: $0) }, 2))]"
    }
    out.paragraph(.init(label + gap, Self.style(reason.severity)), text, indent: 2)
    if let place = reason.place { out.line(.init("--> \(place.text)", .dim), indent: 11) }
    if profile == .full {
      out.paragraph(
        .init("needed by ", .dim), list(reason.rules, 4), indent: 11, style: .dim)
    }
  }
}
