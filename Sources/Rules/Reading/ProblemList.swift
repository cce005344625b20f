import Documents
import Findings

/// Problems of one loading run, in the order in which they came up.
final class ProblemList {
  private(set) var problems: [Problem] = []

  func add(_ problem: Problem) { problems.append(problem) }

  func removeAll() { problems.removeAll() }

  /// A problem of a rule or pack file. They are fatal: a rule that is not understood could pass.
  func add(
    _ code: String, _ message: String, at place: SourcePlace?, count: Int? = nil,
    related: SourcePlace? = nil, help: String? = nil
  ) {
    var places = place.map { [Place($0, count: count)] } ?? []
    if let related { places.append(Place(related, note: "first defined here")) }
    problems.append(
      Problem(
        stage: .rules, code: code, isFatal: true, message: message, places: places, help: help))
  }

  /// Rules of a pack that have the same id.
  func addDuplicates(in rules: [Rule]) {
    var first: [String: SourcePlace?] = [:]
    for rule in rules {
      if let earlier = first[rule.id] {
        add(
          "duplicate-rule", "the rule \"\(rule.id)\" is defined twice", at: rule.place,
          related: earlier)
      } else {
        first[rule.id] = rule.place
      }
    }
  }
}
