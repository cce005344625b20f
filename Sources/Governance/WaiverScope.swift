import Basics
import Findings

/// Which findings of its rule a waiver accepts. Each part that is given must fit; of a part with
/// several patterns one is enough.
public struct WaiverScope: Sendable, Hashable {
  /// Whole fingerprints.
  public var fingerprints: [String]
  /// Of names of subjects: `node/w1`, `apps/Deployment/shop/*`.
  public var subjects: [WaiverPattern]
  /// Of the namespace that a subject lies in, or is.
  public var namespaces: [WaiverPattern]
  public var nodes: [WaiverPattern]
  /// Of the cluster's name or uid.
  public var clusters: [WaiverPattern]
  /// Labels of the subject, all of which it must have.
  public var labels: [Label]

  public struct Label: Sendable, Hashable {
    public var key: String
    public var value: WaiverPattern

    public init(_ key: String, _ value: WaiverPattern) {
      self.key = key
      self.value = value
    }
  }

  public init(
    fingerprints: [String] = [], subjects: [WaiverPattern] = [], namespaces: [WaiverPattern] = [],
    nodes: [WaiverPattern] = [], clusters: [WaiverPattern] = [], labels: [Label] = []
  ) {
    self.fingerprints = fingerprints
    self.subjects = subjects
    self.namespaces = namespaces
    self.nodes = nodes
    self.clusters = clusters
    self.labels = labels
  }

  /// Whether it names nothing in particular: no part, or parts that fit everything.
  public var isEmpty: Bool {
    let parts = [subjects, namespaces, nodes, clusters]
    return fingerprints.isEmpty && labels.isEmpty
      && parts.allSatisfy { $0.isEmpty || $0.contains(where: \.isAny) }
  }

  func fits(_ cluster: ClusterSummary) -> Bool {
    clusters.isEmpty
      || [cluster.name, cluster.uid].contains { $0.map { clusters.match($0) } ?? false }
  }

  /// Whether a subject is in it, whatever was found of it.
  ///
  /// - Parameter labels: those of the subject; nil if they are not known, and then none fits.
  func fits(_ subject: Subject, labels: (Subject) -> [ExactText: String]?) -> Bool {
    if !subjects.isEmpty, !subjects.match(subject.text) { return false }
    if !namespaces.isEmpty {
      guard let namespace = Self.namespace(of: subject), namespaces.match(namespace) else {
        return false
      }
    }
    if !nodes.isEmpty {
      guard let node = Self.node(of: subject), nodes.match(node) else { return false }
    }
    guard !self.labels.isEmpty else { return true }
    guard let known = labels(subject) else { return false }
    return self.labels.allSatisfy { label in
      known[ExactText(label.key)].map { label.value.matches($0) } ?? false
    }
  }

  private static func namespace(of subject: Subject) -> String? {
    guard case .resource(let resource) = subject else { return nil }
    if resource.group.isEmpty, resource.kind == "Namespace" { return resource.name }
    return resource.namespace.isEmpty ? nil : resource.namespace
  }

  private static func node(of subject: Subject) -> String? {
    switch subject {
    case .cluster: nil
    case .node(let name): name
    case .resource(let resource):
      resource.group.isEmpty && resource.kind == "Node" ? resource.name : nil
    }
  }
}
