import Documents
import Findings

/// Problems of one loading run, in the order in which they came up.
package final class ProblemList {
  package private(set) var problems: [Problem] = []
  private let stage: Problem.Stage

  /// - Parameter stage: of what is read.
  package init(of stage: Problem.Stage = .rules) { self.stage = stage }

  package func add(_ problem: Problem) { problems.append(problem) }

  func removeAll() { problems.removeAll() }

  /// A problem of a file that decides how is judged. They are fatal: a rule or a waiver that is
  /// not understood could pass for what it is not.
  ///
  /// - Parameter note: what stands at the related place.
  package func add(
    _ code: String, _ message: String, at place: SourcePlace?, count: Int? = nil,
    related: SourcePlace? = nil, note: String = "first defined here", help: String? = nil
  ) {
    var places = place.map { [Place($0, count: count)] } ?? []
    if let related { places.append(Place(related, note: note)) }
    problems.append(
      Problem(
        stage: stage, code: code, isFatal: true, message: message, places: places, help: help))
  }

  /// What a reader found wrong with the source of such a file.
  ///
  /// - Parameter subject: the file, as the message begins.
  package func add(_ flaw: Flaw, of subject: String) {
    add(
      "unreadable-file", "\(subject) \(flaw.message)", at: flaw.place, related: flaw.related,
      // Of text that is not YAML: the construct that the reader was in.
      note: flaw.losesContent ? "begun here" : "first defined here")
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
