/// Gathers problems so that a flood of them stays small: the same problem of one file is one, with
/// a count and its first places; and of one kind in one file only the first hundred are listed.
public struct ProblemTally: Sendable {
  /// Problems of one kind in one file that are listed, by default.
  public static let kindLimit = 100
  /// Places that are kept of one problem.
  public static let placeLimit = 3

  private struct Kind: Hashable {
    let path: String?
    let stage: Problem.Stage
    let code: String
    let severity: Severity
    let isFatal: Bool
  }

  private struct Sameness: Hashable {
    let kind: Kind
    let message: String
    let help: String?
  }

  private var gathered: [Problem] = []
  private var numbers: [Sameness: Int] = [:]
  private var kinds: [Kind: (told: Int, others: Int)] = [:]
  /// The kinds of which not all are listed, in the order of their first problem.
  private var crowded: [Kind] = []

  private let kindLimit: Int

  /// - Parameter kindLimit: how many of one kind in one file are listed.
  public init(kindLimit: Int = ProblemTally.kindLimit) { self.kindLimit = kindLimit }

  /// Adds a problem that has its places, or none.
  public mutating func add(_ problem: Problem) {
    add(problem, inFile: problem.places.first?.path) { problem.places }
  }

  public mutating func add(_ problems: some Sequence<Problem>) {
    for problem in problems { add(problem) }
  }

  /// Adds a problem of a file.
  ///
  /// - Parameter places: makes its places, the primary one first. Only called where they are kept:
  ///   a place costs more than all the rest.
  public mutating func add(
    _ problem: Problem, inFile path: String?, places: () -> [Place]
  ) {
    let kind = Kind(
      path: path, stage: problem.stage, code: problem.code, severity: problem.severity,
      isFatal: problem.isFatal)
    let sameness = Sameness(kind: kind, message: problem.message, help: problem.help)
    if let number = numbers[sameness] {
      gathered[number].count += problem.count
      let have = gathered[number].places.count { $0.note == nil || $0.note == Problem.again }
      if have < ProblemTally.placeLimit {
        gathered[number].addPlaces(places().filter { $0.region != nil })
      }
      return
    }
    let told = kinds[kind, default: (0, 0)]
    guard told.told < kindLimit else {
      if told.others == 0 { crowded.append(kind) }
      kinds[kind] = (told.told, told.others + problem.count)
      return
    }
    kinds[kind] = (told.told + 1, 0)
    numbers[sameness] = gathered.count
    var kept = problem
    kept.places = places()
    gathered.append(kept)
  }

  /// All of them, each once, in the order in which they came; at the end those that are only
  /// counted.
  public var problems: [Problem] {
    gathered
      + crowded.map { kind in
        let others = kinds[kind]?.others ?? 0
        return Problem(
          stage: kind.stage, code: kind.code, severity: kind.severity, isFatal: kind.isFatal,
          message: "\(others) more problems like the \(kindLimit) that are named",
          places: kind.path.map { [Place(path: $0)] } ?? [], count: others)
      }
  }
}

extension Problem {
  /// The note of a place at which the same problem is met again.
  package static let again = "again"

  /// Takes in the places of the same problem elsewhere.
  fileprivate mutating func addPlaces(_ more: [Place]) {
    guard var first = more.first, !places.contains(where: { $0.region == first.region }) else {
      return
    }
    first.note = Problem.again
    places.append(first)
  }
}
