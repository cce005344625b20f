import Findings
import Fleet

/// Numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension SampleRow {
  /// Rows of all kinds: several of a name, one uid under two names, other data, not judged.
  static func rows(_ random: inout Seeded) -> [FleetRow] {
    let rules = ["r1", "r2", "r3"]
    return (0..<Int.random(in: 1...30, using: &random)).map { _ in
      let name = "c\(Int.random(in: 0...9, using: &random))"
      if Int.random(in: 0...9, using: &random) == 0 { return notJudged(name) }
      var tool = tool
      if Int.random(in: 0...5, using: &random) == 0 { tool.dataDate = "2026-02-02" }
      return judged(
        name, failing: rules.filter { _ in Bool.random(using: &random) },
        unknown: ["r4"].filter { _ in Bool.random(using: &random) },
        uid: Int.random(in: 0...3, using: &random) == 0 ? "shared" : nil,
        time: ["2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", nil].randomElement(using: &random)
          ?? nil,
        labels: ["ring": "\(Int.random(in: 0...2, using: &random))"], tool: tool)
    }
  }
}
