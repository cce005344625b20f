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
    /// Anything else, said in words.
    case other
  }

  public var kind: Kind
  /// The node that the file, command or probe belongs to, or nil.
  public var node: String?
  /// The command, the path on the node, the field's name, or the words. `<NODE>` in it stands for
  /// the node's name, so that the step is the same for all nodes.
  public var text: String

  public init(_ kind: Kind, _ text: String, node: String? = nil) {
    self.kind = kind
    self.node = node
    self.text = text
  }

  /// The text of a step that belongs to some nodes: with the name of the only one.
  public func text(ofNodes nodes: [String]) -> String {
    guard nodes.count == 1, let node = nodes.first else { return text }
    return text.replacing("<NODE>", with: node)
  }

  /// The steps in a report's order (kind, text, node), each once.
  static func list(_ steps: some Sequence<CollectionStep>) -> [CollectionStep] {
    let sorted = Set(steps).sorted { left, right in
      if left.kind != right.kind { return left.kind.position < right.kind.position }
      return compareByBytes([left.text, left.node], [right.text, right.node]) < 0
    }
    return sorted
  }
}

extension CollectionStep.Kind {
  var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
