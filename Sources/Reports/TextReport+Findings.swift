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
        "\(first.title) [\(name(of: first))]", style: .bold)
      writeVariants(group)
      writeAdvice(group)
    }
  }

  /// The first variant in full (or all of them), the others by subject, place and message.
  private mutating func writeVariants(_ group: FindingGroup) {
    let shown = min(group.variants.count, limit(1))
    for variant in group.variants.prefix(shown) { writeVariant(variant) }
    let rest = group.variants.dropFirst(shown).flatMap { $0 }
    writeOthers(rest, includesMessages: true)
  }

  /// The first finding in full, and a line for each of the others.
  private mutating func writeVariant(_ findings: [Finding]) {
    guard let first = findings.first else { return }
    out.paragraph("", message(of: first) + Self.mark(of: first), indent: 2)
    writePlaces(first)
    writeExpiredWaiver(first, indent: 4)
    writeOthers(Array(findings.dropFirst()), includesMessages: false)
  }

  private mutating func writeOthers(_ others: [Finding], includesMessages: Bool) {
    guard !others.isEmpty else { return }
    let shown = others.count <= limit(4) ? others.count : 3
    out.line("and \(others.count) more:", indent: 2)
    let width = others.prefix(shown).map { $0.subject.text.unicodeScalars.count }.max() ?? 0
    for other in others.prefix(shown) {
      let subject = other.subject.text
      let place = other.places.first?.text ?? ""
      if includesMessages {
        let text = message(of: other) + Self.mark(of: other)
        out.paragraph(
          "", text + (place.isEmpty || isGist ? "" : " --> \(place)"), indent: 4)
      } else {
        let gap = String(repeating: " ", count: width - subject.unicodeScalars.count + 2)
        out.line(
          .init(subject), .init((place.isEmpty ? "" : gap + place) + Self.mark(of: other), .dim),
          indent: 4)
      }
      writeExpiredWaiver(other, indent: 6)
    }
    let rest = others.dropFirst(shown).map(\.subject.text)
    if !rest.isEmpty { out.paragraph("… ", list(rest, 9), indent: 4) }
  }

  /// The full id of a finding's rule, where there is room for it.
  private func name(of finding: Finding) -> String {
    profile == .full ? finding.rule : shortName(ofRule: finding.rule)
  }

  /// The message behind its subject, unless it names it anyway.
  private func message(of finding: Finding) -> String {
    let isNamed =
      switch finding.subject {
      case .cluster: true
      case .node(let name): finding.message.contains(name)
      case .resource(let resource): finding.message.contains(resource.name)
      }
    if profile != .full, isNamed { return finding.message }
    return "\(finding.subject.text): \(finding.message)"
  }

  private mutating func writePlaces(_ finding: Finding) {
    guard let place = finding.places.first else {
      out.line(.init("(it has no place in the input)", .dim), indent: 3)
      return
    }
    if isGist { return writeGist(of: place, finding) }
    out.line(.init("--> ", .dim), .init(place.text), indent: 3)
    if let frame = place.frame { writeFrame(frame, finding.severity) }
    for value in finding.decidingValues.prefix(limit(1)) {
      let text = "\(value.expression): \(value.value)"
      out.paragraph(.init("= ", .dim), cut(text, lines: 1, indent: 6), indent: 4)
    }
    if place.precision == .object {
      out.line(.init("= computed from the object that is shown", .dim), indent: 4)
    }
    for related in finding.places.dropFirst().prefix(limit(1)) {
      let note = related.note.map { " (\($0))" } ?? ""
      out.line(.init("also: \(related.text)\(note)", .dim), indent: 4)
    }
  }

  /// A place in one line: with the line that it marks, or the value that decided.
  private mutating func writeGist(of place: Place, _ finding: Finding) {
    let line = place.frame?.marked.lines.first { $0.mark != nil }?.text
    let value = finding.decidingValues.first { value in
      ["[", "{"].allSatisfy { !value.value.hasPrefix($0) }
    }
    let words = (line ?? value.map { "\($0.expression): \($0.value)" } ?? "")
      .split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    let room = options.width - 11 - place.text.unicodeScalars.count
    let isBeside = !words.isEmpty && room >= words.unicodeScalars.count
    out.line(
      .init("--> ", .dim), .init(place.text), .init(isBeside ? "  | \(words)" : "", .dim),
      indent: 3)
    guard !isBeside, !words.isEmpty else { return }
    out.line(.init("| ", .dim), .init(cut(words, lines: 1, indent: 9), .dim), indent: 7)
  }

  /// A text that is cut to some lines, unless nothing is to be cut.
  private func cut(_ text: String, lines: Int, indent: Int) -> String {
    let room = limit(lines * max(20, options.width - indent) - 2)
    guard text.unicodeScalars.count > room else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(room))) + "…"
  }

  /// As many whole sentences as fit into some lines, at least one.
  private func sentences(_ text: String, lines: Int, indent: Int) -> String {
    // The mark of what is left out has its room.
    let room = limit(lines * max(20, options.width - indent) - 20)
    let words = text.split { $0 == " " || $0 == "\n" }
    guard profile != .full, VisibleText.columns(of: words.joined(separator: " ")) > room else {
      return text
    }
    var kept = ""
    var more = ""
    for word in words {
      more += more.isEmpty ? "" : " "
      // A Chinese sentence ends without a space.
      for part in word.split(after: "。！？") {
        more += part
        guard let last = part.last, ".!?。！？".contains(last) else { continue }
        if !kept.isEmpty, VisibleText.columns(of: more) > room { return kept + " …" }
        kept = more
      }
    }
    return kept.isEmpty || kept == more ? more : kept + " …"
  }

  private mutating func writeFrame(_ frame: SourceFrame, _ severity: Severity) {
    let frame = profile == .full ? frame : frame.marked
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
    var commands = group.findings.flatMap(\.fix.commands).filter { seen.insert($0).inserted }
    let most = limit(isGist ? 3 : 6)
    if isGist, commands.count > most {
      // What only looks is the first to be left out.
      let acting = commands.filter { ShellCommand($0).effect != .looks }
      commands = acting + commands.filter { !acting.contains($0) }
    }
    let shown = commands.count <= most ? commands.count : most - 1
    out.paragraph(
      .init("why  ", .bold), sentences(first.why, lines: isGist ? 2 : 4, indent: 7), indent: 2)
    out.paragraph(
      .init("fix  ", .bold), sentences(first.fix.text, lines: isGist ? 2 : 4, indent: 7), indent: 2)
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
        "\(first.title) [\(name(of: first))]", indent: 2)
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
    let told = judgement.problems.filter { profile == .full || $0.severity > .note }
    // Where there are notes alone, the summary counts them.
    guard !judgement.problems.isEmpty, !isGist || !told.isEmpty else { return }
    out.blank()
    let noteCount = judgement.problems.count - told.count
    let isShort = options.show > .note && noteCount > 0
    var counts = [
      told.isEmpty && isShort ? nil : "\(isShort ? told.count : told.count + noteCount)"
    ]
    if isShort { counts.append("\(counted(noteCount, "note")) not shown") }
    out.line(
      .init("Problems with the input", .bold),
      .init(": " + counts.compactMap { $0 }.joined(separator: ", ")))
    for problem in told.prefix(limit(20)) { write(problem) }
    if told.count > limit(20) {
      let rest = counted(told.count - 20, "more problem")
      out.line("… and \(rest) (text:full)", indent: 2)
    }
    if profile != .full, !isShort {
      writeNotes(judgement.problems.filter { $0.severity == .note })
    }
  }

  private mutating func write(_ problem: Problem) {
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

  /// Notes of one kind are one line: they cost no evidence.
  private mutating func writeNotes(_ notes: [Problem]) {
    var codes: [String] = []
    for note in notes where !codes.contains(note.code) { codes.append(note.code) }
    for code in codes {
      let same = notes.filter { $0.code == code }
      guard let first = same.first else { continue }
      let prefix = first.places.first.map { $0.text + ": " } ?? ""
      let more = same.count > 1 ? " (and \(same.count - 1) more like it)" : ""
      out.paragraph(.init("note  ", Self.style(.note)), prefix + first.message + more, indent: 2)
      if let help = first.help { out.paragraph(.init("help ", .bold), help, indent: 4) }
    }
  }
}

extension SourceFrame {
  /// The marked lines alone, or all where none is.
  fileprivate var marked: SourceFrame {
    let marked = lines.filter { $0.mark != nil }
    return marked.isEmpty ? self : SourceFrame(lines: marked, isAltered: isAltered)
  }
}

extension Substring {
  /// The parts that end with one of some characters, and what is left.
  fileprivate func split(after ends: String) -> [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    for index in indices where ends.contains(self[index]) {
      parts.append(self[start...index])
      start = self.index(after: index)
    }
    return start == endIndex ? parts : parts + [self[start...]]
  }
}
