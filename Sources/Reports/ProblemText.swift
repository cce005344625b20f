import Findings

/// The problems of a run that has no result, as the text report shows them.
package enum ProblemText {
  package static func render(_ problems: [Problem], options: ReportOptions) -> [UInt8] {
    let judgement = Judgement(.init(tool: ToolInfo(version: "")), problems: problems)
    var report = TextReport(judgement, .full, options)
    report.writeProblems()
    // The section begins with the empty line that parts it from others.
    return Array(report.out.bytes.drop { $0 == UInt8(ascii: "\n") })
  }
}
