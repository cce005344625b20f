import Basics
import Documents
import Snapshots
import Synchronization

/// The outcomes of trials. One depends on its texts alone, and rules make the same one again and
/// again: in a condition, in a message, for each of a test's mutants. And they try one policy on
/// one object after the other: it is compiled once.
final class PolicyTrials: Sendable {
  /// The SHA-256 of texts.
  private typealias Digest = [UInt8]

  private struct State {
    var outcomes: [Digest: PolicyTrial.Outcome] = [:]
    var ground: TrialGround
    var policies: [Digest: PreparedPolicy] = [:]
    /// Policies that were compiled on the ground.
    var compiled = 0
  }

  private let state: Mutex<State>
  private let reasons = ReasonTable()

  /// Outcomes that are kept.
  private static let outcomeLimit = 1 << 16
  /// Policies that are kept compiled, a few for each thread.
  private static let policyLimit = 16
  /// Policies and objects of one ground, which keeps their documents.
  private static let groundLimit = 1024

  init() { state = Mutex(State(ground: TrialGround(reasons: reasons))) }

  /// - Parameter cost: As `Judge.Options.policyCost`, the same for all trials.
  func outcome(of trial: PolicyTrial, cost: UInt64? = nil) -> PolicyTrial.Outcome {
    let policy = PolicyTrials.digest(of: trial.policies) + [trial.former == nil ? 0 : 1]
    let former = trial.former.map { [$0] } ?? []
    let objects = former + [trial.object] + (trial.namespace.map { [$0] } ?? [])
    let object = PolicyTrials.digest(of: objects) + [former.isEmpty ? 0 : 1]
    let key = policy + object
    if let known = state.withLock({ $0.outcomes[key] }) { return known }
    let outcome = prepared(trial.policies, policy, onChange: trial.former != nil)
      .outcome(of: trial.subject, digest: object, cost: cost)
    state.withLock { state in
      if state.outcomes.count >= PolicyTrials.outcomeLimit { state.outcomes.removeAll() }
      state.outcomes[key] = outcome
    }
    return outcome
  }

  private func prepared(
    _ policies: [SourceText], _ key: Digest, onChange changes: Bool
  ) -> PreparedPolicy {
    let (known, ground) = state.withLock { state -> (PreparedPolicy?, TrialGround) in
      if state.compiled >= PolicyTrials.groundLimit
        || state.ground.subjectCount >= PolicyTrials.groundLimit
      {
        state.ground = TrialGround(reasons: reasons)
        state.policies = [:]
        state.compiled = 0
      }
      return (state.policies[key], state.ground)
    }
    if let known { return known }
    let policy = PreparedPolicy(policies, on: ground, onChange: changes)
    state.withLock { state in
      state.compiled += 1
      if state.policies.count >= PolicyTrials.policyLimit { state.policies.removeAll() }
      state.policies[key] = policy
    }
    return policy
  }

  /// Each text is preceded by its length, so that no two lists of texts are one.
  private static func digest(of sources: [SourceText]) -> Digest {
    var hash = SHA256()
    for source in sources {
      withUnsafeBytes(of: UInt64(source.count)) { hash.add($0) }
      hash.add(UnsafeRawBufferPointer(source.buffer))
    }
    return hash.digest()
  }
}
