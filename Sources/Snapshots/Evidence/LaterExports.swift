import Basics
import Documents
import Findings

/// What later exports of the cluster show to be deleted: objects of an earlier input that are not
/// in the whole list of a later one.
struct LaterExports {
  /// Objects of one pair of inputs.
  struct Deletion {
    /// The first of them, as in `Deployment shop/web`.
    let object: String
    let place: SourcePlace?
    /// A list of the later input that lacks it.
    let list: String
    var count: Int
  }

  private struct Pair: Hashable {
    let earlier: Int
    let later: Int
  }

  /// A list of one input that is all there is, or all of some namespaces.
  private struct WholeList {
    let path: String
    let namespaces: Set<String>?
  }

  typealias Group = (type: ResourceType, entries: [ResourceEntry])

  private let store: DocumentStore
  private let order: InputOrder
  private let inputs: [String: Int]
  private let trustsListed: Bool
  private var paths: [UInt16: Int?] = [:]
  private var found: [Pair: Deletion] = [:]

  /// - Parameter trustsListed: whether a list that nothing proves whole is taken for one. Where
  ///   everything is called partial, what it lacks is not gone.
  init(
    _ store: DocumentStore, _ order: InputOrder, inputs: [String: Int], trustsListed: Bool
  ) {
    self.store = store
    self.order = order
    self.inputs = inputs
    self.trustsListed = trustsListed
  }

  /// In the order of the inputs.
  var deletions: [Deletion] {
    found.sorted { ($0.key.earlier, $0.key.later) < ($1.key.earlier, $1.key.later) }.map(\.value)
  }

  /// Takes the deleted objects away. What an earlier list of their types said is no longer so.
  mutating func settle(
    _ groups: inout [Group], _ claims: inout [EvidenceClaim], _ types: TypeTable
  ) {
    guard claims.contains(where: { $0.origin.input != claims[0].origin.input }) else { return }
    let counts = Dictionary(
      groups.lazy.map { ($0.type, $0.entries.count) }, uniquingKeysWith: +)
    func count(_ type: ResourceType) -> Int { counts[type] ?? 0 }
    let settled = FileClaims(claims.map { ($0.type(types), $0) }, count: count).settled
    let whole = wholeLists(settled, types)
    // Why the lists of an input are not all there is, by type and input.
    var outdated: [ResourceType: [Int: String]] = [:]
    for (type, claim) in settled {
      guard case .cut(let least, _) = claim.extent, let lists = whole[type] else { continue }
      for input in lists.keys where input != claim.origin.input {
        guard order.isLater(claim.origin.input, than: input) || least > count(type) else {
          continue
        }
        outdated[type, default: [:]][input] = "another export has a list that is not whole"
      }
    }
    if order.isKnown {
      for (type, lists) in whole.sorted(by: { ResourceType.isOrderedBefore($0.key, $1.key) }) {
        for input in removeDeleted(type, lists.sorted { $0.key < $1.key }, from: &groups) {
          outdated[type, default: [:]][input] = "a later export has a list of them"
        }
      }
    }
    guard !outdated.isEmpty else { return }
    for i in claims.indices where claims[i].restsOnList {
      guard let reason = outdated[claims[i].type(types)]?[claims[i].origin.input] else { continue }
      claims[i].extent = .objects
      claims[i].detail = reason
    }
  }

  /// Takes away the objects of a type that a later list lacks; gives the inputs that had them.
  private mutating func removeDeleted(
    _ type: ResourceType, _ lists: [(key: Int, value: WholeList)], from groups: inout [Group]
  ) -> Set<Int> {
    let names = names(of: type, in: groups)
    var earlier: Set<Int> = []
    for i in groups.indices where groups[i].type == type {
      groups[i].entries.removeAll { entry in
        guard let input = input(of: entry) else { return false }
        let namespace = DocumentValue(entry.namespace, in: store).string ?? ""
        let key = key(entry)
        let later = lists.first { later, list in
          order.isLater(later, than: input) && list.namespaces?.contains(namespace) ?? true
            && !(names[later]?.contains(key) ?? false)
        }
        guard let later else { return false }
        note(entry, Pair(earlier: input, later: later.key), later.value.path)
        earlier.insert(input)
        return true
      }
    }
    return earlier
  }

  /// By type and input: the lists that are whole by their own evidence or by a manifest's word.
  private func wholeLists(
    _ claims: [(ResourceType, EvidenceClaim)], _ types: TypeTable
  ) -> [ResourceType: [Int: WholeList]] {
    var lists: [ResourceType: [Int: WholeList]] = [:]
    for (type, claim) in claims {
      switch claim.extent {
      case .everything, .declared(.complete), .declared(.assumed):
        lists[type, default: [:]][claim.origin.input] = WholeList(
          path: claim.origin.path, namespaces: nil)
      case .listed(let names):
        let isNamespaced = types.isNamespaced(type) ?? true
        guard trustsListed, lists[type]?[claim.origin.input] == nil,
          !isNamespaced || names.count > 1
        else { continue }
        lists[type, default: [:]][claim.origin.input] = WholeList(
          path: claim.origin.path, namespaces: isNamespaced ? names : nil)
      default: break
      }
    }
    return lists
  }

  /// The objects of a type that each input has.
  private mutating func names(of type: ResourceType, in groups: [Group]) -> [Int: Set<[UInt8]>] {
    var names: [Int: Set<[UInt8]>] = [:]
    for group in groups where group.type == type {
      for entry in group.entries {
        if let input = input(of: entry) { names[input, default: []].insert(key(entry)) }
      }
    }
    return names
  }

  /// `<namespace> NUL <name>`.
  private func key(_ entry: ResourceEntry) -> [UInt8] {
    let memory = store.memory
    let namespace = entry.namespace.tag == .string ? Array(memory.bytes(of: entry.namespace)) : []
    return namespace + [0] + Array(memory.bytes(of: entry.name))
  }

  /// The input that an object is from; nil if it is from none.
  private mutating func input(of entry: ResourceEntry) -> Int? {
    if let known = paths[entry.value.arena] { return known }
    let input = store.source(of: entry.value).flatMap { inputs[$0.path] }
    paths[entry.value.arena] = .some(input)
    return input
  }

  private mutating func note(_ entry: ResourceEntry, _ pair: Pair, _ list: String) {
    if found[pair] != nil {
      found[pair]?.count += 1
      return
    }
    let object = DocumentValue(entry.value, in: store)
    let namespace = DocumentValue(entry.namespace, in: store).string.map { $0 + "/" } ?? ""
    let name = DocumentValue(entry.name, in: store).string ?? ""
    found[pair] = Deletion(
      object: "\(object["kind"]?.string ?? "object") \(namespace)\(name)", place: object.place,
      list: list, count: 1)
  }
}
