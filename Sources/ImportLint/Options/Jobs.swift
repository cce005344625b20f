import FoundationEssentials

/// How many threads a run uses.
enum Jobs {
  /// More would cost memory and gain nothing.
  private static let limit = 256

  /// The number that was asked for; the processors that this process may use where none was.
  static func count(_ asked: Int?) throws(Ending) -> Int {
    guard let asked else {
      return max(1, min(ProcessInfo.processInfo.activeProcessorCount, limit))
    }
    guard (1...limit).contains(asked) else {
      throw .failure("--jobs must be between 1 and \(limit)", doing: "read the arguments")
    }
    return asked
  }
}

extension [String] {
  /// The words of comma lists.
  var commaSeparated: [String] {
    flatMap { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
      .filter { !$0.isEmpty }
  }
}
