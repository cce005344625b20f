import Findings
import Testing

@Suite("problems, each once")
struct ProblemTallyTests {
  private func problem(_ message: String, _ path: String?, line: Int = 1) -> Problem {
    Problem(
      stage: .snapshot, code: "c", severity: .warning, message: message,
      places: path.map {
        [Place(path: $0, region: Region(byteOffset: line, line: line, column: 1))]
      } ?? [])
  }

  @Test("the same in one file is one; in another file, or with other words, it is another")
  func sameness() {
    var tally = ProblemTally()
    for line in 1...10 { tally.add(problem("a", "x", line: line)) }
    tally.add([problem("a", "y"), problem("b", "x"), problem("a", nil), problem("a", nil)])
    #expect(tally.problems.map(\.count) == [10, 1, 1, 2])
    #expect(tally.problems[0].places.compactMap(\.region?.line) == [1, 2, 3])
    #expect(tally.problems[0].places.map(\.note) == [nil, "again", "again"])
  }

  @Test("what was counted already keeps its count, and tallying twice changes nothing")
  func twice() {
    var tally = ProblemTally()
    for line in 1...500 { tally.add(problem("a \(line % 150)", "x", line: line)) }
    var again = ProblemTally()
    again.add(tally.problems)
    #expect(again.problems == tally.problems)
    #expect(tally.problems.count == ProblemTally.kindLimit + 1)
    #expect(tally.problems.reduce(0) { $0 + $1.count } == 500)
  }

  @Test("places are made only of those that are kept")
  func places() {
    var made = 0
    var tally = ProblemTally()
    for line in 1...1000 {
      tally.add(problem("a", nil), inFile: "x") {
        made += 1
        return [Place(path: "x", region: Region(byteOffset: line, line: line, column: 1))]
      }
    }
    #expect(made == 3)
  }
}
