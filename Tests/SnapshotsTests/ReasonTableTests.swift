import Findings
import Snapshots
import Testing

@Suite("reasons for unknowns")
struct ReasonTableTests {
  @Test("a reason that quotes a credential is handed out without it, each time")
  func masked() throws {
    let table = ReasonTable()
    let texts = [
      "https://admin:hunter2@rancher.example.com does not answer", "nodes were not exported",
    ]
    let numbers = texts.map { table.number(of: MissingEvidence(.resources, $0)) }
    for _ in 0..<2 {
      let text = try #require(table[numbers[0]]).text
      #expect(!text.contains("hunter2"))
      #expect(text.hasSuffix("@rancher.example.com does not answer"))
      #expect(table[numbers[1]]?.text == texts[1])
    }
  }
}
