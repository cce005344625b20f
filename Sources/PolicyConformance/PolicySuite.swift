import Basics
import Documents
import Findings
import Rules

/// A folder with an `index.json` that names policies, objects and the verdicts that they must get.
struct PolicySuite {
  let folder: String
  private let store = DocumentStore()

  /// One line of the index, tried.
  struct Result {
    let id: String
    let expected: String
    let outcome: PolicyTrial.Outcome
    let expectedMessages: [String]

    /// An object that a policy is not for counts as passing, as in the suites.
    var agrees: Bool {
      switch outcome.verdict {
      case .pass, .notApplicable: expected == "pass"
      case .fail: expected == "fail"
      case .unknown, nil: false
      }
    }

    /// Whether the messages are those of the API server; only a failing object has any.
    var messagesAgree: Bool { outcome.verdict != .fail || outcome.messages == expectedMessages }

    var json: String {
      func quoted(_ texts: [String]) -> String {
        "[" + texts.map(QuotedText.json).joined(separator: ",") + "]"
      }
      let verdict = outcome.verdict.map { QuotedText.json($0.rawValue) } ?? "null"
      return "{\"id\":\(QuotedText.json(id)),\"verdict\":\(verdict),"
        + "\"expected\":\(QuotedText.json(expected)),\"agrees\":\(agrees),"
        + "\"messagesAgree\":\(messagesAgree),\"messages\":\(quoted(outcome.messages)),"
        + "\"reasons\":\(quoted(outcome.reasons)),"
        + "\"problems\":\(quoted(outcome.problems.filter(\.isFatal).map(\.message)))}"
    }
  }

  /// Tries every line, in order; nil if there is no index.
  func results() -> [Result]? {
    guard let index = source("index.json"), let list = store.read(index).documents.first else {
      return nil
    }
    return DocumentValue(list, in: store).elements.map(result)
  }

  private func result(_ line: DocumentValue) -> Result {
    let policies = ["policy", "binding", "params"].compactMap { line[$0]?.string }
      .compactMap(source)
    var outcome = PolicyTrial.Outcome()
    if let object = line["resource"]?.string.flatMap(source) {
      let namespace = line["namespace"]?.string.flatMap(source)
      outcome = PolicyTrial(policies: policies, object: object, namespace: namespace).run()
    }
    return Result(
      id: line["id"]?.string ?? "", expected: line["expected"]?.string ?? "", outcome: outcome,
      expectedMessages: line[path: "oracle", "messages"]?.elements.compactMap(\.string) ?? [])
  }

  private func source(_ path: String) -> SourceText? {
    try? SourceText.read(file: "\(folder)/\(path)", path: path).get()
  }
}
