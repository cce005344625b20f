/// What stops a run before anything was judged.
public struct Obstacle: Error, Sendable {
  /// The fatal problems; at least one.
  public let problems: [Problem]

  /// Throws where one of the problems is fatal.
  public static func check(_ problems: [Problem]) throws(Obstacle) {
    let fatal = problems.filter(\.isFatal)
    guard fatal.isEmpty else { throw Obstacle(problems: fatal) }
  }

  /// - Parameter problems: fatal ones; at least one.
  public init(problems: [Problem]) { self.problems = problems }

  /// The first of them, and how many there are beside it.
  public var reason: String {
    let place = problems[0].places.first.map { "\($0.text): " } ?? ""
    let others = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    return place + problems[0].message + others
  }
}
