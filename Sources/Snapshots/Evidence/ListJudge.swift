import Documents

/// Judges for one list of kubectl whether it is all there is of its type.
struct ListJudge {
  let doubts: ListDoubts
  private let types: TypeTable
  private let assumesWhole: Bool
  /// The names of all namespaces that there are objects of.
  let namespaces: Set<String>
  /// The files whose lists of a type lack an object that another file has.
  private var incomplete: [ResourceType: Set<String>] = [:]
  /// The types of which lists that are all there is together lack such an object.
  private var incompleteTogether: Set<ResourceType> = []
  private static let lacksObjects = "another file has objects that this list lacks"

  init(
    _ claims: [(ResourceType, EvidenceClaim)], resources: ResourceIndex, types: TypeTable,
    doubts: ListDoubts, assumesWhole: Bool
  ) {
    self.types = types
    self.doubts = doubts
    self.assumesWhole = assumesWhole
    namespaces = ListJudge.namespaces(of: resources)
    var paths: [ResourceType: Set<String>] = [:]
    /// The lists that are all there is together, by the namespaces that they are of.
    var together: [ResourceType: [[String]: Set<String>]] = [:]
    for (type, claim) in claims {
      paths[type, default: []].insert(claim.origin.path)
      switch claim.extent {
      case .everything(.assumed):
        together[type, default: [:]][[claim.origin.path], default: []].insert(claim.origin.path)
      case .namespaces(let names):
        together[type, default: [:]][names, default: []].insert(claim.origin.path)
      default: break
      }
    }
    for (type, paths) in paths where paths.count > 1 {
      let counts = ListJudge.counts(type, resources)
      let all = resources.all(of: type).count
      incomplete[type] = paths.filter { counts[$0, default: 0] < all }
      // Of two lists of one namespace, as in JSON and in YAML, one counts.
      if let lists = together[type]?.values,
        lists.reduce(0, { $0 + ($1.map { counts[$0, default: 0] }.max() ?? 0) }) < all
      {
        incompleteTogether.insert(type)
      }
    }
  }

  /// Why lists are not known to be all there is together; nil if nothing speaks against it.
  func doubt(aboutAll type: ResourceType) -> String? {
    incompleteTogether.contains(type) ? ListJudge.lacksObjects : doubts[type]?.detail
  }

  /// Why a list of which it is said is not known to be all there is, by itself or with others.
  func doubt(aboutAll type: ResourceType, _ claim: EvidenceClaim) -> String? {
    if case .everything(.complete) = claim.extent {
      return isIncomplete(claim, type) ? ListJudge.lacksObjects : doubts[type]?.detail
    }
    return doubt(aboutAll: type)
  }

  /// Whether a list would be believed, or is by the manifest's word, but for objects of other files
  /// that it lacks.
  func isContradicted(_ claim: EvidenceClaim, _ type: ResourceType) -> Bool {
    guard doubts[type] == nil else { return false }
    switch claim.extent {
    case .everything(.assumed): return incompleteTogether.contains(type)
    case .everything, .declared: return isIncomplete(claim, type)
    case .listed(let names):
      return isIncomplete(claim, type) && namespace(namedBy: claim, type) == nil
        && ownDoubt(names, type, claim) == nil
    case .cut, .objects, .namespaces, .namesOnly, .denied, .unserved, .unusable, .dropped:
      return false
    }
  }

  private func isIncomplete(_ claim: EvidenceClaim, _ type: ResourceType) -> Bool {
    incomplete[type]?.contains(claim.origin.path) ?? false
  }

  /// Why a list is not known to be all; nil if nothing speaks against it.
  func doubt(
    about namespaces: Set<String>, _ type: ResourceType, _ claim: EvidenceClaim
  ) -> String? {
    if let name = namespace(namedBy: claim, type) {
      return "its file is named after namespace \(name)"
    }
    return isIncomplete(claim, type) ? ListJudge.lacksObjects : ownDoubt(namespaces, type, claim)
  }

  /// The namespace that the file of a list is named after, where its type has namespaces.
  private func namespace(namedBy claim: EvidenceClaim, _ type: ResourceType) -> String? {
    types.isNamespaced(type) ?? true ? namespace(namedBy: claim.origin.components) : nil
  }

  private func ownDoubt(
    _ namespaces: Set<String>, _ type: ResourceType, _ claim: EvidenceClaim
  ) -> String? {
    if let doubt = doubts[type] { return doubt.detail }
    guard types.isNamespaced(type) ?? true else { return nil }
    if assumesWhole || namespaces.count > 1 { return nil }
    return ListJudge.unproven(namespaces)
  }

  /// What is wrong with a list of one namespace, or of none, that nothing else speaks against.
  static func unproven(_ namespaces: Set<String>) -> String {
    guard let only = namespaces.first else {
      return "the list is empty, and nothing shows that it was made with -A"
    }
    return "all its objects are in namespace \(only), and nothing shows that it was made with -A"
  }

  /// How many different objects of a type each file has.
  private static func counts(
    _ type: ResourceType, _ resources: ResourceIndex
  ) -> [String: Int] {
    // Objects of one file only: other lists of the type are empty, and lack them.
    let all = resources.all(of: type)
    var counts = resources.objectCounts[type] ?? [:]
    if counts.isEmpty, let first = all.first {
      counts[resources.store.source(of: first.value)?.path ?? ""] = all.count
    }
    return counts
  }

  // MARK: Names

  /// The namespace that a folder or the file of a list is named after, as in
  /// `namespaces/web/pods.yaml`, `pods/web.yaml`, `web-pods.yaml`; nil if none is.
  private func namespace(namedBy components: [String]) -> String? {
    var parts = components
    guard let file = parts.popLast() else { return nil }
    for folder in parts where namespaces.contains(folder) { return folder }
    let name = file.prefix { $0 != "." }
    if namespaces.contains(String(name)), types.type(named: String(name)) == nil {
      return String(name)
    }
    // A name of one part followed or led by the type's: `web-pods`, `pods_web`.
    for (i, byte) in name.utf8.enumerated() where "-_".utf8.contains(byte) {
      let cut = name.utf8.index(name.utf8.startIndex, offsetBy: i)
      let (left, right) = (String(name[..<cut]), String(name[name.utf8.index(after: cut)...]))
      if namespaces.contains(left), types.type(named: right) != nil { return left }
      if namespaces.contains(right), types.type(named: left) != nil { return right }
    }
    return nil
  }

  /// The names of namespaces that the snapshot knows, of whatever source.
  private static func namespaces(of resources: ResourceIndex) -> Set<String> {
    var names: Set<String> = []
    for entry in resources.all(of: SnapshotContent.namespaces) {
      if let name = DocumentValue(entry.name, in: resources.store).string { names.insert(name) }
    }
    var last: [UInt8] = []
    for type in resources.types {
      for entry in resources.all(of: type) where entry.namespace.tag == .string {
        let bytes = resources.store.memory.bytes(of: entry.namespace)
        if bytes.elementsEqual(last) { continue }
        last = Array(bytes)
        names.insert(String(decoding: bytes, as: UTF8.self))
      }
    }
    return names
  }
}
