import Checkout
import Engine
import Findings
import Foundation
import Reports
import Testing

@Suite("check for several versions of Rancher")
struct MatrixCommandTests {
  private struct Matrix: Decodable {
    struct BlockingRule: Decodable {
      let rule: String
      let decides: Bool
    }

    struct Version: Decodable {
      let version: String
      let exitCode: Int32
      let failing: [BlockingRule]
    }

    let exitCode: Int32
    let ready: [String]
    let nearest: String?
    let versions: [Version]
  }

  private func run(_ versions: String, _ more: [String] = ["--format", "json"]) throws
    -> CommandRun
  {
    try CommandRun.importlint(["check"] + Checkout.readyCluster + ["--rancher", versions] + more)
  }

  private func matrix(_ versions: String) throws -> Matrix {
    try JSONDecoder().decode(Matrix.self, from: run(versions).output)
  }

  @Test("all: the newest patch of every minor version, each as check judges it alone")
  func all() throws {
    let all = try run("all")
    #expect(all.code == 0, "\(all.errors)")
    let matrix = try JSONDecoder().decode(Matrix.self, from: all.output)
    let minors = matrix.versions.map {
      $0.version.split(separator: ".").prefix(2).joined(separator: ".")
    }
    #expect(minors == (5...15).map { "2.\($0)" })
    #expect(matrix.ready.map { $0.prefix(4) } == ["2.12", "2.13", "2.14"])
    #expect(matrix.nearest == matrix.ready.last)
    #expect(all.lastLine.hasPrefix("ready: for Rancher 2.12."))
    for row in [matrix.versions[0], matrix.versions[8]] {
      let single = try run(row.version)
      #expect(single.code == row.exitCode)
      let result = try JSONResult(of: single)
      #expect(
        result.failing("error")
          == Set(row.failing.filter(\.decides).map { String($0.rule.split(separator: "/")[1]) }))
    }
  }

  @Test("a list must be ready as a whole, and is judged oldest first, each version once")
  func listed() throws {
    #expect(try run("2.13.1,2.12.0").code == 0)
    let mixed = try run("2.13.1, v2.9.0,2.13.1")
    #expect(mixed.code == 1)
    let versions = try JSONDecoder().decode(Matrix.self, from: mixed.output).versions
    #expect(versions.map(\.version) == ["2.9.0", "2.13.1"])
    #expect(mixed.lastLine == "not ready: for Rancher 2.9.0; ready for 2.13.1")
    #expect(try run("2.13.1,2.99.0").code == 3)
  }

  @Test("what is no version is exit code 2", arguments: ["al", "2.13.1,newest", "all,2.13.1", ","])
  func wrong(argument: String) throws {
    let run = try run(argument)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("is not a version such as 2.13.1"))
  }

  @Test("an input that cannot be read is exit code 2, in every format")
  func unreadable() throws {
    let run = try CommandRun.importlint(["check", "nowhere", "--rancher", "all"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("nowhere"))
    #expect(!run.output.isEmpty)
    let matrix = Check(CheckRequest(inputs: ["nowhere"], target: TargetRequest(versions: .all)))
      .matrix()
    #expect(matrix.exitCode == 2)
    for format in ReportFormat.allCases {
      #expect(!format.render(matrix).isEmpty, "\(format)")
    }
  }

  @Test("packs without releases cannot answer `all`")
  func noReleases() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    let run = try run("all", ["--no-builtin", "--pack", folder.path])
    #expect(run.code == 2)
  }

  @Test("the number of threads changes no byte of any report")
  func threads() throws {
    func matrix(jobs: Int) throws -> ReadinessMatrix {
      let paths = Checkout.readyCluster.filter { $0 != "--target" }.map(Checkout.path)
      var request = CheckRequest(
        inputs: [paths[0]],
        target: TargetRequest(
          versions: try RequestedVersions(parsing: "2.9.0,2.13.1"), file: paths[1]))
      request.jobs = jobs
      request.needsChecksums = true
      request.listsPasses = true
      return Check(request).matrix()
    }
    let one = try matrix(jobs: 1)
    let four = try matrix(jobs: 4)
    #expect(one.rows.count == 2)
    for format in ReportFormat.allCases {
      for profile in format.profiles {
        let bytes = format.render(one, profile: profile)
        #expect(bytes == format.render(four, profile: profile), "\(format):\(profile)")
      }
    }
  }
}
