import Basics
import Documents

/// How many objects one text may hold.
///
/// A short text has a fixed number of them, so that hand-trimmed lists are read; a longer one has
/// as many as could stand in it if each was as long as what an API server writes at least.
struct ObjectCount {
  private var objects = 0
  private var nodes = 0
  private var isExceeded = false

  /// An object's name, uid, resourceVersion and creationTimestamp take more bytes than this.
  private static let objectLimit = 100_000
  private static let bytesOfObject = 160
  /// A Node is what most rules look at, and it is joined with files, pods and leases. Its
  /// addresses, capacity, conditions and nodeInfo take more bytes than this.
  private static let nodeLimit = 10_000
  private static let bytesOfNode = 1_000

  enum Verdict: Equatable {
    case fits
    /// The first that are too many, and of what.
    case exceeds(String)
    /// After others that were too many.
    case goesOn
  }

  /// Counts objects that stand next in a text.
  ///
  /// - Parameters:
  ///   - kind: the kind of those that do not say it themselves.
  ///   - length: bytes of the whole text.
  mutating func add(
    _ values: [Value], kind: String?, to collector: ResourceCollector, length: Int
  ) -> Verdict {
    guard !isExceeded else { return .goesOn }
    objects += values.count
    let most = max(ObjectCount.objectLimit, length / ObjectCount.bytesOfObject)
    isExceeded = objects > most
    guard !isExceeded else { return .exceeds("objects") }
    nodes += values.count { collector.isNode($0, unlessSaid: kind) }
    isExceeded = nodes > max(ObjectCount.nodeLimit, length / ObjectCount.bytesOfNode)
    return isExceeded ? .exceeds("Nodes") : .fits
  }
}

extension ResourceCollector {
  private static let node = (kind: Array("Node".utf8), version: Array("v1".utf8))

  /// Whether an object is a Node of Kubernetes; `kind` is that of the core group which it has if it
  /// says none.
  fileprivate func isNode(_ object: Value, unlessSaid kind: String?) -> Bool {
    guard let own = kindBytes(of: object) else { return kind == "Node" }
    return own.kind.elementsEqual(ResourceCollector.node.kind)
      && own.version.elementsEqual(ResourceCollector.node.version)
  }
}
