import Basics
import Findings

// What has changed since an earlier result.

extension TextReport {
  /// What stands behind a finding's message: how it stands to the baseline.
  static func mark(of finding: Finding) -> String {
    guard let change = finding.change else { return "" }
    let weight = change.isWorse ? ", but counts for more" : ""
    return " [\(change.kind.rawValue)\(weight)\(change.doubt.map { ": \($0)" } ?? "")]"
  }

  mutating func writeBaseline() {
    guard let baseline = judgement.baseline else { return }
    let time = baseline.time.map { " of \($0)" } ?? ""
    let counts = Finding.Change.Kind.allCases.map { kind in
      "\(judgement.findings.count { $0.change?.kind == kind }) \(kind.rawValue)"
    }
    out.blank()
    out.line(
      .init("Since \(baseline.path)\(time)", .bold),
      .init(": \((counts + ["\(baseline.absent.count) absent"]).joined(separator: ", "))"))
    let shown = baseline.absent.filter { $0.severity >= options.show }
    for absence in shown.prefix(limit(20)) {
      let label = absence.doubt == nil ? "resolved  " : "absent    "
      out.paragraph(
        .init(label, absence.doubt == nil ? .good : .warning),
        "\(absence.title) [\(absence.identity.rule)]: \(absence.identity.subject.text)", indent: 2)
      if let doubt = absence.doubt { out.line(.init(doubt, .dim), indent: 12) }
    }
    if shown.count > limit(20) {
      out.line("… and \(shown.count - limit(20)) more (text:full)", indent: 2)
    }
  }
}
