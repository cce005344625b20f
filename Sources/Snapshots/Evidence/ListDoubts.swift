// What takes a list's completeness away, found in the objects themselves.
//
// A list shows by objects of two namespaces that it was made with `-A`; a list of a type without
// namespaces shows nothing either way. Both are believed until something speaks against them:
//
//   - an object of the type that lies in another file, and the list lacks it;
//   - an object that names one which the list lacks: an owner, a pod's node, a pod behind a
//     Service, a namespace, the definition of its type;
//   - one of the objects that every cluster has (`BuiltInObjects`) is not in it.
//
// All of this only takes away. A file that is removed can make a list better known in one way
// only: by having contradicted it.

import Documents

/// Why the list of a type is not all there is.
struct ListDoubt: Sendable {
  let detail: String
  /// What speaks against the list: the object that names another, or the other file's object.
  let witness: Value?
}

/// The doubts about the lists of a snapshot, by type.
struct ListDoubts: Sendable {
  private(set) var byType: [ResourceType: ListDoubt] = [:]

  subscript(type: ResourceType) -> ListDoubt? { byType[type] }

  /// - Parameter listed: the types of which there is a list that may be whole; no other is asked.
  init(
    listed: Set<ResourceType>, resources: ResourceIndex, types: TypeTable, discovery: Discovery
  ) {
    for type in listed.sorted(by: ResourceType.isOrderedBefore) {
      guard let lacking = BuiltInObjects.lacking(type, in: resources) else { continue }
      byType[type] = ListDoubt(
        detail: "the list lacks \(lacking), which every cluster has: it was filtered or cut",
        witness: nil)
    }
    for mistake in types.mistakes(inTypesOfObjects: resources.types).found {
      guard let meant = mistake.meant, listed.contains(meant), byType[meant] == nil else {
        continue
      }
      byType[meant] = ListDoubt(
        detail: "an object was probably meant to be one of them",
        witness: resources.all(of: mistake.type).first?.value)
    }
    var search = WitnessSearch(listed: listed, resources: resources, types: types)
    search.run(discovery)
    for (type, doubt) in search.found where byType[type] == nil { byType[type] = doubt }
  }
}

/// Objects that every cluster has, since the API server makes them again where they are deleted.
enum BuiltInObjects {
  /// By type: namespace (empty for none) and name.
  private static let table: [ResourceType: [(namespace: String, name: String)]] = [
    SnapshotContent.namespaces: [("", "default"), ("", "kube-system")],
    ResourceType(group: "rbac.authorization.k8s.io", plural: "clusterroles"): [
      ("", "cluster-admin"), ("", "system:discovery"),
    ],
    ResourceType(group: "rbac.authorization.k8s.io", plural: "clusterrolebindings"): [
      ("", "cluster-admin")
    ],
    ResourceType(group: "", plural: "services"): [("default", "kubernetes")],
  ]

  /// What of them the snapshot lacks; nil if nothing.
  static func lacking(_ type: ResourceType, in resources: ResourceIndex) -> String? {
    let missing = table[type]?.first {
      resources.object(type, namespace: $0.namespace, name: $0.name) == nil
    }
    return missing.map { $0.namespace.isEmpty ? $0.name : "\($0.namespace)/\($0.name)" }
  }
}

/// Goes once through all objects, and looks up what they name.
private struct WitnessSearch {
  let listed: Set<ResourceType>
  let resources: ResourceIndex
  let types: TypeTable
  private(set) var found: [ResourceType: ListDoubt] = [:]

  private static let builtIn = BuiltInTypes.groups
  private static let slices = ResourceType(group: "discovery.k8s.io", plural: "endpointslices")
  private static let endpoints = ResourceType(group: "", plural: "endpoints")

  init(listed: Set<ResourceType>, resources: ResourceIndex, types: TypeTable) {
    self.listed = listed
    self.resources = resources
    self.types = types
  }

  mutating func run(_ discovery: Discovery) {
    for type in resources.types {
      if let object = resources.all(of: type).first, needsDefinition(type, discovery) {
        doubt(
          Discovery.definitions, "there are \(type.name), and their definition is not in the list",
          object)
      }
      // Neighbours mostly share namespace and owner: each name is looked up once in a row.
      var lastNamespace: [UInt8] = []
      var lastOwner: [UInt8] = []
      for entry in resources.all(of: type) {
        checkNamespace(of: entry, type, &lastNamespace)
        checkOwners(of: entry, type, &lastOwner)
        if type == SnapshotContent.pods { checkNode(of: entry) }
        if type == WitnessSearch.slices { checkPods(of: entry, "endpoints") }
        if type == WitnessSearch.endpoints { checkSubsets(of: entry) }
      }
    }
  }

  private func needsDefinition(_ type: ResourceType, _ discovery: Discovery) -> Bool {
    !WitnessSearch.builtIn.contains(type.group) && !discovery.has(definition: type)
      && !discovery.isAggregated(type.group)
  }

  // MARK: What objects name

  private mutating func checkNamespace(
    of entry: ResourceEntry, _ type: ResourceType, _ last: inout [UInt8]
  ) {
    guard entry.namespace.tag == .string, wants(SnapshotContent.namespaces) else { return }
    let bytes = resources.store.memory.bytes(of: entry.namespace)
    if bytes.elementsEqual(last) { return }
    last = Array(bytes)
    let name = String(decoding: bytes, as: UTF8.self)
    if has(SnapshotContent.namespaces, "", name) { return }
    doubt(
      SnapshotContent.namespaces,
      "\(text(entry, type)) is in namespace \(name), which is not in the list", entry)
  }

  private mutating func checkOwners(
    of entry: ResourceEntry, _ type: ResourceType, _ last: inout [UInt8]
  ) {
    let object = DocumentValue(entry.value, in: resources.store)
    guard let owners = object[path: "metadata", "ownerReferences"] else { return }
    for owner in owners.elements {
      guard let name = owner["name"], name.value.tag == .string, let kind = owner["kind"]?.string,
        let version = owner["apiVersion"]?.string
      else { continue }
      let key = ownerKey(name.value, kind, entry)
      if key == last { continue }
      last = key
      let group = ResourceType.group(ofAPIVersion: version)
      let ownerType = types.type(ofKind: kind, group: group)
      guard wants(ownerType), let text = name.string else { continue }
      let namespace =
        types.isNamespaced(ownerType) ?? true
        ? DocumentValue(entry.namespace, in: resources.store).string ?? "" : ""
      if has(ownerType, namespace, text) { continue }
      doubt(
        ownerType,
        "\(self.text(entry, type)) is owned by \(kind) \(text), which is not in the list",
        entry)
    }
  }

  private func ownerKey(_ name: Value, _ kind: String, _ entry: ResourceEntry) -> [UInt8] {
    let memory = resources.store.memory
    var key = Array(kind.utf8) + [0] + memory.bytes(of: name)
    if entry.namespace.tag == .string { key += [0] + memory.bytes(of: entry.namespace) }
    return key
  }

  private mutating func checkNode(of entry: ResourceEntry) {
    guard wants(SnapshotContent.nodes),
      let name = DocumentValue(entry.value, in: resources.store)[path: "spec", "nodeName"]?.string,
      !name.isEmpty, !has(SnapshotContent.nodes, "", name)
    else { return }
    doubt(
      SnapshotContent.nodes,
      "\(text(entry, SnapshotContent.pods)) runs on node \(name), which is not in the list", entry)
  }

  private mutating func checkSubsets(of entry: ResourceEntry) {
    let object = DocumentValue(entry.value, in: resources.store)
    for subset in object["subsets"]?.elements ?? [] {
      for address in subset["addresses"]?.elements ?? [] { checkPod(address, entry) }
    }
  }

  private mutating func checkPods(of entry: ResourceEntry, _ field: String) {
    let object = DocumentValue(entry.value, in: resources.store)
    for endpoint in object[field]?.elements ?? [] { checkPod(endpoint, entry) }
  }

  private mutating func checkPod(_ address: DocumentValue, _ entry: ResourceEntry) {
    guard wants(SnapshotContent.pods), let pod = address["targetRef"], pod["kind"]?.string == "Pod",
      let name = pod["name"]?.string, let namespace = pod["namespace"]?.string,
      !has(SnapshotContent.pods, namespace, name)
    else { return }
    doubt(
      SnapshotContent.pods,
      "a Service has an endpoint in Pod \(namespace)/\(name), which is not in the list", entry)
  }

  // MARK: Helpers

  /// Whether a doubt about a type would say anything new.
  private func wants(_ type: ResourceType) -> Bool { listed.contains(type) && found[type] == nil }

  private func has(_ type: ResourceType, _ namespace: String, _ name: String) -> Bool {
    resources.object(type, namespace: namespace, name: name) != nil
  }

  private mutating func doubt(_ type: ResourceType, _ detail: String, _ witness: ResourceEntry) {
    guard wants(type) else { return }
    found[type] = ListDoubt(detail: detail, witness: witness.value)
  }

  private func text(_ entry: ResourceEntry, _ type: ResourceType) -> String {
    let name = DocumentValue(entry.name, in: resources.store).string ?? ""
    let namespace = DocumentValue(entry.namespace, in: resources.store).string
    return "\(types.kind(of: type) ?? type.name) \(namespace.map { $0 + "/" } ?? "")\(name)"
  }
}
