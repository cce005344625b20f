import Basics
import Findings

/// A page in one file: no network, readable without its script, on a phone and in print.
///
/// Everything that comes from outside goes through `MarkupWriter`, which escapes it; the content
/// policy lets nothing run but the script that stands in the program.
struct HTMLReport {
  let run: ReportRuns.Run
  let matrix: ReadinessMatrix?

  /// The page stays below 2 MB: this many findings are shown one by one, and the others counted.
  static let findingsMax = 3_000
  /// Findings of a group that have their source lines.
  static let framesMax = 3
  /// Rows of a table.
  static let rowsMax = 500

  init(_ judgement: Judgement) {
    run = .init(judgement: judgement, version: nil)
    matrix = nil
  }

  /// Shows the version that lacks least, below a table of all.
  init(_ matrix: ReadinessMatrix) {
    let isJudged = matrix.exitCode != 2
    run = .init(
      judgement: matrix.nearest.judgement, version: isJudged ? matrix.nearest.version : nil)
    self.matrix = isJudged ? matrix : nil
  }

  var judgement: Judgement { run.judgement }

  func render() -> [UInt8] {
    var html = MarkupWriter(isIndented: false)
    html.literal("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.literal("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
    html.empty(
      "meta", ["http-equiv": "Content-Security-Policy", "content": Self.contentPolicy])
    html.element("title", text: "importlint: \(word), \(clusterName)")
    html.literal("<style>")
    html.literal(HTMLAssets.style)
    html.literal("</style>\n</head>\n<body>\n")
    writeBody(&html)
    html.literal("<script>")
    html.literal(HTMLAssets.script)
    html.literal("</script>\n</body>\n</html>\n")
    return html.bytes
  }

  private static let contentPolicy: String = {
    func hash(_ text: StaticString) -> String {
      text.withUTF8Buffer { buffer in
        var sum = SHA256()
        sum.add(UnsafeRawBufferPointer(buffer))
        let digest = sum.digest()
        return digest.withUnsafeBufferPointer { Base64.encode($0) }
      }
    }
    return "default-src 'none'; style-src 'sha256-\(hash(HTMLAssets.style))'; "
      + "script-src 'sha256-\(hash(HTMLAssets.script))'; base-uri 'none'; form-action 'none'"
  }()

  func writeBody(_ html: inout MarkupWriter) {
    html.literal("<main>\n")
    writeHead(&html)
    writeMatrix(&html)
    writeFindings(&html)
    writeUnknown(&html)
    writeSteps(&html)
    writeWaived(&html)
    writeProfile(&html)
    writeProblems(&html)
    writeRules(&html)
    writeEvidence(&html)
    writeInputs(&html)
    html.literal("</main>\n")
    html.element("footer") { html in
      html.element("p", ["class": "dim"], text: "Judged by \(judgement.tool.text).")
    }
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
    judgement.cluster.name ?? judgement.cluster.uid ?? "cluster of unknown name"
  }

  func writeHead(_ html: inout MarkupWriter) {
    let cluster = judgement.cluster
    let rancher = run.version ?? judgement.target.rancherVersion ?? "of undeclared version"
    let state = judgement.exitCode == 2 ? "error" : judgement.readiness.rawValue
    html.element("section", ["class": "verdict \(state)", "aria-label": "Verdict"]) { html in
      html.element("h1", text: "\(word): cluster \(clusterName) for Rancher \(rancher)")
      html.element("p", ["class": "label"], text: judgement.conclusion.sentence + ".")
      var facts = [
        [cluster.distribution ?? "distribution not known", cluster.version ?? "of unknown version"]
          .joined(separator: " ")
      ]
      if let count = cluster.nodeCount { facts.append(counted(count, "node")) }
      facts.append("snapshot of " + (cluster.time ?? "a time not known"))
      if let url = judgement.target.rancherURL { facts.append("Rancher at \(url)") }
      html.element("p", text: facts.joined(separator: ", ") + ".")
      html.element("p", text: "Findings: \(FindingCounts(judgement.findings).text).")
      if let text = judgement.baselineText { html.element("p", text: "Findings \(text).") }
      html.element("p", text: "Evidence: \(coverage).")
      if let next { html.element("p", ["class": "label"], text: next) }
    }
    let counts = judgement.counts
    writeBar(&html, counts)
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

  /// How completely the cluster was exported; unknown is never counted as good.
  private var coverage: String {
    let parts = EvidenceEntry.State.allCases.compactMap { state -> String? in
      let count = judgement.evidence.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
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

  /// Verdicts as a bar; the numbers stand in its name.
  private func writeBar(_ html: inout MarkupWriter, _ counts: VerdictCounts) {
    guard counts.total > 0 else { return }
    let verdicts: [(Verdict, String)] = [
      (.fail, "fail"), (.unknown, "unknown"), (.pass, "pass"), (.notApplicable, "not applicable"),
    ]
    let text = verdicts.map { "\(counts[$0.0]) \($0.1)" }.joined(separator: ", ")
    html.element(
      "svg",
      [
        "role": "img", "aria-label": "Verdicts: \(text)", "viewBox": "0 0 1000 20",
        "preserveAspectRatio": "none",
      ]
    ) { html in
      var start = 0
      for (verdict, _) in verdicts where counts[verdict] > 0 {
        let width = max(4, counts[verdict] * 1000 / counts.total)
        html.element(
          "rect",
          [
            "class": verdict.rawValue, "x": String(start), "y": "0", "width": String(width),
            "height": "20",
          ], text: "")
        start += width
      }
    }
    html.element("p", ["class": "dim"], text: "\(counted(counts.total, "verdict")): \(text).")
  }

  func writeMatrix(_ html: inout MarkupWriter) {
    guard let matrix else { return }
    Self.section(&html, "matrix", "Ready for which Rancher?") { html in
      html.element("p", text: matrix.sentence + ".")
      html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
        html.element("table") { html in
          Self.row(&html, ["Rancher", "readiness", "fails", "not decided"], isHead: true)
          for row in matrix.rows.reversed() {
            let needs = [row.failing, row.unknown].map { needs in
              needs.filter(\.decides).map { shortName(ofRule: $0.rule) }.joined(separator: ", ")
            }
            Self.row(&html, [row.version, row.judgement.readiness.rawValue] + needs)
          }
        }
      }
      html.element("p", text: "What follows is for Rancher \(matrix.nearest.version), the nearest.")
    }
  }

  // MARK: Parts

  static func section(
    _ html: inout MarkupWriter, _ id: StaticString, _ title: String,
    _ body: (inout MarkupWriter) -> Void
  ) {
    html.element("section", ["id": "\(id)"]) { html in
      html.element("h2", text: title)
      body(&html)
    }
  }

  static func row(_ html: inout MarkupWriter, _ cells: [String], isHead: Bool = false) {
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
    html.element("div") { html in
      html.element(
        "pre", ["class": deletes ? "deletes" : nil, "tabindex": "0"], text: text)
      html.element("button", ["type": "button", "class": "copy", "hidden": ""], text: "Copy")
    }
  }

  static func paragraphs(_ html: inout MarkupWriter, _ label: String, _ text: String) {
    let blocks = SARIFText.trimmed(text).split(separator: "\n\n")
    for (index, block) in blocks.enumerated() {
      html.element("p") { html in
        if index == 0 { html.element("span", ["class": "label"], text: label + " ") }
        html.text(String(block).replacing("\n", with: " "))
      }
    }
  }
}
