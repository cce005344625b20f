import Synchronization

/// The outcomes of trials. One depends on its texts alone, and rules make the same one again and
/// again: in a condition, in a message, for each of a test's mutants.
final class PolicyTrials: Sendable {
  private let outcomes = Mutex<[[String]: PolicyTrial.Outcome]>([:])

  /// Outcomes that are kept.
  private static let limit = 4096

  func outcome(of trial: PolicyTrial) -> PolicyTrial.Outcome {
    let sources = trial.policies + [trial.object] + (trial.namespace.map { [$0] } ?? [])
    let key = ["\(trial.policies.count)"] + sources.map { $0.text(in: 0..<$0.count) }
    if let known = outcomes.withLock({ $0[key] }) { return known }
    let outcome = trial.run()
    outcomes.withLock { outcomes in
      if outcomes.count >= PolicyTrials.limit { outcomes.removeAll() }
      outcomes[key] = outcome
    }
    return outcome
  }
}
