/// Whether the cluster is ready to be imported. Missing evidence is never `ready`, whatever
/// `--unknown` makes of the exit code.
public enum Readiness: String, Sendable, Hashable, CaseIterable {
  case ready
  case notReady = "not-ready"
  case inconclusive
}
