import Basics
import Findings
import Reports

/// What looking over packs found, for people and for programs.
struct LintReport {
  private let problems: [Problem]

  init(_ problems: [Problem]) { self.problems = problems }

  var ending: Ending {
    Ending(
      code: problems.isEmpty ? 0 : 1,
      sentence: problems.isEmpty
        ? "nothing was found" : "\(counted(problems.count, "thing")) to look at")
  }

  func bytes(_ format: InspectionFormat, for stream: OutputStream) -> [UInt8] {
    switch format {
    case .text: problems.isEmpty ? [] : ProblemText.render(problems, options: stream.reportOptions)
    case .json: json
    }
  }

  private var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.objects("problems", problems) {
        $0.member("code", $1.code)
        $0.member("message", $1.message)
        $0.member("place", $1.places.first?.text)
        $0.member("help", $1.help)
      }
    }
    return writer.bytes
  }
}
