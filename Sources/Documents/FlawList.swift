/// The flaws of one source: the same one is there once, with a count, and of those that lose no
/// content only a limited number is kept. What loses content is always kept.
struct FlawList: Sendable {
  private let limit: Int
  private(set) var flaws: [Flaw] = []
  private var numbers: [String: Int] = [:]
  /// Flaws that are only counted.
  private var others = 0

  init(_ options: ReadingOptions) { limit = options.limits.flaws }

  mutating func add(_ flaw: Flaw) {
    if let number = numbers[flaw.message], flaws[number].losesContent == flaw.losesContent {
      flaws[number].add(flaw)
    } else if flaws.count < limit || flaw.losesContent {
      numbers[flaw.message] = flaws.count
      flaws.append(flaw)
    } else {
      others += flaw.count
    }
  }

  mutating func add(_ list: FlawList) {
    for flaw in list.flaws { add(flaw) }
    others += list.others
  }

  /// Those that are kept, and how many there are besides.
  var all: [Flaw] {
    guard others > 0 else { return flaws }
    return flaws + [
      Flaw("and \(others) more that are read, but doubtful", at: nil, losesContent: false)
    ]
  }
}

extension Flaw {
  /// Places that are kept of one flaw.
  private static let placeLimit = 3

  fileprivate mutating func add(_ same: Flaw) {
    count += same.count
    for place in [same.place].compactMap({ $0 }) + same.again
    where again.count < Flaw.placeLimit - 1 {
      again.append(place)
    }
  }
}
