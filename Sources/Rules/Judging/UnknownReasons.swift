import Basics
import Findings

/// What a finding says of the reasons for which it is unknown.
///
/// Thousands of subjects share their reasons: this is made once for them, and their findings share
/// its memory.
struct UnknownReasons: Sendable {
  /// Masked, each once, in a report's order.
  let missing: [MissingEvidence]

  init(_ reasons: [MissingEvidence]) {
    self.init(
      masked: reasons.map { reason in
        MissingEvidence(
          reason.kind, CredentialText.masked(reason.text), collect: reason.collect,
          or: reason.alternatives)
      })
  }

  /// - Parameter reasons: those of a reason table, which masks what it gives.
  init(masked reasons: [MissingEvidence]) {
    missing =
      reasons.count < 2
      ? reasons : Set(reasons).sorted(by: MissingEvidence.isOrderedBefore)
  }
}
