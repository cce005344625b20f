import CEL
import Documents
import Snapshots

/// `declared` and `unknown`: how a rule speaks of what is not known.
enum EvidenceFunctions {
  static let all: [Function] = [declared, unknown]

  /// `declared(target.proxy)`: whether the user declares a field of the target.
  ///
  /// What the user does not declare is known not to be declared, unlike evidence: so only unknowns
  /// that come from the target become false, and every other unknown stays one.
  private static let declared = Function(
    "declared",
    [
      Overload(
        [.dyn], .bool, demand: .anything, isPure: false,
        body: .unary { e, value in
          switch value.tag {
          case .hidden: return .bool(true)
          case .unknown:
            let reasons = e.evaluator.reasons(of: value).compactMap { library(e)?.reason($0) }
            let isTarget = !reasons.isEmpty && reasons.allSatisfy { $0.kind == .targetField }
            return isTarget ? .bool(false) : value
          case .error: return value
          default: return .bool(true)
          }
        })
    ])

  /// `unknown(text)`: an unknown with that reason.
  private static let unknown = Function(
    "unknown",
    [
      Overload(
        [.string], .dyn, isPure: false,
        body: .unary { e, text in
          let words = String(decoding: e.memory.bytes(of: text), as: UTF8.self).trimmed
          guard let number = library(e)?.number(of: MissingReason(.clusterFact, words)) else {
            return e.error(words)
          }
          return e.unknown(number)
        })
    ])

  private static func library(_ e: Evaluation) -> ResourceLibrary? {
    e.evaluator.host as? ResourceLibrary
  }
}
