/// The fewest choices so that each need is met: a minimum hitting set.
///
/// Nearly all needs have one choice, so that hardly anything is left to be searched. What is left
/// is searched whole up to a bound of work; beyond it, the best that was found counts, which is at
/// least as good as always taking the choice that meets most needs.
struct SmallestCover {
  /// Choices of equal number are told apart by the sum of their positions: earlier ones are liked
  /// better.
  private struct Cost: Comparable {
    var count: Int
    var positions: Int

    static func < (left: Cost, right: Cost) -> Bool {
      (left.count, left.positions) < (right.count, right.positions)
    }
  }

  private let needs: [[Int]]
  private var best: Set<Int>
  private var bestCost: Cost
  private var work = 0
  private static let workLimit = 20_000

  /// - Parameter needs: Of each need the choices, one of which must be taken; none is empty.
  /// - Returns: The choices to take.
  static func choices(meeting needs: [[Int]]) -> Set<Int> {
    let forced = Set(needs.filter { $0.count == 1 }.map { $0[0] })
    let open = Set(needs.filter { forced.isDisjoint(with: $0) }.map { Set($0).sorted() })
    // A need that is met whenever another one is, asks for nothing.
    let needs = open.filter { need in
      !open.contains { $0 != need && Set($0).isSubset(of: need) }
    }
    var cover = SmallestCover(needs.sorted { $0.lexicographicallyPrecedes($1) })
    cover.search([], Cost(count: 0, positions: 0))
    return forced.union(cover.best)
  }

  private init(_ needs: [[Int]]) {
    self.needs = needs
    best = SmallestCover.greedy(needs)
    bestCost = SmallestCover.cost(of: best)
  }

  private static func cost(of choices: Set<Int>) -> Cost {
    Cost(count: choices.count, positions: choices.reduce(0, +))
  }

  private static func greedy(_ needs: [[Int]]) -> Set<Int> {
    var open = needs
    var taken: Set<Int> = []
    while !open.isEmpty {
      var counts: [Int: Int] = [:]
      for choice in open.joined() { counts[choice, default: 0] += 1 }
      let next = counts.min { left, right in
        left.value != right.value ? left.value > right.value : left.key < right.key
      }
      guard let next else { break }
      taken.insert(next.key)
      open.removeAll { $0.contains(next.key) }
    }
    return taken
  }

  private mutating func search(_ taken: Set<Int>, _ cost: Cost) {
    work += 1
    guard work <= SmallestCover.workLimit else { return }
    let open = needs.filter { taken.isDisjoint(with: $0) }
    guard let next = open.min(by: { $0.count < $1.count }) else {
      if cost < bestCost { (best, bestCost) = (taken, cost) }
      return
    }
    guard Cost(count: cost.count + 1, positions: cost.positions) < bestCost else { return }
    for choice in next {
      search(
        taken.union([choice]), Cost(count: cost.count + 1, positions: cost.positions + choice))
    }
  }
}
