import Basics
import Findings

/// What is missing, and what to do about it: the listing of `importlint missing`.
public struct MissingReport {
  private let judgement: Judgement
  private let missing: MissingSteps
  private let options: ReportOptions
  private var out: TextWriter

  public init(_ judgement: Judgement, options: ReportOptions = ReportOptions()) {
    self.judgement = judgement
    missing = MissingSteps(judgement)
    self.options = options
    out = TextWriter(isColored: options.isColored, width: options.width)
  }

  // MARK: Text

  /// The listing for people.
  public func text() -> [UInt8] {
    var report = self
    report.writeHead()
    let people = missing.steps.filter(\.step.kind.isForPeople)
    let others = missing.steps.filter { !$0.step.kind.isForPeople }
    report.write("Collect", others, from: 1)
    report.write("Say what only people know", people, from: others.count + 1)
    report.writeUndecidable()
    report.writeNext(people: people, others: others)
    return report.out.bytes
  }

  private mutating func writeHead() {
    let target = judgement.target
    let cluster = judgement.cluster.name ?? judgement.cluster.uid ?? "of unknown name"
    let title =
      "cluster \(cluster), for Rancher \(target.rancherVersion ?? "of undeclared version")"
    guard !missing.rules.isEmpty else {
      return out.paragraph(.init("NOTHING IS MISSING  ", .good), title, style: .bold)
    }
    out.paragraph(.init("MISSING  ", .warning), title, style: .bold)
    let blocking = missing.blockingRules.count
    out.paragraph(
      "",
      "\(counted(missing.rules.count, "rule")) of \(judgement.rules.count) not decided"
        + (blocking == 0 ? "" : ", \(blocking) of which may block the import")
        + "; \(counted(missing.steps.count, "step")) to decide them", indent: 9)
  }

  /// Numbered steps, what blocks and decides most first.
  private mutating func write(_ title: String, _ steps: [MissingSteps.Step], from first: Int) {
    guard !steps.isEmpty else { return }
    out.blank()
    out.line(.init(title, .bold))
    for (index, step) in steps.enumerated() { write(step, number: first + index) }
  }

  private mutating func write(_ step: MissingSteps.Step, number: Int) {
    let label = "\(number)."
    let gap = String(repeating: " ", count: max(1, 4 - label.count))
    let style: TextWriter.Style = step.blocks ? .error : .dim
    var effects: [String] = []
    if !step.decides.isEmpty { effects.append("decides \(list(step.decides))") }
    if !step.helps.isEmpty { effects.append("with other steps \(list(step.helps))") }
    out.paragraph(
      .init(label + gap), effects.joined(separator: "; ") + (step.blocks ? " (may block)" : ""),
      indent: 2, style: style)
    let text = StepText(step: step, nodeCount: judgement.cluster.nodeCount)
    if !step.nodes.isEmpty { out.paragraph("on ", text.nodes(list), indent: 6) }
    writeAction(of: text)
    let others = step.alternatives.map { StepText.line($0, nodes: step.nodes) }
    for text in others { out.paragraph(.init("or  ", .dim), text, indent: 6) }
  }

  private mutating func writeAction(of text: StepText) {
    let step = text.step
    let action = step.step
    switch action.kind {
    case .kubectl:
      for (index, row) in text.commandRows.enumerated() {
        out.line(.init(index == 0 ? "$ " : "  ", .dim), .init(row), indent: 6)
      }
    case .targetField, .manifest:
      let file = action.kind == .manifest ? "  # importlint-snapshot.yaml" : ""
      out.line(.init(action.example ?? action.action), .init(file, .dim), indent: 6)
      if let note = action.note {
        out.paragraph("", note, indent: 6, style: .dim)
      }
      if !step.types.isEmpty {
        out.paragraph("of ", list(step.types), indent: 6, style: .dim)
      }
    case .nodeFile, .nodeCommand, .probe, .other: out.paragraph("", text.line, indent: 6)
    }
  }

  private mutating func writeUndecidable() {
    guard !missing.undecidable.isEmpty else { return }
    out.blank()
    out.line(.init("Nothing that could be collected decides these", .bold))
    for dead in missing.undecidable {
      out.paragraph("- ", dead.text, indent: 2)
      out.paragraph(.init("needed by ", .dim), list(dead.rules), indent: 4, style: .dim)
    }
  }

  private mutating func writeNext(people: [MissingSteps.Step], others: [MissingSteps.Step]) {
    guard !missing.isEmpty else { return }
    out.blank()
    out.line(.init("Next", .bold))
    var commands: [(String, String)] = []
    if others.contains(where: { $0.step.kind == .kubectl }) {
      commands.append(("collect --output importlint-more", "what kubectl can reach, all of it"))
    }
    if !others.isEmpty {
      commands.append(
        ("missing \(options.arguments) --script > missing.sh", "the steps as a script"))
    }
    if people.contains(where: { $0.step.kind == .targetField }) {
      commands.append(
        ("missing \(options.arguments) --target-template", "a target file to fill in"))
    }
    commands.append(("check \(options.arguments)", "judge again, with what was added"))
    for (command, what) in commands {
      out.line(
        .init("$ ", .dim), .init("importlint \(command)"), .init("  # \(what)", .dim), indent: 2)
    }
  }

  /// `a, b, c and 12 more`.
  private func list(_ items: [String]) -> String {
    let items = items.map(shortName(ofRule:))
    let shown = 8
    if items.count <= shown + 1 { return items.joined(separator: ", ") }
    return items.prefix(shown).joined(separator: ", ") + " and \(items.count - shown) more"
  }

  // MARK: JSON

  /// As docs/schemas/importlint-missing-1.schema.json describes it.
  public func json() -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.member("exitCode", Int(exitCode))
      json.member("findings", missing.findingCount)
      json.strings("rules", missing.rules)
      json.strings("blockingRules", missing.blockingRules)
      json.objects("steps", missing.steps) { json, step in
        Self.write(&json, step.step, nodes: step.nodes)
        json.member("forPeople", step.step.kind.isForPeople)
        json.member("severity", step.severity.rawValue)
        json.member("blocks", step.blocks)
        json.strings("nodes", step.nodes)
        json.strings("types", step.types)
        json.strings("decides", step.decides)
        json.strings("helps", step.helps)
        json.objects("alternatives", step.alternatives) { Self.write(&$0, $1, nodes: step.nodes) }
      }
      json.objects("undecidable", missing.undecidable) { json, dead in
        json.member("text", dead.text)
        json.strings("rules", dead.rules)
      }
    }
    return writer.bytes
  }

  private static func write(
    _ json: inout JSONWriter, _ step: CollectionStep, nodes: [String]
  ) {
    json.member("kind", step.kind.rawValue)
    json.member("action", step.action)
    json.member("place", step.place)
    json.member("example", step.example)
    json.member("note", step.note)
    json.member("text", step.text(ofNodes: nodes))
  }

  // MARK: The end

  /// Problems for which the run itself cannot end with ready.
  private var open: [Problem] { judgement.problems.filter(\.leavesOpen) }

  /// 0 where nothing is missing, else 3.
  public var exitCode: Int32 { missing.isEmpty && open.isEmpty ? 0 : 3 }

  /// The last line on standard error.
  public var sentence: String {
    let dead =
      missing.undecidable.isEmpty
      ? ""
      : "; nothing collected would decide \(counted(missing.undecidable.count, "question"))"
    guard !missing.isEmpty else {
      return open.isEmpty
        ? "nothing is missing\(dead)"
        : "nothing is to be collected\(dead), and \(counted(open.count, "problem")) with the input "
          + "\(open.count == 1 ? "leaves" : "leave") the run open"
    }
    let blocking = missing.blockingRules.count
    return "missing: \(counted(missing.steps.count, "step")) for "
      + counted(missing.rules.count, "undecided rule")
      + (blocking == 0 ? "" : ", \(blocking) of which may block the import") + dead
  }
}
