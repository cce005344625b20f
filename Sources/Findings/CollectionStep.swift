import Basics

/// The smallest thing to collect, or to declare, that would decide an unknown.
public struct CollectionStep: Sendable, Hashable {
  /// Where the missing thing is to be had, in the order in which a report lists them.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A kubectl command to run against the cluster.
    case kubectl
    /// A file to copy from a node.
    case nodeFile
    /// A command to run on a node.
    case nodeCommand
    /// A probe of Rancher's URL to record from a node or a pod.
    case probe
    /// A field to declare in the target file.
    case targetField
    /// An entry of the snapshot's manifest, importlint-snapshot.yaml, to write.
    case manifest
    /// Anything else, said in words.
    case other

    /// Whether no machine can be asked for it: somebody has to say it.
    public var isForPeople: Bool { self == .targetField || self == .manifest }
  }

  /// What it says, but for the node.
  private struct Words: Sendable, Hashable {
    var kind: Kind
    var action: String
    var place: String?
    var example: String?
    var note: String?
    var type: String?
  }

  private var words: Shared<Words>
  /// The node that the file, command or probe belongs to, or nil.
  public var node: String?

  public init(
    _ kind: Kind, _ action: String, at place: String? = nil, example: String? = nil,
    note: String? = nil, type: String? = nil, node: String? = nil
  ) {
    words = Shared(
      Words(kind: kind, action: action, place: place, example: example, note: note, type: type))
    self.node = node
  }

  public var kind: Kind { words.content.kind }
  /// The command, the path on the node, the field's name, or the words. `<NODE>` in it stands for
  /// the node's name, so that the step is the same for all nodes; of a command, for that name as a
  /// word of the shell.
  public var action: String {
    get { words.content.action }
    set { words.content.action = newValue }
  }
  /// Where what it gives belongs, from the top of a snapshot: `nodes/<NODE>/etc/resolv.conf`. nil
  /// if it is not a file, or the words say it.
  public var place: String? {
    get { words.content.place }
    set { words.content.place = newValue }
  }
  /// Of a field or an entry: a line that shows how to write it.
  public var example: String? { words.content.example }
  /// Of a field or an entry: what it means.
  public var note: String? { words.content.note }
  /// The type, `deployments.apps`, whose list it exports, or says to be whole.
  public var type: String? {
    get { words.content.type }
    set { words.content.type = newValue }
  }

  /// What tells nearly every step from the others.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(action)
    hasher.combine(node)
    hasher.combine(type)
  }

  /// What to do and where the result belongs, in one line, with `<NODE>` for the node's name.
  public var text: String {
    if kind == .manifest { return "importlint-snapshot.yaml: \(example ?? action)" }
    guard let place else { return action }
    switch kind {
    case .kubectl: return "\(action) > \(place)"
    case .nodeCommand: return "`\(action)` (\(place))"
    case .nodeFile: return "\(action) (\(place))"
    case .probe, .targetField, .manifest, .other: return "\(place): \(action)"
    }
  }

  /// The text of a step that belongs to some nodes: with the name of the only one.
  public func text(ofNodes nodes: [String]) -> String {
    guard nodes.count == 1, let node = nodes.first else { return text }
    let name = kind == .kubectl ? QuotedText.shell(node) : node
    return text.replacingBytes(of: "<NODE>", with: name)
  }

  /// The steps in a report's order (kind, text, node), each once.
  static func list(_ steps: some Sequence<CollectionStep>) -> [CollectionStep] {
    // Steps of thousands of nodes have the same text, which is made and compared once.
    var seen: Set<CollectionStep> = []
    var sameSpelling: [Spelling: [CollectionStep]] = [:]
    for step in steps where seen.insert(step).inserted {
      sameSpelling[Spelling(step), default: []].append(step)
    }
    var sameText: [String: [CollectionStep]] = [:]
    for steps in sameSpelling.values {
      if let first = steps.first { sameText[first.orderText, default: []] += steps }
    }
    return sameText.keys.sortedByBytes().flatMap { text in
      (sameText[text] ?? []).sorted(by: isOrderedByNode)
    }
  }

  /// What makes its text.
  private struct Spelling: Hashable {
    let kind: Kind
    let action: String
    let place: String?
    let example: String?

    init(_ step: CollectionStep) {
      kind = step.kind
      action = step.action
      place = step.place
      example = step.example
    }
  }

  /// Its kind's position and its text.
  private var orderText: String { "\(kind.position) \(text)" }

  static func isOrderedBefore(_ left: CollectionStep, _ right: CollectionStep) -> Bool {
    if left.kind != right.kind { return left.kind.position < right.kind.position }
    let texts = compareByBytes(left.text, right.text)
    return texts == 0 ? isOrderedByNode(left, right) : texts < 0
  }

  private static func isOrderedByNode(_ left: CollectionStep, _ right: CollectionStep) -> Bool {
    let nodes = compareByBytes(left.node, right.node)
    return nodes == 0 ? compareByBytes(left.type, right.type) < 0 : nodes < 0
  }
}

extension CollectionStep.Kind {
  var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
