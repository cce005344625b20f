import Basics
import Findings

/// A page in one file: no network, readable without its script, on a phone and in print.
///
/// Everything that comes from outside goes through `MarkupWriter`, which escapes it; the content
/// policy lets nothing run but the script that stands in the program.
package struct HTMLReport {
  let run: ReportRuns.Run
  let matrix: ReadinessMatrix?
  let missing: MissingSteps

  /// The page stays below 2 MB: this many findings are shown one by one, and the others counted.
  static let findingsMax = 3_000
  /// Findings of a group that have their source lines.
  static let framesMax = 3
  /// Rows of a table.
  static let rowsMax = 500
  /// What decides, as far as the verdict names it.
  static let decidingMax = 10

  init(_ judgement: Judgement) {
    run = .init(judgement: judgement, version: nil)
    matrix = nil
    missing = MissingSteps(judgement)
  }

  /// Shows the version that lacks least, below a table of all.
  init(_ matrix: ReadinessMatrix) {
    let isJudged = matrix.exitCode != 2
    run = .init(
      judgement: matrix.nearest.judgement, version: isJudged ? matrix.nearest.version : nil)
    self.matrix = isJudged ? matrix : nil
    missing = MissingSteps(run.judgement)
  }

  var judgement: Judgement { run.judgement }

  func render() -> [UInt8] {
    HTMLPage.render(
      title: "importlint: \(word), cluster \(clusterName)", styles: [HTMLAssets.style],
      script: HTMLAssets.script, body: writeBody)
  }

  func writeBody(_ html: inout MarkupWriter) {
    html.element("main", ["data-key": key]) { html in
      writeHead(&html)
      writeMatrix(&html)
      writeFindings(&html)
      writeMissing(&html)
      writeSteps(&html)
      writeWaived(&html)
      writeProfile(&html)
      writeProblems(&html)
      writeRules(&html)
      writeEvidence(&html)
      writeInputs(&html)
    }
    html.literal("\n")
  }

  /// What tells this report from others of the same browser, which remembers ticks.
  private var key: String {
    let cluster = judgement.cluster
    let parts = [
      cluster.uid, cluster.name, cluster.time, run.version ?? judgement.target.rancherVersion,
    ]
    let sum = SHA256.hexadecimalDigest(of: parts.map { $0 ?? "" }.joined(separator: "\n"))
    return String(sum.prefix(16))
  }

  // MARK: Head

  var word: String {
    switch (judgement.exitCode, judgement.readiness) {
    case (2, _): "Not judged"
    case (_, .ready): "Ready"
    case (_, .notReady): "Not ready"
    case (_, .inconclusive): "Inconclusive"
    }
  }

  private var clusterName: String {
    judgement.cluster.name ?? judgement.cluster.uid ?? "of unknown name"
  }

  func writeHead(_ html: inout MarkupWriter) {
    let cluster = judgement.cluster
    let rancher = run.version ?? judgement.target.rancherVersion ?? "of undeclared version"
    let state = judgement.exitCode == 2 ? "error" : judgement.readiness.rawValue
    html.element("section", ["class": "verdict \(state)", "aria-label": "Verdict"]) { html in
      html.element("h1", text: "\(word): cluster \(clusterName) for Rancher \(rancher)")
      html.element("p", ["class": "label"], text: judgement.conclusion.sentence + ".")
      writeDeciding(&html)
      if let next { html.element("p", ["class": "label"], text: next) }
      html.element("p") { html in
        html.text(cluster.distribution ?? "distribution not known")
        html.text(" \(cluster.version ?? "of unknown version")")
        if let count = cluster.nodeCount { html.text(", " + counted(count, "node")) }
        html.text(", snapshot of ")
        if let time = cluster.time {
          html.element("time", ["datetime": time], text: time)
        } else {
          html.text("a time not known")
        }
        if let url = judgement.target.rancherURL { html.text(", Rancher at \(url)") }
        html.text(".")
      }
      html.element("p", text: "Findings: \(FindingCounts(judgement.findings).text).")
      if let text = judgement.baselineText { html.element("p", text: "Findings \(text).") }
      html.element("p", ["class": "dim"], text: "Judged by \(judgement.tool.text).")
    }
    let counts = judgement.counts
    Self.chart(
      &html, counted(counts.total, "verdict"),
      [
        (.fail, "fail"), (.unknown, "unknown"), (.pass, "pass"),
        (.notApplicable, "not applicable"),
      ].map { (verdict: Verdict, text) in ("\(verdict.rawValue)", text, counts[verdict]) })
    Self.chart(
      &html, "Evidence of \(counted(judgement.evidence.count, "thing"))",
      EvidenceEntry.State.allCases.map { state in
        (state.rawValue, state.rawValue, judgement.evidence.count { $0.state == state })
      })
    html.element("nav", ["aria-label": "Sections"]) { html in
      html.element("ul") { html in
        for (id, title) in sections {
          html.element("li") { $0.element("a", ["href": "#" + id], text: title) }
        }
      }
    }
  }

  /// What to do next, for who reads nothing else.
  private var next: String? {
    switch judgement.exitCode {
    case 1 where !run.failing.isEmpty:
      "Next: fix what fails (Steps), export the cluster again, and judge it again."
    case 1, 3: "Next: collect what is missing (To collect), and judge again."
    case 2: "Next: see the problems with the input."
    default: nil
    }
  }

  /// What fails and decides, and how much may: what somebody reads in half a minute.
  private func writeDeciding(_ html: inout MarkupWriter) {
    let groups = FindingGroup.list(run.failing.filter { run.decides($0.severity) })
    if !groups.isEmpty {
      html.element("ul") { html in
        for group in groups.prefix(Self.decidingMax) {
          html.element("li") { html in
            html.element(
              "a",
              [
                "href": "#f-" + group.first.fingerprint,
                "lang": group.first.texts.htmlLanguage,
              ], text: group.first.title)
            if group.findings.count > 1 { html.text(" (\(group.findings.count) findings)") }
          }
        }
        if groups.count > Self.decidingMax {
          html.element("li", text: "and \(groups.count - Self.decidingMax) more")
        }
      }
    }
    let open = missing.blockingRules.count
    if open > 0 {
      html.element("p") { html in
        html.element("a", ["href": "#collect"], text: counted(open, "rule"))
        html.text(" that may block the import \(open == 1 ? "is" : "are") not decided.")
      }
    }
  }

  private var sections: [(String, String)] {
    [
      matrix == nil ? nil : ("matrix", "Versions"),
      run.failing.isEmpty && run.unknown.isEmpty ? nil : ("findings", "Findings"),
      run.unknown.isEmpty ? nil : ("collect", "To collect"),
      run.failing.isEmpty ? nil : ("steps", "Steps"),
      run.waived.isEmpty ? nil : ("waived", "Waived"),
      judgement.profile == nil ? nil : ("cluster", "Cluster"),
      judgement.problems.isEmpty ? nil : ("problems", "Problems"), ("rules", "Rules"),
      ("evidence", "Evidence"), ("inputs", "Inputs"),
    ].compactMap { $0 }
  }

  /// Shares of a whole as a bar, and what its colours mean with the numbers.
  package static func chart(
    _ html: inout MarkupWriter, _ title: String,
    _ shares: [(style: String, text: String, count: Int)]
  ) {
    let shares = shares.filter { $0.count > 0 }
    let total = shares.reduce(0) { $0 + $1.count }
    guard total > 0 else { return }
    let text = shares.map { "\($0.count) \($0.text)" }.joined(separator: ", ")
    html.element("div", ["class": "chart"]) { html in
      html.element(
        "svg",
        [
          "role": "img", "aria-label": "\(title): \(text)", "viewBox": "0 0 1000 20",
          "preserveAspectRatio": "none",
        ]
      ) { html in
        var start = 0
        for share in shares {
          let width = max(4, share.count * 1000 / total)
          html.element(
            "rect",
            [
              "class": share.style, "x": String(start), "y": "0", "width": String(width),
              "height": "20",
            ], text: "")
          start += width
        }
      }
      html.element("p", ["class": "dim"]) { html in
        html.text(title + ":")
        for share in shares {
          html.text(" ")
          html.element("span", ["class": "key"]) { html in
            html.element("i", ["class": share.style], text: "")
            html.text("\(share.count) \(share.text)")
          }
        }
      }
    }
  }

  func writeMatrix(_ html: inout MarkupWriter) {
    guard let matrix else { return }
    Self.section(&html, "matrix", "Ready for which Rancher?") { html in
      html.element("p", text: matrix.sentence + ".")
      html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
        html.element("table") { html in
          Self.row(&html, ["Rancher", "readiness", "fails", "not decided"], isHead: true)
          for row in matrix.rows.reversed() {
            let readiness = row.judgement.readiness.rawValue
            html.element("tr") { html in
              html.element("th", ["scope": "row"], text: row.version)
              html.element(
                "td", ["class": "label \(readiness)"],
                text: readiness.replacing("-", with: " "))
              for needs in [row.failing, row.unknown] {
                let rules = needs.filter(\.decides).map { shortName(ofRule: $0.rule) }
                html.element("td", text: rules.joined(separator: ", "))
              }
            }
          }
        }
      }
      html.element("p", text: "What follows is for Rancher \(matrix.nearest.version), the nearest.")
    }
  }

  // MARK: Parts

  package static func section(
    _ html: inout MarkupWriter, _ id: StaticString, _ title: String,
    _ body: (inout MarkupWriter) -> Void
  ) {
    html.element("section", ["id": "\(id)"]) { html in
      html.element("h2", text: title)
      body(&html)
    }
  }

  package static func row(_ html: inout MarkupWriter, _ cells: [String], isHead: Bool = false) {
    html.element("tr") { html in
      for cell in cells {
        if isHead {
          html.element("th", ["scope": "col"], text: cell)
        } else {
          html.element("td", text: cell)
        }
      }
    }
  }

  /// Commands with a button that copies them.
  static func code(_ html: inout MarkupWriter, _ text: String, deletes: Bool = false) {
    html.element("div", ["class": "code"]) { html in
      html.element(
        "pre", ["class": deletes ? "deletes" : nil, "tabindex": "0"], text: text)
      html.element("button", ["type": "button", "class": "copy", "hidden": ""], text: "Copy")
    }
  }

  static func paragraphs(
    _ html: inout MarkupWriter, _ label: String, _ text: String, _ language: String? = nil
  ) {
    let blocks = SARIFText.trimmed(text).split(separator: "\n\n")
    for (index, block) in blocks.enumerated() {
      html.element("p") { html in
        if index == 0 { html.element("span", ["class": "label"], text: label + " ") }
        html.words(String(block).replacing("\n", with: " "), language)
      }
    }
  }
}

extension RuleTexts {
  /// The language for an element's `lang`; nil for that of the page.
  var htmlLanguage: String? { language.map(SARIFText.language) }
}

extension MarkupWriter {
  /// A text that is in another language than the page, unless that is nil.
  package mutating func words(_ text: String, _ language: String?) {
    if let language { element("span", ["lang": language], text: text) } else { self.text(text) }
  }
}
