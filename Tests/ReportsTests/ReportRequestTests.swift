import Reports
import Testing

@Suite("what --format takes")
struct ReportRequestTests {
  @Test(
    "a name, a profile and a file",
    arguments: [
      ("text", ReportRequest(format: .text, profile: "standard")),
      ("sarif:github", ReportRequest(format: .sarif, profile: "github")),
      ("json=out.json", ReportRequest(format: .json, file: "out.json")),
      ("sarif:full=a=b:c", ReportRequest(format: .sarif, profile: "full", file: "a=b:c")),
    ])
  func valid(argument: String, expected: ReportRequest) throws {
    #expect(try ReportRequest(parsing: argument) == expected)
  }

  private static let all = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")

  @Test(
    "what is not valid is refused, with what there is",
    arguments: [
      ("yaml", "no report format is named 'yaml': use \(all)"),
      ("", "no report format is named '': use \(all)"),
      ("sarif:gitlab", "format sarif has no profile 'gitlab': use standard, full, github"),
      ("json=", "no file is named after '=' in 'json='"),
      ("a\u{1B}", "no report format is named 'a\\u{1b}': use \(all)"),
    ])
  func invalid(argument: String, message: String) {
    let error = #expect(throws: ReportRequest.ParsingError.self) {
      try ReportRequest(parsing: argument)
    }
    #expect(error?.description == message)
  }
}
