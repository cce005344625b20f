import Basics
import Findings

// The sections of the text report that show findings and problems with their source.

extension TextReport {
  mutating func writeFailing() {
    let failing = judgement.findings.filter {
      $0.verdict == .fail && $0.isLive && $0.severity >= options.show
    }
    for group in FindingGroup.list(failing) {
      let first = group.first
      out.blank()
      out.paragraph(
        .init(first.severity.rawValue + "  ", Self.style(first.severity)),
        "\(first.title) [\(first.rule)]", style: .bold)
      writeVariants(group)
      writeAdvice(group)
    }
    let below = judgement.findings.count { $0.isLive && $0.severity < options.show }
    if below > 0 {
      out.blank()
      out.line(
        .init(
          "\(counted(below, "finding")) below \(options.show.rawValue) not shown", .dim))
    }
  }

  /// The first variants in full, the others by subject, place and message.
  private mutating func writeVariants(_ group: FindingGroup) {
    let shown = min(group.variants.count, limit(3))
    for variant in group.variants.prefix(shown) { writeVariant(variant) }
    let rest = group.variants.dropFirst(shown).flatMap { $0 }
    writeOthers(rest, isWithMessages: true)
  }

  /// The first finding in full, and a line for each of the others.
  private mutating func writeVariant(_ findings: [Finding]) {
    guard let first = findings.first else { return }
    out.paragraph("", "\(first.subject.text): \(first.message)\(Self.mark(of: first))", indent: 2)
    writePlaces(first)
    writeExpiredWaiver(first, indent: 4)
    writeOthers(Array(findings.dropFirst()), isWithMessages: false)
  }

  private mutating func writeOthers(_ others: [Finding], isWithMessages: Bool) {
    guard !others.isEmpty else { return }
    let shown = others.count <= limit(9) ? others.count : 8
    out.line("and \(others.count) more:", indent: 2)
    let width = others.prefix(shown).map { $0.subject.text.unicodeScalars.count }.max() ?? 0
    for other in others.prefix(shown) {
      let subject = other.subject.text
      let gap = String(repeating: " ", count: width - subject.unicodeScalars.count + 2)
      let place = other.places.first.map { gap + $0.text } ?? ""
      out.line(.init(subject), .init(place + Self.mark(of: other), .dim), indent: 4)
      if isWithMessages { out.paragraph("", other.message, indent: 6) }
      writeExpiredWaiver(other, indent: 6)
    }
    let rest = others.dropFirst(shown).map(\.subject.text)
    if !rest.isEmpty { out.paragraph("… ", list(rest, 12), indent: 4) }
  }

  private mutating func writePlaces(_ finding: Finding) {
    guard let place = finding.places.first else {
      out.line(.init("(nothing in the input is its place)", .dim), indent: 3)
      return
    }
    out.line(.init("--> ", .dim), .init(place.text), indent: 3)
    if let frame = place.frame { writeFrame(frame, finding.severity) }
    for value in finding.decidingValues {
      out.paragraph(.init("= ", .dim), "\(value.expression): \(value.value)", indent: 4)
    }
    if place.precision == .object {
      out.line(.init("= computed from the object that is shown", .dim), indent: 4)
    }
    for related in finding.places.dropFirst() {
      let note = related.note.map { " (\($0))" } ?? ""
      out.line(.init("also: \(related.text)\(note)", .dim), indent: 4)
    }
  }

  private mutating func writeFrame(_ frame: SourceFrame, _ severity: Severity) {
    for row in FrameText(frame, width: options.width - 12).rows {
      out.line(
        .init("\(row.gutter) | ", .dim),
        .init(row.text, row.isMark ? Self.style(severity) : .plain), indent: 3)
    }
  }

  private mutating func writeExpiredWaiver(_ finding: Finding, indent: Int) {
    guard let waiver = finding.waiver, waiver.isExpired else { return }
    out.paragraph(.init("waiver ", .warning), waiver.text, indent: indent)
  }

  private mutating func writeAdvice(_ group: FindingGroup) {
    let first = group.first
    var seen = Set<String>()
    let commands = group.findings.flatMap(\.fix.commands).filter { seen.insert($0).inserted }
    let shown = commands.count <= limit(6) ? commands.count : 5
    out.paragraph(.init("why  ", .bold), first.why, indent: 2)
    out.paragraph(.init("fix  ", .bold), first.fix.text, indent: 2)
    for command in commands.prefix(shown) {
      for (index, row) in command.split(separator: "\n").enumerated() {
        out.line(.init(index == 0 ? "$ " : "  ", .dim), .init(String(row)), indent: 7)
      }
    }
    if commands.count > shown {
      out.line("… and \(commands.count - shown) more commands (text:full)", indent: 7)
    }
  }

  mutating func writeWaived() {
    let waived = judgement.findings.filter { !$0.isLive && $0.severity >= options.show }
    guard !waived.isEmpty else { return }
    out.blank()
    out.line(.init("Waived", .bold), ": \(counted(waived.count, "finding"))")
    for group in FindingGroup.list(waived) {
      let first = group.first
      out.paragraph(
        .init(first.severity.rawValue + "  ", Self.style(first.severity)),
        "\(first.title) [\(first.rule)]", indent: 2)
      for finding in group.findings.prefix(limit(5)) {
        guard let waiver = finding.waiver else { continue }
        out.paragraph(
          "", "\(finding.subject.text): \(finding.message)\(Self.mark(of: finding))", indent: 4)
        out.paragraph(.init("waiver ", .dim), waiver.text, indent: 6)
      }
      let rest = group.findings.count - limit(5)
      if rest > 0 { out.line("… and \(rest) more (text:full)", indent: 4) }
    }
  }

  mutating func writeProblems() {
    guard !judgement.problems.isEmpty else { return }
    out.blank()
    out.line(.init("Problems with the input", .bold), ": \(judgement.problems.count)")
    for problem in judgement.problems.prefix(limit(20)) {
      let label = TextWriter.Piece(
        problem.severity.rawValue + "  ", Self.style(problem.severity))
      let place = problem.places.first
      let prefix = place.map { $0.text + ": " } ?? ""
      let times = problem.count > 1 ? " (\(problem.count) times)" : ""
      out.paragraph(label, prefix + problem.message + times, indent: 2)
      if let frame = place?.frame { writeFrame(frame, problem.severity) }
      for related in problem.places.dropFirst() {
        let note = related.note.map { " (\($0))" } ?? ""
        out.line(.init("also: \(related.text)\(note)", .dim), indent: 4)
      }
      if let help = problem.help { out.paragraph(.init("help ", .bold), help, indent: 4) }
    }
    if judgement.problems.count > limit(20) {
      let rest = counted(judgement.problems.count - 20, "more problem")
      out.line("… and \(rest) (text:full)", indent: 2)
    }
  }
}
