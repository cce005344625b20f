/// Which values of a source's objects are wanted.
///
/// Readers pass over what is not: it must be well-formed, and is not kept. An object is cut down
/// only where its kind is read before the fields that it is about (kubectl writes it before
/// `metadata`, `spec` and `status`), so at least what is wanted is there. What was passed over is
/// never quoted, since nobody looked whether it holds a credential.
public struct Projection: Sendable {
  /// Paths from the root of an object, by kind. Lists on the way are passed through.
  private let paths: [String: [[String]]]

  var isEverything: Bool { paths.isEmpty }

  /// All values of all objects.
  public static let everything = Projection([:])

  /// - Parameter paths: what is wanted of objects of a kind, with all that is below it; of kinds
  ///   that are not named all is. `apiVersion`, `kind`, and name and namespace always are.
  public init(_ paths: [String: [[String]]]) { self.paths = paths }

  /// The same by the numbers of keys; nil if everything is wanted.
  func resolved(in store: DocumentStore) -> Tree? { paths.isEmpty ? nil : Tree(paths, store) }

  /// Nodes are numbered: 0 wants everything below it, 1 is an object whose kind is not known yet.
  struct Tree: Sendable {
    private var nodes: [[UInt32: UInt32]] = [[:], [:]]
    private var kinds: [String: UInt32] = [:]
    private let kindKey: UInt32
    private let itemsKey: UInt32
    private let memory: Memory

    static let everything: UInt32 = 0
    static let object: UInt32 = 1

    fileprivate init(_ paths: [String: [[String]]], _ store: DocumentStore) {
      kindKey = store.key("kind") ?? .max
      itemsKey = store.key("items") ?? .max
      memory = store.memory
      let always = [["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"]]
      for (kind, wanted) in paths {
        nodes.append([:])
        let root = UInt32(nodes.count - 1)
        kinds[kind] = root
        for path in wanted + always { add(path, below: root, store) }
      }
    }

    private mutating func add(_ path: [String], below root: UInt32, _ store: DocumentStore) {
      var node = root
      for (depth, name) in path.enumerated() {
        guard let key = store.key(name) else { return }
        let known = nodes[Int(node)][key]
        if known == Tree.everything { return }
        if depth == path.count - 1 {
          nodes[Int(node)][key] = Tree.everything
        } else if let known {
          node = known
        } else {
          nodes.append([:])
          nodes[Int(node)][key] = UInt32(nodes.count - 1)
          node = UInt32(nodes.count - 1)
        }
      }
    }

    /// The node of a key's value; nil if it is not wanted.
    func child(of node: UInt32, _ key: UInt32) -> UInt32? {
      switch node {
      case Tree.everything: Tree.everything
      case Tree.object: key == itemsKey ? Tree.object : Tree.everything
      default: nodes[Int(node)][key]
      }
    }

    /// The node of an object, once a field of it was read.
    func node(_ node: UInt32, afterReading key: UInt32, _ word: UInt64, in source: SourceText)
      -> UInt32
    {
      guard node == Tree.object, key == kindKey else { return node }
      let (start, aux) = (Int(word >> 32), Int(word >> 8 & 0xFF_FFFF))
      let count: Int
      switch word & 0xFF {
      case WordTag.sourceString: count = aux
      case WordTag.commonString: count = memory.key(UInt32(aux)).count
      default: return node
      }
      let kind = source.text(in: start..<start + count)
      return kind.hasSuffix("List") ? Tree.object : kinds[kind] ?? Tree.everything
    }
  }
}
