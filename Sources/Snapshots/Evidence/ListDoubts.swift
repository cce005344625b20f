// What takes a list's completeness away, found in the objects themselves.
//
// A list shows by objects of two namespaces that it was made with `-A`; a list of a type without
// namespaces shows nothing either way. Both are believed until something speaks against them:
//
//   - an object of the type that lies in another file, and the list lacks it;
//   - an object that names one which the list lacks: an owner, a pod's node, a pod behind a
//     Service, a namespace, the definition of its type;
//   - one of the objects that every cluster has (`BuiltInObjects`) is not in it;
//   - another list of the type was cut, and tells of more objects than there are.
//
// Objects that no API server writes (`StrangeObjects`), and those that go beyond a limit and were
// not taken in, also stand against the manifest's word.
//
// All of this only takes away. A file that is removed can make a list better known in one way
// only: by having contradicted it.

import Basics
import Documents

/// Why the list of a type is not all there is.
struct ListDoubt: Sendable {
  let detail: String
  /// What speaks against the list: the object that names another, or the other file's object.
  let witness: Value?
  /// Whether it also stands against the word of the one who exported the list.
  var isDecisive = false
}

/// The doubts about the lists of a snapshot, by type.
struct ListDoubts: Sendable {
  private(set) var byType: [ResourceType: ListDoubt] = [:]

  subscript(type: ResourceType) -> ListDoubt? { byType[type] }

  /// - Parameters:
  ///   - listed: the types of which there is a list that may be whole; no other is asked.
  ///   - jobs: threads that look through the objects.
  init(
    listed: Set<ResourceType>, claims: [(ResourceType, EvidenceClaim)], resources: ResourceIndex,
    types: TypeTable, discovery: Discovery, strange: StrangeObjects, jobs: Int
  ) {
    byType = strange.doubts
    for (type, claim) in claims where byType[type] == nil {
      guard case .dropped = claim.extent else { continue }
      byType[type] = ListDoubt(
        detail: "\(claim.origin.path) holds some that were not read", witness: nil,
        isDecisive: true)
    }
    for type in listed.sorted(by: ResourceType.isOrderedBefore) {
      guard byType[type] == nil, let lacking = BuiltInObjects.lacking(type, in: resources) else {
        continue
      }
      byType[type] = ListDoubt(
        detail: "the list lacks \(lacking), which every cluster has: it was filtered or cut",
        witness: nil)
    }
    for (type, claim) in claims where listed.contains(type) && byType[type] == nil {
      guard case .cut(let least, _) = claim.extent, resources.all(of: type).count < least else {
        continue
      }
      byType[type] = ListDoubt(
        detail: "\(claim.origin.path) was cut off, and tells of more than there are", witness: nil)
    }
    var search = WitnessSearch(listed: listed, resources: resources, types: types)
    search.run(discovery, jobs: jobs)
    for (type, doubt) in search.found where byType[type] == nil { byType[type] = doubt }
  }
}

/// Objects that every cluster has, since the API server makes them again where they are deleted.
enum BuiltInObjects {
  private typealias Name = (namespace: String, name: String)

  /// By type: namespace (empty for none) and name; of each row one is enough, since not every
  /// version of Kubernetes has all of them.
  private static let table: [ResourceType: [[Name]]] = [
    SnapshotContent.namespaces: [[("", "default")], [("", "kube-system")]],
    ResourceType(group: "rbac.authorization.k8s.io", plural: "clusterroles"): [
      [("", "cluster-admin")], [("", "system:discovery")],
    ],
    ResourceType(group: "rbac.authorization.k8s.io", plural: "clusterrolebindings"): [
      [("", "cluster-admin")]
    ],
    ResourceType(group: "apiregistration.k8s.io", plural: "apiservices"): [
      [("", "v1.")], [("", "v1.apps")],
    ],
    ResourceType(group: "", plural: "services"): [[("default", "kubernetes")]],
    ResourceType(group: "", plural: "endpoints"): [[("default", "kubernetes")]],
    ResourceType(group: "discovery.k8s.io", plural: "endpointslices"): [
      [("default", "kubernetes")]
    ],
    ResourceType(group: "", plural: "serviceaccounts"): [
      [("default", "default")], [("kube-system", "default")],
    ],
    SnapshotContent.configMaps: [
      [("kube-system", "extension-apiserver-authentication"), ("kube-system", "kube-root-ca.crt")]
    ],
  ]

  /// What of them the snapshot lacks; nil if nothing.
  static func lacking(_ type: ResourceType, in resources: ResourceIndex) -> String? {
    let missing = table[type]?.first { row in
      !row.contains {
        resources.object(type, namespace: $0.namespace, name: $0.name) != nil
      }
    }
    return missing?.first.map { $0.namespace.isEmpty ? $0.name : "\($0.namespace)/\($0.name)" }
  }
}

/// Goes once through all objects, and looks up what they name.
private struct WitnessSearch {
  let listed: Set<ResourceType>
  let resources: ResourceIndex
  let types: TypeTable
  private(set) var found: [ResourceType: ListDoubt] = [:]

  /// Owners of pods, as kind, namespace and name.
  private var podOwners: Set<[UInt8]> = []

  private static let builtIn = BuiltInTypes.groups
  /// What makes pods itself, and where its status counts them.
  private static let workloads: [(type: ResourceType, kind: String, count: String)] = [
    (
      ResourceType(group: "", plural: "replicationcontrollers"), "ReplicationController", "replicas"
    ),
    (ResourceType(group: "apps", plural: "daemonsets"), "DaemonSet", "currentNumberScheduled"),
    (ResourceType(group: "apps", plural: "replicasets"), "ReplicaSet", "replicas"),
    (ResourceType(group: "apps", plural: "statefulsets"), "StatefulSet", "replicas"),
  ]
  private static let slices = ResourceType(group: "discovery.k8s.io", plural: "endpointslices")
  private static let apiServices = ResourceType(
    group: "apiregistration.k8s.io", plural: "apiservices")
  private static let endpoints = ResourceType(group: "", plural: "endpoints")

  init(listed: Set<ResourceType>, resources: ResourceIndex, types: TypeTable) {
    self.listed = listed
    self.resources = resources
    self.types = types
  }

  mutating func run(_ discovery: Discovery, jobs: Int) {
    checkDefinitions(discovery)
    for type in resources.types {
      if let object = resources.all(of: type).first, needsDefinition(type, discovery) {
        doubt(
          Discovery.definitions, "there are \(type.name), and their definition is not in the list",
          object)
      }
    }
    // The first witness counts, so that pieces are joined in their order.
    let (search, pieces) = (self, pieces)
    let found = inParallel(pieces.count, threads: jobs) { i -> WitnessSearch in
      var piece = search
      piece.check(pieces[i].entries, pieces[i].type)
      return piece
    }
    for piece in found {
      self.found.merge(piece.found) { first, _ in first }
      podOwners.formUnion(piece.podOwners)
    }
    for workload in WitnessSearch.workloads where wants(SnapshotContent.pods) {
      for entry in resources.all(of: workload.type) { checkPods(of: entry, workload) }
    }
  }

  /// The objects in pieces of one type each.
  private var pieces: [(type: ResourceType, entries: ArraySlice<ResourceEntry>)] {
    let size = 2_000
    return resources.types.flatMap { type in
      let entries = resources.all(of: type)
      return stride(from: entries.startIndex, to: entries.endIndex, by: size).map { start in
        (type, entries[start..<min(start + size, entries.endIndex)])
      }
    }
  }

  private mutating func check(_ entries: ArraySlice<ResourceEntry>, _ type: ResourceType) {
    // Neighbours mostly share namespace and owner: each name is looked up once in a row.
    var lastNamespace: [UInt8] = []
    var lastOwner: [UInt8] = []
    for entry in entries {
      checkNamespace(of: entry, type, &lastNamespace)
      checkOwners(of: entry, type, &lastOwner)
      if type == SnapshotContent.pods { checkNode(of: entry) }
      if type == WitnessSearch.slices { checkPods(of: entry, "endpoints") }
      if type == WitnessSearch.endpoints { checkSubsets(of: entry) }
    }
  }

  /// Workloads whose status counts pods of which there is none.
  private mutating func checkPods(
    of entry: ResourceEntry, _ workload: (type: ResourceType, kind: String, count: String)
  ) {
    let object = DocumentValue(entry.value, in: resources.store)
    guard let count = object["status"]?[workload.count]?.int, count > 0,
      !podOwners.contains(ownerKey(entry.name, workload.kind, entry))
    else { return }
    doubt(
      SnapshotContent.pods,
      "\(text(entry, workload.type)) has \(count) of them, and none is in the list", entry)
  }

  private func needsDefinition(_ type: ResourceType, _ discovery: Discovery) -> Bool {
    !WitnessSearch.builtIn.contains(type.group) && !discovery.has(definition: type)
      && !discovery.isAggregated(type.group)
  }

  /// Types and groups that the API server names, and that no definition is there of. Which of them
  /// another server answers for, the APIServices tell.
  private mutating func checkDefinitions(_ discovery: Discovery) {
    guard wants(Discovery.definitions), listed.contains(WitnessSearch.apiServices) else { return }
    let lacking = discovery.undefined()
    let name = lacking.types.first.map(\.name) ?? lacking.groups.first
    guard let name else { return }
    found[Discovery.definitions] = ListDoubt(
      detail: "the API server serves \(name), whose definition is not in the list", witness: nil)
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
      if type == SnapshotContent.pods, wants(type) { podOwners.insert(key) }
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
