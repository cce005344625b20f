import Basics
import Findings

// What fails, what is not known, what to do.

extension HTMLReport {
  func writeFindings(_ html: inout MarkupWriter) {
    let shown = judgement.findings.filter(\.isLive)
    guard !shown.isEmpty else { return }
    let areas = Dictionary(judgement.rules.map { ($0.id, $0.area) }) { first, _ in first }
    let groups = FindingGroup.list(shown)
    Self.section(&html, "findings", "Findings") { html in
      Self.writeFilter(&html, shown, areas)
      var left = Self.findingsMax
      for group in groups {
        Self.write(&html, group, areas[group.first.rule] ?? "", &left)
      }
    }
  }

  private static func writeFilter(
    _ html: inout MarkupWriter, _ findings: [Finding], _ areas: [String: String]
  ) {
    var names: [[String]] = [[], [], [], [], []]
    for finding in findings {
      names[2].append(areas[finding.rule] ?? "")
      names[3].append(node(of: finding))
      names[4].append(namespace(of: finding))
    }
    names[0] = [Verdict.fail, .unknown].map(\.rawValue)
    names[1] = Severity.allCases.reversed().map(\.rawValue)
    let labels: [StaticString] = ["verdict", "severity", "area", "node", "namespace"]
    html.element("form", ["id": "filter", "hidden": "", "role": "search"]) { html in
      for (label, values) in zip(labels, names) {
        let sorted = Set(values.filter { !$0.isEmpty }).sortedByBytes()
        html.element("label") { html in
          html.text("\(label)")
          html.element("select", ["name": "\(label)"]) { html in
            html.element("option", ["value": ""], text: "all")
            for value in sorted.prefix(rowsMax) {
              html.element("option", ["value": value], text: value)
            }
          }
        }
      }
      html.element("label") { html in
        html.text("search")
        html.empty("input", ["type": "search", "name": "search"])
      }
      html.element("label") { html in
        html.text("group by")
        html.element("select", ["name": "group"]) { html in
          html.element("option", ["value": ""], text: "rule")
          html.element("option", ["value": "subject"], text: "subject")
        }
      }
      html.element(
        "p",
        ["id": "shown", "data-total": "\(findings.count)", "role": "status", "class": "dim"],
        text: "")
    }
  }

  private static func node(of finding: Finding) -> String {
    if case .node(let name) = finding.subject { return name }
    return finding.missing.compactMap { $0.collect?.node }.first ?? ""
  }

  private static func namespace(of finding: Finding) -> String {
    if case .resource(let resource) = finding.subject { return resource.namespace }
    return ""
  }

  private static func write(
    _ html: inout MarkupWriter, _ group: FindingGroup, _ area: String, _ left: inout Int
  ) {
    let first = group.first
    let findings = group.findings
    let shown = Array(findings.prefix(max(left, 1)))
    left -= shown.count
    let isOpen = first.verdict == .fail && first.severity == .error
    let id = "g-\(first.rule)-\(first.verdict.rawValue)-\(first.severity.rawValue)"
    html.element(
      "details", ["class": "group", "id": id, "open": isOpen ? "" : nil]
    ) { html in
      html.element("summary") { html in
        let state = first.verdict == .fail ? "" : "unknown "
        html.element(
          "span", ["class": "label \(first.severity.rawValue)"],
          text: state + first.severity.rawValue + " ")
        html.element("h3", ["lang": first.texts.htmlLanguage], text: first.title)
        html.element(
          "span", ["class": "dim"], text: " \(first.rule), \(counted(findings.count, "finding"))")
      }
      html.element("ul", ["class": "findings"]) { html in
        for (index, finding) in shown.enumerated() {
          write(&html, finding, area, isWithFrame: index < framesMax)
        }
      }
      if shown.count < findings.count {
        html.element(
          "p", text: "… and \(findings.count - shown.count) more, in the JSON report.")
      }
      let language = first.texts.htmlLanguage
      paragraphs(&html, "Why", first.why, language)
      guard first.verdict == .fail else { return }
      paragraphs(&html, "Fix", first.fix.text, language)
      writeCommands(&html, findings)
    }
  }

  private static func write(
    _ html: inout MarkupWriter, _ finding: Finding, _ area: String, isWithFrame: Bool
  ) {
    html.element(
      "li",
      [
        "id": "f-" + finding.fingerprint, "data-verdict": finding.verdict.rawValue,
        "data-severity": finding.severity.rawValue, "data-area": area,
        "data-node": node(of: finding), "data-namespace": namespace(of: finding),
      ]
    ) { html in
      html.element("a", ["href": "#f-" + finding.fingerprint], text: finding.subject.text)
      html.text(": " + finding.markedMessage)
      if let place = finding.places.first {
        html.text(" ")
        html.element("code", ["class": "dim"], text: place.text)
        if isWithFrame, let frame = place.frame { write(&html, frame) }
      }
      if isWithFrame {
        for value in finding.decidingValues.prefix(5) {
          html.element("div") {
            $0.element("code", text: "\(value.expression): \(value.value)")
          }
        }
        for place in finding.places.dropFirst().prefix(5) {
          let note = place.note.map { " (\($0))" } ?? ""
          html.element("div", ["class": "dim"], text: "also \(place.text)\(note)")
        }
      }
      if let waiver = finding.waiver { html.element("div", text: waiver.reportText) }
    }
  }

  private static func write(_ html: inout MarkupWriter, _ frame: SourceFrame) {
    html.element("pre", ["tabindex": "0"]) { html in
      for (index, line) in frame.lines.enumerated() {
        html.text((index == 0 ? "" : "\n") + "\(line.number) | ")
        let scalars = Array(line.text.unicodeScalars)
        let mark = (line.mark ?? 0..<0).clamped(to: 0..<scalars.count)
        func text(_ range: Range<Int>) -> String {
          VisibleText.line(String(String.UnicodeScalarView(scalars[range])))
        }
        html.text(text(0..<mark.lowerBound))
        if !mark.isEmpty { html.element("mark", text: text(mark)) }
        html.text(text(mark.upperBound..<scalars.count))
      }
    }
  }

  /// Commands in runs of one effect; what deletes is marked.
  private static func writeCommands(_ html: inout MarkupWriter, _ findings: [Finding]) {
    let commands = Runbook.commands(of: findings)
    var rest = commands.prefix(commandsMax)
    while let first = rest.first {
      let same = rest.prefix { $0.effect == first.effect }
      let label =
        switch first.effect {
        case .looks: "Look (changes nothing):"
        case .dryRun: "Dry run (changes nothing):"
        case .changes: "Change:"
        case .deletes: "Delete (cannot be undone):"
        }
      html.element(
        "p", ["class": first.effect == .deletes ? "label error" : "label"], text: label)
      code(
        &html, same.map(\.text).joined(separator: "\n"), deletes: first.effect == .deletes)
      rest = rest.dropFirst(same.count)
    }
    if commands.count > commandsMax {
      html.element("p", text: "… and \(commands.count - commandsMax) more commands.")
    }
  }

  /// Commands of one rule.
  private static let commandsMax = 50

  // MARK: What to collect, what to do

  /// The steps of `importlint missing`, in its order, and those that a shell can do as one script.
  func writeMissing(_ html: inout MarkupWriter) {
    guard !missing.rules.isEmpty else { return }
    let blocking = missing.blockingRules.count
    Self.section(&html, "collect", "To collect") { html in
      html.element(
        "p",
        text: "Nothing here is known to be good: \(counted(missing.rules.count, "rule")) "
          + "\(missing.rules.count == 1 ? "is" : "are") not decided"
          + (blocking == 0 ? "" : ", \(blocking) of which may block the import")
          + (missing.isEmpty
            ? "." : ". \(counted(missing.steps.count, "step")), what decides most first:"))
      let script = MissingScript(missing, tool: judgement.tool)
      if script.isForShell {
        html.element("details") { html in
          html.element("summary", text: "All that a shell can do, as one script")
          Self.code(&html, String(decoding: script.render(), as: UTF8.self))
        }
      }
      html.element("ol", ["class": "steps"]) { html in
        for (index, step) in missing.steps.prefix(Self.rowsMax).enumerated() {
          html.element("li") { write(&$0, step, id: "collect-\(index + 1)") }
        }
      }
      guard !missing.undecidable.isEmpty else { return }
      html.element("p", text: "Nothing that could be collected decides these:")
      html.element("ul") { html in
        for dead in missing.undecidable.prefix(Self.rowsMax) {
          let rules = dead.rules.map { shortName(ofRule: $0) }.joined(separator: ", ")
          html.element("li", text: "\(dead.text) (\(rules))")
        }
      }
    }
  }

  private func write(_ html: inout MarkupWriter, _ step: MissingSteps.Step, id: String) {
    func names(_ items: [String]) -> String {
      let items = items.map(shortName(ofRule:))
      let rest = items.count - Self.namesMax
      return items.prefix(Self.namesMax).joined(separator: ", ")
        + (rest > 0 ? " and \(rest) more" : "")
    }
    let text = StepText(step: step, nodeCount: judgement.cluster.nodeCount)
    html.empty("input", ["type": "checkbox", "class": "tick", "id": id])
    html.element("label", ["for": id]) { html in
      var effects: [String] = []
      if !step.decides.isEmpty { effects.append("decides \(names(step.decides))") }
      if !step.helps.isEmpty { effects.append("with other steps \(names(step.helps))") }
      html.text(" " + effects.joined(separator: "; "))
      if step.blocks { html.element("span", ["class": "error"], text: " (may block)") }
    }
    if !step.nodes.isEmpty { html.element("div", text: "on \(text.nodes(names))") }
    if step.step.kind == .kubectl {
      Self.code(&html, text.commandRows.joined(separator: "\n"))
    } else {
      html.element("div") { $0.element("code", text: text.line) }
    }
    if let note = step.step.note { html.element("div", ["class": "dim"], text: note) }
    if !step.types.isEmpty, step.step.kind == .manifest {
      html.element("div", ["class": "dim"], text: "of \(names(step.types))")
    }
    for other in step.alternatives {
      html.element("div", ["class": "dim"], text: "or " + StepText.line(other, nodes: step.nodes))
    }
  }

  /// Names of rules, nodes or types in a list.
  private static let namesMax = 12

  func writeSteps(_ html: inout MarkupWriter) {
    let steps = Dictionary(
      judgement.rules.compactMap { rule in rule.step.map { (rule.id, $0) } }
    ) { first, _ in first }
    let groups = FindingGroup.list(run.failing).enumerated().sorted { left, right in
      let places = [left, right].map { steps[$0.element.first.rule] ?? .max }
      return places[0] != places[1] ? places[0] < places[1] : left.offset < right.offset
    }.map(\.element)
    guard !groups.isEmpty else { return }
    Self.section(&html, "steps", "Steps") { html in
      html.element(
        "p",
        text: (steps.isEmpty ? "" : "In the order in which they work. ")
          + "importlint plan prints them with all commands.")
      html.element("ol", ["class": "steps"]) { html in
        for group in groups {
          let first = group.first
          let id = "step-\(first.rule)-\(first.severity.rawValue)"
          html.element("li") { html in
            html.empty("input", ["type": "checkbox", "class": "tick", "id": id])
            html.element("label", ["for": id]) { html in
              html.text(" ")
              html.words(first.title, first.texts.htmlLanguage)
              html.text(" ")
              html.element(
                "span", ["class": first.severity.rawValue],
                text: run.decides(first.severity)
                  ? "(blocks the import)" : "(\(first.severity.rawValue))")
            }
            html.text(" ")
            html.element("a", ["href": "#f-" + first.fingerprint], text: "how")
          }
        }
        html.element("li") { html in
          html.empty("input", ["type": "checkbox", "class": "tick", "id": "step-again"])
          html.element("label", ["for": "step-again"], text: " Export again, and judge again")
        }
      }
    }
  }

  func writeWaived(_ html: inout MarkupWriter) {
    let waived = run.waived
    guard !waived.isEmpty else { return }
    Self.section(&html, "waived", "Waived") { html in
      html.element("ul") { html in
        for finding in waived.prefix(Self.rowsMax) {
          html.element("li", ["id": "f-" + finding.fingerprint]) { html in
            html.element(
              "span", ["class": finding.severity.rawValue], text: finding.severity.rawValue + ": ")
            html.words(finding.title, finding.texts.htmlLanguage)
            html.text(" (\(finding.rule)). \(finding.message). ")
            html.element("span", ["class": "dim"], text: finding.waiver?.reportText ?? "")
          }
        }
      }
    }
  }
}
