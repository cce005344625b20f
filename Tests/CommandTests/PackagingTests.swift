import Checkout
import Foundation
import Testing

@Suite("ways to a user's machine, and into continuous integration")
struct PackagingTests {
  /// Makes a release of a script that stands for importlint, with its checksums.
  private static let release = """
    set -e
    case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; esac
    name=importlint-1.2.3-linux-$arch-static
    mkdir -p "$name/man" "$name/completions" served/v1.2.3
    printf '#!/bin/sh\\necho importlint 1.2.3\\n' > "$name/importlint"
    chmod 755 "$name/importlint"
    touch "$name/LICENSES.txt" "$name/man/importlint.1"
    touch "$name/completions/importlint" "$name/completions/_importlint"
    touch "$name/completions/importlint.fish"
    tar -czf "served/v1.2.3/$name.tar.gz" "$name"
    cd served/v1.2.3
    sha256sum "$name.tar.gz" > SHA256SUMS
    """

  private func shell(_ script: String, in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun(
      file: "/bin/sh", ["-c", script], folder: folder.path, input: nil, environment: [:])
  }

  private func install(_ options: String, in folder: TemporaryFolder) throws -> CommandRun {
    let script = Checkout.path("packaging/install.sh")
    let place = "file://\(folder.path)/served"
    return try shell(
      "sh '\(script)' --base-url '\(place)' --version 1.2.3 --prefix prefix \(options)",
      in: folder)
  }

  private static var hasCurl: Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")
  }

  @Test(
    "install.sh installs what fits its checksum",
    .enabled(if: hasCurl, "skipped: there is no /usr/bin/curl"))
  func installing() throws {
    let folder = try TemporaryFolder()
    try #require(try shell(Self.release, in: folder).code == 0)
    let run = try install("", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.hasPrefix("install: importlint 1.2.3, in prefix/bin\n"))
    let sums = try shell("sha256sum served/v1.2.3/SHA256SUMS | cut -d ' ' -f 1", in: folder)
    let sum = sums.text.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try install("--sums \(sum)", in: folder).code == 0)
  }

  @Test(
    "install.sh installs nothing else",
    .enabled(if: hasCurl, "skipped: there is no /usr/bin/curl"),
    arguments: [
      ("for f in served/v1.2.3/*.tar.gz; do printf x >> $f; done", "", "the checksum of"),
      (": > served/v1.2.3/SHA256SUMS", "", "SHA256SUMS does not name"),
      ("rm served/v1.2.3/SHA256SUMS", "", "cannot be fetched"),
      ("true", "--sums 0", "is not the one that --sums names"),
      ("true", "--version ../x", "is not a version"),
      ("true", "--dynamic", "SHA256SUMS does not name"),
    ])
  func refusing(change: String, options: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try #require(try shell(Self.release, in: folder).code == 0)
    try #require(try shell(change, in: folder).code == 0)
    let run = try install(options, in: folder)
    #expect(run.code == 1)
    #expect(run.errors.contains(reason), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/prefix"))
  }

  /// Runs what action.yml runs, with the variables that it sets.
  private func check(
    _ inputs: [String: String], in folder: TemporaryFolder
  ) throws -> CommandRun {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    var environment = [
      "PATH": "\(Checkout.executables):\(path)", "REPORTS": folder.path + "/reports",
      "GITHUB_OUTPUT": folder.path + "/output", "GITHUB_STEP_SUMMARY": folder.path + "/summary",
    ]
    let names = [
      "TARGET", "RANCHER", "PACKS", "WAIVERS", "BASELINE", "FAIL_ON", "ARGUMENTS",
    ]
    for name in names { environment[name] = "" }
    return try CommandRun(
      file: "/bin/bash", [Checkout.path("packaging/ci/check.sh")], folder: Checkout.root,
      input: nil, environment: environment.merging(inputs) { _, input in input })
  }

  @Test("the action judges, and says where its reports are")
  func action() throws {
    let folder = try TemporaryFolder()
    let run = try check(
      ["SNAPSHOT": "demo/snapshot\n", "TARGET": "demo/target.yaml"], in: folder)
    #expect(run.code == 1, "\(run.errors)")
    let output = try String(contentsOfFile: folder.path + "/output", encoding: .utf8)
    #expect(output.hasPrefix("exit-code=1\nconclusion=not ready: "))
    for name in ["result.json", "importlint.sarif", "summary.md", "report.html"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/reports/\(name)"))
      #expect(output.contains("/reports/\(name)\n"))
    }
    let summary = try String(contentsOfFile: folder.path + "/summary", encoding: .utf8)
    #expect(summary.contains("Not ready"))
  }

  @Test("nothing of the action's inputs is run, and none is taken for two")
  func hostileInputs() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/run"
    let run = try check(["SNAPSHOT": "$(touch \(file)) `touch \(file)`; touch \(file)"], in: folder)
    #expect(run.code == 2)
    #expect(!FileManager.default.fileExists(atPath: file))
    #expect(run.lastLine.contains("; touch"))
  }
}
