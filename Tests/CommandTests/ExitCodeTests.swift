import Checkout
import Findings
import Foundation
import Testing

@Suite("the table of exit codes in docs/reports.md")
struct ExitCodeTests {
  private static let texts = RuleTexts(title: "T", why: "w", fix: Fix(text: "f"))

  /// What makes a row true of a run.
  private struct Facts {
    var findings: [Finding] = []
    var problems: [Problem] = []
    var hasRules = true

    static func + (left: Facts, right: Facts) -> Facts {
      Facts(
        findings: left.findings + right.findings, problems: left.problems + right.problems,
        hasRules: left.hasRules && right.hasRules)
    }

    func exitCode(_ policy: JudgementOptions.UnknownPolicy = .inconclusive) -> Int32 {
      let rule = RuleResult(
        .init(id: "p/r", pack: "p", area: "nodes"), of: .cluster, .error,
        texts: ExitCodeTests.texts, outcome: .init(VerdictCounts(pass: 1)))
      return Conclusion(
        findings: findings, rules: hasRules ? [rule] : [], problems: problems,
        options: JudgementOptions(unknownPolicy: policy, failOnNew: true)
      ).exitCode
    }
  }

  private static func finding(
    _ verdict: Verdict, waiver: Waiver? = nil, change: Finding.Change? = nil
  ) -> Facts {
    var finding = Finding(
      .init(rule: "p/r", validation: "v", subject: .cluster, fingerprint: "00"), verdict, .error,
      message: "m", texts: texts)
    finding.waiver = waiver
    finding.change = change
    return Facts(findings: [finding])
  }

  private static func problem(
    _ stage: Problem.Stage, _ severity: Severity = .error, isFatal: Bool = false
  ) -> Facts {
    Facts(problems: [
      Problem(
        stage: stage, code: "x", severity: severity, isFatal: isFatal, message: "m",
        places: [Place(path: "s/x.yaml")])
    ])
  }

  /// The rows that a conclusion can meet; a row without facts is tried as a command.
  private static let facts: [String: Facts] = [
    "unreadable": problem(.snapshot, isFatal: true), "not judged": Facts(hasRules: false),
    "failing": finding(.fail),
    "waiver expired": finding(
      .fail, waiver: Waiver(reason: "r", owner: "o", expires: "2025-01-31", isExpired: true)),
    "unknown": finding(.unknown), "unread": problem(.documents),
    "snapshot too old": Facts(problems: [
      Problem(stage: .snapshot, code: Problem.outdatedSnapshot, message: "m")
    ]),
    "data too old": problem(.target, .warning),
    "waived": finding(
      .fail, waiver: Waiver(reason: "r", owner: "o", expires: "2030-01-31")),
    "waiver unneeded": problem(.waivers, .note),
    "known": finding(.fail, change: .init(.unchanged)),
    "ready": Facts(),
  ]

  private func rows() throws -> [(name: String, code: Int32)] {
    let text = try String(contentsOfFile: "\(Checkout.root)/docs/reports.md", encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Exit codes\n").last)
    return section.components(separatedBy: "\n## ")[0].split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return cells.count == 3 ? Int32(cells[1]).map { (cells[0], $0) } : nil
    }
  }

  @Test("each row is what a run ends with, and wins over every row below it")
  func precedence() throws {
    let rows = try rows()
    #expect(Set(rows.map(\.name)) == Set(Self.facts.keys).union(["refused"]))
    #expect(rows.first?.name == "refused")
    for (index, row) in rows.enumerated() {
      guard let facts = Self.facts[row.name] else { continue }
      #expect(facts.exitCode() == row.code, "\(row.name)")
      for below in rows[index...] {
        let both = facts + (Self.facts[below.name] ?? Facts())
        #expect(both.exitCode() == row.code, "\(row.name) with \(below.name)")
      }
    }
  }

  @Test(
    "--unknown counts for what is unknown, unread or too old",
    arguments: ["unknown", "unread", "snapshot too old"])
  func policies(row: String) throws {
    let facts = try #require(Self.facts[row])
    #expect(facts.exitCode(.fail) == 1)
    #expect(facts.exitCode(.ignore) == 0)
  }

  @Test("what is refused is refused before an input that cannot be read is looked at")
  func refused() throws {
    let run = try CommandRun.importlint(["check", "nowhere", "--jobs", "0"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("--jobs"))
  }

  /// A file beside the ready cluster, and how the run ends.
  @Test(
    "a file that cannot be read is inconclusive, unless it certainly holds no evidence",
    arguments: [
      ("resources/broken.yaml", "a: [", 3), ("resources/pods.json", "{\"items\": [", 3),
      ("notes.txt", "apiVersion: v1\nkind: Pod\nmetadata: {name: [", 3),
      ("odd.bin", "\u{1F}\u{8B}", 3), ("notes.txt", "Exported: by hand: [", 0),
      ("README.md", "# Notes: see [", 0), ("photo.png", "\u{89}PNG", 0),
    ] as [(String, String, Int32)])
  func unread(name: String, text: String, code: Int32) throws {
    let folder = try TemporaryFolder()
    let copy = folder.path + "/s"
    try FileManager.default.copyItem(atPath: Checkout.fixture("ready-cluster"), toPath: copy)
    // Latin-1, so that what is not UTF-8 can be written here.
    let bytes = Data(text.unicodeScalars.map { UInt8($0.value) })
    try bytes.write(to: URL(filePath: "\(copy)/\(name)"))
    let run = try EngineRun([copy], target: "Tests/Fixtures/ready-target.yaml")
    #expect(run.code == code, "\(run.lastLine)")
    #expect(run.lastLine.contains("/s/\(name) could not be read") == (code == 3))
  }

  /// Below and above what libraries take at the start.
  @Test("no memory is exit code 2 and a sentence, not a signal", arguments: [120_000, 180_000])
  func memory(kilobytes: Int) throws {
    let folder = try TemporaryFolder()
    let data = String(repeating: "x", count: 200)
    let items = (0..<200_000).map {
      "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\($0)\"},"
        + "\"data\":{\"k\":\"\(data)\"}}"
    }
    try folder.write("[\(items.joined(separator: ",\n"))]", to: "big.json")
    let command = "ulimit -v \(kilobytes); \(Checkout.importlint) check big.json"
    let run = try CommandRun(
      file: "/bin/bash", ["-c", command], folder: folder.path, input: nil, environment: [:])
    #expect(run.code == 2)
    #expect(run.lastLine.hasPrefix("could not judge: there is n"), "\(run.lastLine)")
  }

  /// What cannot be had on the way must not become an unknown that memory would decide.
  @Test("with whatever memory there is, the report is the same, or there is none")
  func memoryDecidesNothing() throws {
    let folder = try TemporaryFolder()
    let check =
      "\(Checkout.importlint) check \(Checkout.fixture("ready-cluster"))"
      + " --target \(Checkout.fixture("ready-target.yaml"))"
    func run(_ limit: String) throws -> CommandRun {
      try CommandRun(
        file: "/bin/bash", ["-c", "ulimit -v \(limit); \(check)"], folder: folder.path, input: nil,
        environment: [:])
    }
    let whole = try run("unlimited")
    try #require(whole.code == 0)
    // From where work begins to where most of it is done; what once failed did so within 4,000.
    let end = Laws.areThorough ? 800_000 : 450_000
    for limit in stride(from: 250_000, through: end, by: Laws.areThorough ? 500 : 2000) {
      let run = try run(String(limit))
      if run.code != 2 {
        #expect(run.text == whole.text, "\(limit)")
        #expect(run.code == whole.code, "\(limit): \(run.lastLine)")
      } else {
        #expect(run.lastLine.hasPrefix("could not judge: there is n"), "\(limit): \(run.lastLine)")
      }
    }
  }

  @Test(
    "too little address space to run other programs in is said, and not waited in",
    arguments: ["fleet check clusters --out rows", "collect --output s"])
  func addressSpace(arguments: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/clusters", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Checkout.fixture("ready-cluster"), toPath: folder.path + "/clusters/a")
    let command = "ulimit -v 300000; \(Checkout.importlint) \(arguments)"
    let run = try CommandRun(
      file: "/bin/bash", ["-c", "exec timeout -s KILL 30 bash -c '\(command)'"],
      folder: folder.path, input: nil, environment: [:])
    #expect(run.code == 2)
    #expect(
      run.lastLine.hasPrefix("could not run: the address space is limited to 300000 KiB"),
      "\(run.lastLine)")
  }

  @Test("a gigabyte of nothing is refused at once")
  func sparse() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Checkout.fixture("ready-cluster"), toPath: folder.path + "/s")
    let file = try folder.emptyFile(named: "s/sparse.yaml")
    try file.truncate(atOffset: 1 << 30)
    try file.close()
    let start = ContinuousClock.now
    let run = try EngineRun([folder.path + "/s"], target: "Tests/Fixtures/ready-target.yaml")
    #expect(run.code == 3)
    #expect(run.judgement.problems.map(\.message) == ["the file is not text: byte 0 is zero"])
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}
