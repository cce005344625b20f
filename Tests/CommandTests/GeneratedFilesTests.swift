import Checkout
import Testing

@Suite("generated files")
struct GeneratedFilesTests {
  @Test("what is generated from rules/ is fresh: if not, run `make rules`")
  func fresh() throws {
    let run = try CommandRun("generate-rules", ["--check", Checkout.root])
    #expect(run.code == 0, "\(run.errors)")
  }
}
