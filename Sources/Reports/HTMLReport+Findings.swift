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
      html.element("p", ["id": "shown", "role": "status", "class": "dim"], text: "")
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
    html.element("details", ["class": "group", "open": isOpen ? "" : nil]) { html in
      html.element("summary") { html in
        let state = first.verdict == .fail ? "" : "unknown "
        html.element(
          "span", ["class": "label \(first.severity.rawValue)"],
          text: state + first.severity.rawValue + " ")
        html.element("h3", text: first.title)
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
      paragraphs(&html, "Why", first.why)
      guard first.verdict == .fail else { return }
      paragraphs(&html, "Fix", first.fix.text)
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
    var seen = Set<String>()
    let texts = findings.flatMap(\.fix.commands).filter { seen.insert($0).inserted }
    var rest = texts.prefix(50).map(ShellCommand.init)[...]
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
    if texts.count > 50 { html.element("p", text: "… and \(texts.count - 50) more commands.") }
  }

  // MARK: What to collect, what to do

  func writeUnknown(_ html: inout MarkupWriter) {
    let reasons = run.unknown
    guard !reasons.isEmpty else { return }
    let commands = judgement.collection.filter { $0.kind == .kubectl }.map {
      $0.text(ofNodes: $0.node.map { [$0] } ?? [])
    }
    Self.section(&html, "collect", "To collect") { html in
      html.element(
        "p",
        text: "Nothing here is known to be good: \(counted(reasons.count, "thing")) must be "
          + "collected or declared first.")
      if !commands.isEmpty {
        Self.code(&html, "set -e\n" + commands.joined(separator: "\n"))
      }
      html.element("ul") { html in
        for reason in reasons.prefix(Self.rowsMax) {
          html.element("li") { html in
            html.element(
              "span", ["class": reason.severity.rawValue], text: reason.severity.rawValue + ": ")
            html.text(reason.text { $0.joined(separator: ", ") } + ". ")
            if let step = reason.collectionText {
              html.element("span", ["class": "label"], text: "Collect ")
              html.element("code", text: step)
            }
            let rules = reason.rules.map { shortName(ofRule: $0) }.joined(separator: ", ")
            html.element("span", ["class": "dim"], text: " Needed by \(rules).")
          }
        }
      }
    }
  }

  func writeSteps(_ html: inout MarkupWriter) {
    let groups = FindingGroup.list(run.failing)
    guard !groups.isEmpty else { return }
    Self.section(&html, "steps", "Steps") { html in
      html.element(
        "p", text: "importlint plan prints them in the order in which they work.")
      html.element("ul", ["class": "steps"]) { html in
        for group in groups {
          let first = group.first
          let id = "step-\(first.rule)-\(first.severity.rawValue)"
          html.element("li") { html in
            html.empty("input", ["type": "checkbox", "class": "tick", "id": id])
            html.element("label", ["for": id]) { html in
              html.text(" \(first.title) ")
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
            html.text("\(finding.title) (\(finding.rule)). \(finding.message). ")
            html.element("span", ["class": "dim"], text: finding.waiver?.reportText ?? "")
          }
        }
      }
    }
  }
}
