import Basics
import Findings
import Synchronization

/// The reasons for unknowns of one run, each with a number that a value can carry (24 bits).
///
/// Numbers depend on the order in which reasons come up, so nothing that is printed may depend on
/// them; reports sort by the reason itself.
public final class ReasonTable: Sendable {
  /// The largest number: what fits beside a tag in a word at rest.
  public static let limit: UInt32 = (1 << 24) - 1
  /// The reason of values that were dropped or redacted.
  public static let hidden: UInt32 = 1
  /// The reason of what came up after the table was full.
  public static let overflow: UInt32 = 2
  /// The reason of what may be missing behind the place at which a file breaks off.
  public static let truncated: UInt32 = 3
  /// The reason of what Kubernetes does not write where it stands.
  static let unfit: UInt32 = 4

  private let state: Mutex<State>

  private struct State {
    /// Reason number `i + 1` at index `i`.
    var reasons: [MissingEvidence]
    /// Whether the text is masked, which it is when it is first asked for: most never are.
    var isMasked: [Bool]
    var numbers: [MissingEvidence: UInt32]
    var wording = MissingEvidence.Wording()
    /// The texts that an unknown may stand for, by the number of its reason.
    var possibleTexts: [UInt32: [String]] = [:]
  }

  public init() {
    let first = [
      MissingEvidence(
        .hiddenValue, "the value is redacted, or was dropped as a possible credential"),
      MissingEvidence(.clusterFact, "more evidence is missing than can be listed"),
      MissingEvidence(.resources, "its file breaks off, and may be truncated"),
      MissingEvidence(.resources, "it holds what an API server does not write there"),
    ]
    var numbers: [MissingEvidence: UInt32] = [:]
    for (i, reason) in first.enumerated() { numbers[reason] = UInt32(i + 1) }
    state = Mutex(
      State(reasons: first, isMasked: first.map { _ in true }, numbers: numbers))
  }

  /// The number of a reason, made if it is new. Never 0, which stands for "no reason".
  public func number(of reason: MissingEvidence) -> UInt32 {
    state.withLock { state in
      if let known = state.numbers[reason] { return known }
      guard state.reasons.count < ReasonTable.limit else { return ReasonTable.overflow }
      let reason = state.wording.shared(reason)
      state.reasons.append(reason)
      state.isMasked.append(false)
      let number = UInt32(state.reasons.count)
      state.numbers[reason] = number
      return number
    }
  }

  /// The number of a reason for which a text is unknown that is one of a few.
  func number(of reason: MissingEvidence, possibleTexts: [String]) -> UInt32 {
    let number = number(of: reason)
    state.withLock { $0.possibleTexts[number] = possibleTexts }
    return number
  }

  /// The texts of which one is meant by an unknown with the reason of that number; nil if it may be
  /// any.
  public func possibleTexts(_ number: UInt32) -> [String]? {
    state.withLock { $0.possibleTexts[number] }
  }

  /// The reason that a number stands for, masked; nil for numbers that were never handed out.
  public subscript(number: UInt32) -> MissingEvidence? {
    let (found, isMasked) = state.withLock { state -> (MissingEvidence?, Bool) in
      guard number >= 1, number <= state.reasons.count else { return (nil, true) }
      return (state.reasons[Int(number) - 1], state.isMasked[Int(number) - 1])
    }
    guard !isMasked, let found else { return found }
    let text = found.text
    let masked = CredentialText.masked(text)
    return state.withLock { state in
      if !masked.equalsByBytes(text) {
        var shown = found
        shown.text = masked
        state.reasons[Int(number) - 1] = state.wording.shared(shown)
      }
      state.isMasked[Int(number) - 1] = true
      return state.reasons[Int(number) - 1]
    }
  }
}
