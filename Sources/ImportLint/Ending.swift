import Findings

/// How a run ends: the exit code, and why, for the last line on standard error.
///
/// 0 ready (or done), 1 not ready (or an example fails), 2 the tool could not do its job,
/// 3 inconclusive.
struct Ending: Error, Equatable {
  let code: Int32
  /// Empty where there is nothing to say: a listing that was printed.
  let sentence: String

  static let done = Ending(code: 0, sentence: "")

  init(code: Int32, sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  init(_ conclusion: Conclusion) {
    self.init(code: conclusion.exitCode, sentence: conclusion.sentence)
  }

  /// The tool could not do what it was asked for.
  static func failure(_ reason: String, doing action: String = "judge") -> Ending {
    Ending(code: 2, sentence: "could not \(action): \(reason)")
  }
}
