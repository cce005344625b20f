import Basics

/// What became of one thing that was to be collected.
public struct CollectionEntry: Sendable, Hashable {
  /// `deployments.apps`, `kubelet of w1`.
  public let name: String
  public let state: SnapshotManifest.State
  /// In bytes.
  public var size = 0
}

/// What was collected.
public struct CollectionSummary: Sendable {
  /// The types that the API server serves and rules read, by name.
  public var types: [CollectionEntry] = []
  /// The configurations of kubelets, by node.
  public var kubelets: [CollectionEntry] = []
  /// What pods gathered, by node: `files of w1`, `probe from pod`.
  public var pods: [CollectionEntry] = []
  /// The command that removes what a run could not remove itself; nil if nothing is left.
  public var leftover: String?
  /// What else is missing, and why: a sentence each.
  public var notes: [String] = []
  /// What ended the run before its end; nil if nothing did.
  public var end: KubectlFailure?

  /// Whether there is anything to judge.
  public var isUsable: Bool { types.contains { $0.state == .complete || $0.size > 0 } }

  /// What is not there, or not all of it.
  public var missing: [CollectionEntry] {
    (types + kubelets + pods).filter { $0.state != .complete }
  }

  public var isComplete: Bool {
    end == nil && isUsable && missing.isEmpty && leftover == nil && !lacksPods
      && !lacksFacts
  }

  /// Whether pods were to gather something, and some of them did not even start.
  var lacksPods = false
  /// Whether something about the API server or its kubelets is missing that is no type.
  private(set) var lacksFacts = false

  /// Notes what is missing beside the types.
  mutating func lack(_ note: String) {
    notes.append(note)
    lacksFacts = true
  }
}

/// What happens while a collection runs.
public enum CollectionEvent: Sendable {
  case began(String)
  /// - Parameters: how many are done, and how many there are.
  case ended(CollectionEntry, done: Int, of: Int)
}
