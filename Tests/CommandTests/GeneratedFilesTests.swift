import Checkout
import Foundation
import Testing

@Suite("generated files")
struct GeneratedFilesTests {
  @Test("what is generated from rules/ is fresh: if not, run `make rules`")
  func fresh() throws {
    let run = try CommandRun(
      file: Checkout.builtWithTests + "/generate-rules", ["--check", Checkout.root],
      folder: Checkout.root, input: nil, environment: [:])
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test(
    "manual pages, completions and docs/commands.md are what the commands say: `make manual`",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"),
      "skipped: there is no /usr/bin/python3"))
  func manual() throws {
    let script = Checkout.path("scripts/manual.py")
    let run = try CommandRun(
      file: "/usr/bin/python3", [script, Checkout.importlint, "--check"],
      folder: Checkout.root, input: nil, environment: [:])
    #expect(run.code == 0, "\(run.errors)")
  }
}
