import Testing

@testable import CEL

@Suite("sets of reasons")
struct ReasonSetTests {
  /// Numbers that look random and are the same in each run.
  private struct Noise {
    var state: UInt32 = 7

    mutating func next(_ limit: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 8) % limit
    }
  }

  @Test("what is merged has the reasons of both, whatever was merged before")
  func unions() {
    var sets = ReasonSets()
    var noise = Noise()
    var known: [(number: UInt32, members: Set<UInt32>)] = (1...200).map { ($0, [$0]) }
    for _ in 0..<3_000 {
      let (a, b) = (known[noise.next(known.count)], known[noise.next(known.count)])
      var charged = -1
      let number = sets.merge(a.number, b.number) { charged = $0 }
      let members = a.members.union(b.members)
      #expect(sets.members(number) == members.sorted())
      #expect(charged == -1 || charged == members.count)
      known.append((number, members))
    }
    // A set that others have grown from is what it was.
    #expect(known.allSatisfy { sets.members($0.number) == $0.members.sorted() })
  }

  @Test("a long loop over many reasons takes work by the reason, and pays as much as before")
  func loop() {
    var sets = ReasonSets()
    var sum: UInt32 = 0
    var cost = 0
    for reason in 1...50_000 { sum = sets.merge(sum, UInt32(reason)) { cost += $0 } }
    #expect(sets.members(sum) == Array(1...50_000))
    #expect(cost == (2...50_000).reduce(0, +))
    // The same again is the same set.
    #expect(sets.merge(sum, 17) { _ in } == sum)
    var again: UInt32 = 0
    for reason in 1...50_000 { again = sets.merge(again, UInt32(reason)) { _ in } }
    #expect(again == sum)
  }
}
