import Basics

/// One reason for an unknown: what is missing, and what would decide it.
public struct MissingEvidence: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A resource type, in all namespaces or in one, was not collected completely.
    case resources
    /// A file of a node was not collected.
    case nodeFile
    /// A fact of a node cannot be derived from what was collected.
    case nodeFact
    /// The target does not declare a field.
    case targetField
    /// A probe was not recorded.
    case probe
    /// A fact of the cluster (version, time, …) is not known.
    case clusterFact
    /// A value is there, but hidden.
    case hiddenValue
    /// What only the live API server knows (`authorizer`, `request.userInfo`).
    case liveCluster
    /// An expression failed on this subject.
    case evaluationError
  }

  private struct Parts: Sendable, Hashable {
    let kind: Kind
    let text: String
    let collect: CollectionStep?
    let alternatives: [CollectionStep]
    /// Kept, since it is asked of each finding's reasons.
    let isDecidable: Bool
    /// The hash of the text, which is long: thousands of reasons are looked up again and again.
    let digest: Int

    init(
      kind: Kind, text: String, collect: CollectionStep?, alternatives: [CollectionStep]
    ) {
      self.kind = kind
      self.text = text
      self.collect = collect
      self.alternatives = alternatives
      isDecidable = collect != nil || !alternatives.isEmpty
      digest = text.hashValue
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      hasher.combine(digest)
    }
  }

  private var parts: Shared<Parts>

  public init(
    _ kind: Kind, _ text: String, collect: CollectionStep? = nil,
    or alternatives: [CollectionStep] = []
  ) {
    let text = clipped(text)
    parts = Shared(Parts(kind: kind, text: text, collect: collect, alternatives: alternatives))
  }

  public var kind: Kind { parts.content.kind }
  /// What is missing, as a sentence without a full stop: `Secrets were not exported`.
  public var text: String {
    get { parts.content.text }
    set {
      parts = Shared(
        Parts(kind: kind, text: clipped(newValue), collect: collect, alternatives: alternatives))
    }
  }
  /// What would decide it, or nil if nothing can be collected.
  public var collect: CollectionStep? { parts.content.collect }
  /// What would do as well, each of them alone.
  public var alternatives: [CollectionStep] { parts.content.alternatives }

  /// Its text tells nearly every reason from the others, and there are thousands of them.
  public func hash(into hasher: inout Hasher) { parts.hash(into: &hasher) }

  /// Whether anything would decide it.
  var isDecidable: Bool { parts.content.isDecidable }

  /// Every step that would decide it, the first choice first.
  var steps: [CollectionStep] { (collect.map { [$0] } ?? []) + alternatives }

  /// What stands in any of many lists, each once, as it comes. Thousands of findings share a few
  /// lists, so that one that was seen is not looked at again.
  static func union(of lists: some Sequence<[MissingEvidence]>) -> [MissingEvidence] {
    var seen: Set<SharedList<MissingEvidence>> = []
    var known: Set<MissingEvidence> = []
    var union: [MissingEvidence] = []
    for list in lists where seen.insert(SharedList(list)).inserted {
      for reason in list where known.insert(reason).inserted { union.append(reason) }
    }
    return union
  }

  /// By kind, then by text.
  package static func isOrderedBefore(_ left: MissingEvidence, _ right: MissingEvidence) -> Bool {
    let kinds =
      left.kind == right.kind ? 0 : compareByBytes(left.kind.rawValue, right.kind.rawValue)
    return kinds == 0 ? compareByBytes(left.text, right.text) < 0 : kinds < 0
  }
}
