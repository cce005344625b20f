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

  /// What it says, with `<NODE>` in place of the name of a node.
  private struct Words: Sendable, Hashable {
    let kind: Kind
    var text: String
    var collect: CollectionStep?
    var alternatives: [CollectionStep]

    func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      hasher.combine(text)
    }
  }

  private struct Parts: Sendable, Hashable {
    let words: Shared<Words>
    /// What `<NODE>` in the words stands for; nil if it stands for itself.
    let node: String?
    /// The hash of the text, which is long: thousands of reasons are looked up again and again.
    let digest: Int
  }

  private static let nodeMark = "<NODE>"

  private var parts: Shared<Parts>

  public init(
    _ kind: Kind, _ text: String, collect: CollectionStep? = nil,
    or alternatives: [CollectionStep] = []
  ) {
    let text = clipped(text)
    let words = Words(kind: kind, text: text, collect: collect, alternatives: alternatives)
    parts = Shared(Parts(words: Shared(words), node: nil, digest: text.hashValue))
  }

  private init(_ parts: Parts) { self.parts = Shared(parts) }

  public var kind: Kind { parts.content.words.content.kind }
  /// What is missing, as a sentence without a full stop: `Secrets were not exported`.
  public var text: String {
    get {
      let text = parts.content.words.content.text
      guard let node = parts.content.node else { return text }
      return text.replacingBytes(of: Self.nodeMark, with: node)
    }
    set { self = MissingEvidence(kind, newValue, collect: collect, or: alternatives) }
  }
  /// What would decide it, or nil if nothing can be collected.
  public var collect: CollectionStep? { parts.content.words.content.collect.map(forNode) }
  /// What would do as well, each of them alone.
  public var alternatives: [CollectionStep] {
    parts.content.words.content.alternatives.map(forNode)
  }

  private func forNode(_ step: CollectionStep) -> CollectionStep {
    guard let node = parts.content.node, step.node == Self.nodeMark else { return step }
    var step = step
    step.node = node
    return step
  }

  public static func == (left: MissingEvidence, right: MissingEvidence) -> Bool {
    let (own, other) = (left.parts.content, right.parts.content)
    guard own.digest == other.digest else { return false }
    if own.words == other.words, own.node == other.node { return true }
    return left.kind == right.kind && left.text == right.text && left.steps == right.steps
  }

  /// Its text tells nearly every reason from the others, and there are thousands of them.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(parts.content.digest)
  }

  /// Whether anything would decide it.
  var isDecidable: Bool {
    let words = parts.content.words.content
    return words.collect != nil || !words.alternatives.isEmpty
  }

  /// Every step that would decide it, the first choice first.
  var steps: [CollectionStep] { (collect.map { [$0] } ?? []) + alternatives }

  /// The words of reasons, each once.
  package struct Wording {
    private var known: Set<Shared<Words>> = []

    package init() {}

    /// The same reason in less memory: what is missing of one of thousands of nodes is mostly
    /// missing of all, in the same words but for the node's name.
    package mutating func shared(_ reason: MissingEvidence) -> MissingEvidence {
      let mark = MissingEvidence.nodeMark
      let parts = reason.parts.content
      var words = parts.words.content
      guard parts.node == nil, let node = words.collect?.node, !node.isEmpty,
        !words.text.contains(mark), !reason.steps.contains(where: { $0.node == mark })
      else { return reason }
      words.text = words.text.replacingBytes(of: node, with: mark)
      words.collect?.node = mark
      for i in words.alternatives.indices where words.alternatives[i].node == node {
        words.alternatives[i].node = mark
      }
      let all = known.insert(Shared(words)).memberAfterInsert
      return MissingEvidence(Parts(words: all, node: node, digest: parts.digest))
    }
  }

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
