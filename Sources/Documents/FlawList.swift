/// The flaws of one source: the same one is there once, with a count, and of those that lose no
/// content only a limited number is kept. What loses content or a field is always kept.
struct FlawList: Sendable {
  private let limit: Int
  private(set) var flaws: [Flaw] = []
  private var numbers: [String: Int] = [:]
  /// Flaws that are only counted.
  private var others = 0

  init(_ options: ReadingOptions) { limit = options.limits.flaws }

  /// Gives the number of the flaw that it became or was added to; nil if it is only counted.
  @discardableResult
  mutating func add(_ flaw: Flaw) -> Int? {
    if let number = numbers[flaw.message], flaws[number].losesContent == flaw.losesContent {
      flaws[number].add(flaw)
      return number
    }
    guard flaws.count < limit || flaw.losesContent || flaw.losesField else {
      others += flaw.count
      return nil
    }
    numbers[flaw.message] = flaws.count
    flaws.append(flaw)
    return flaws.count - 1
  }

  /// Counts one more of a flaw (nil: of one that is only counted), where that is all there is to
  /// do; false if its place may be kept.
  mutating func count(again number: Int?) -> Bool {
    guard let number else {
      others += 1
      return true
    }
    guard flaws[number].again.count >= Flaw.placeLimit - 1 else { return false }
    flaws[number].count += 1
    return true
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
  fileprivate static let placeLimit = 3

  fileprivate mutating func add(_ same: Flaw) {
    count += same.count
    for place in [same.place].compactMap({ $0 }) + same.again
    where again.count < Flaw.placeLimit - 1 {
      again.append(place)
    }
  }
}
