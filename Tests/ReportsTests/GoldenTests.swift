import Findings
import Reports
import Testing

@Suite("one result through all formats")
struct GoldenTests {
  /// Every format with every profile, so that a new one asks for its golden file.
  static let requests = ReportFormat.allCases.flatMap { format in
    format.profiles.map { ReportRequest(format: format, profile: $0) }
  }

  private func render(_ judgement: Judgement, _ request: ReportRequest) -> [UInt8] {
    let files = FileBase(root: "/repo", folder: "/repo/snapshots/prod eu")
    let options = ReportOptions(files: files)
    return request.format.render(judgement, profile: request.profile, options: options)
  }

  private func fileExtension(_ format: ReportFormat) -> String {
    format == .text ? "txt" : format.rawValue
  }

  @Test("a result with everything in it", arguments: requests)
  func everything(request: ReportRequest) throws {
    let name = "everything.\(request.profile).\(fileExtension(request.format))"
    try expectGolden(render(Sample.judgement, request), name)
  }

  @Test("a ready cluster and a run that failed", arguments: ReportFormat.allCases)
  func short(format: ReportFormat) throws {
    let request = ReportRequest(format: format)
    try expectGolden(render(Sample.ready, request), "ready.\(fileExtension(format))")
    try expectGolden(render(Sample.failed, request), "failed.\(fileExtension(format))")
  }

  @Test(
    "a result in Chinese, where a rule has it",
    arguments: [ReportFormat.text, .html, .json, .sarif, .markdown, .junit])
  func chinese(format: ReportFormat) throws {
    try expectGolden(
      render(Sample.chinese, ReportRequest(format: format)), "chinese.\(fileExtension(format))")
  }

  @Test("a cluster judged for several versions of Rancher", arguments: requests)
  func matrix(request: ReportRequest) throws {
    let name = "matrix.\(request.profile).\(fileExtension(request.format))"
    // The whole runs of SARIF are those of the other files.
    if request.format == .sarif { return }
    let bytes = request.format.render(Sample.matrix(isAll: true), profile: request.profile)
    try expectGolden(bytes, name)
  }

  @Test("text in colour, of errors only, on a narrow terminal")
  func colored() throws {
    let options = ReportOptions(isColored: true, show: .error, width: 60)
    try expectGolden(
      ReportFormat.text.render(Sample.judgement, options: options), "everything.colored.txt")
  }

  @Test("no output holds a raw control character or bidirectional override", arguments: requests)
  func harmless(request: ReportRequest) {
    // RFC 4180 ends lines with it.
    let lineEnd: Unicode.Scalar = request.format == .csv ? "\r" : "\n"
    let text = String(decoding: render(Sample.judgement, request), as: UTF8.self)
    let raw = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n" && $0 != lineEnd) || (0x7F...0x9F).contains($0.value)
        || (0x202A...0x202E).contains($0.value)
    }
    #expect(raw.isEmpty)
  }

  @Test("the order of what comes in changes nothing", arguments: requests)
  func deterministic(request: ReportRequest) {
    let sample = Sample.judgement
    var terms = sample.terms
    terms.packs.reverse()
    var basis = sample.basis
    basis.evidence.reverse()
    basis.artifacts.reverse()
    let reversed = Judgement(
      terms, on: basis, findings: sample.findings.reversed(), rules: sample.rules.reversed(),
      problems: sample.problems.reversed())
    #expect(render(reversed, request) == render(sample, request))
  }
}
