/// `metadata.managedFields` as the API server keeps it: for each writer, which fields it owns.
///
/// It is derived from the object itself: what a kubelet or the deployment controller reports in
/// the status is theirs, the rest is its creator's.
func addingManagedFields(to object: Value, _ random: inout Random) -> Value {
  guard let metadata = object["metadata"], case .string(let kind) = object["kind"] else {
    return object
  }
  let writers = Writers(ofKind: kind)
  var created: [(String, Value)] = [("f:metadata", ownership(ofMetadata: metadata))]
  for part in ["spec", "data"] {
    if let value = object[part] { created.append(("f:\(part)", fields(of: value, isRoot: true))) }
  }
  var entries: [Value] = [
    entry(of: object, by: writers.creator, Value(members: created), time: random.time())
  ]
  if let status = object["status"] {
    let owned: Value = ["f:status": fields(of: status, isRoot: true)]
    let entry = entry(of: object, by: writers.observer, owned, time: random.time())
    entries.append(entry.adding(["subresource": "status"]))
  }
  var object = object
  object["metadata"] = metadata.adding(["managedFields": .array(entries)])
  return object
}

private struct Writers {
  var creator: String
  var observer: String

  init(ofKind kind: String) {
    (creator, observer) =
      switch kind {
      case "Pod": ("kube-controller-manager", "kubelet")
      case "Node": ("rke2", "kubelet")
      case "Deployment": ("helm", "kube-controller-manager")
      default: ("kubectl-client-side-apply", "")
      }
  }
}

private func entry(of object: Value, by writer: String, _ fields: Value, time: Value) -> Value {
  [
    "apiVersion": object["apiVersion"] ?? nil, "fieldsType": "FieldsV1", "fieldsV1": fields,
    "manager": .string(writer), "operation": "Update", "time": time,
  ]
}

/// What the server itself fills in has no owner.
private func ownership(ofMetadata metadata: Value) -> Value {
  var owned = metadata
  for key in ["creationTimestamp", "generation", "name", "namespace", "resourceVersion", "uid"] {
    owned[key] = nil
  }
  return fields(of: owned, isRoot: true)
}

/// Parts of an object that exist without anyone having set them, and so have no entry of their own.
private let implied: Set = ["template", "selector", "strategy", "metadata", "spec"]

private func fields(of value: Value, isRoot: Bool = false) -> Value {
  guard case .object(let members) = value else { return [:] }
  var owned: [(String, Value)] = isRoot || members.isEmpty ? [] : [(".", [:])]
  for member in members {
    owned.append(("f:\(member.key)", fields(ofMember: member)))
  }
  return Value(members: owned)
}

private func fields(ofMember member: Value.Member) -> Value {
  guard case .array(let items) = member.value else {
    return fields(of: member.value, isRoot: implied.contains(member.key))
  }
  if member.key == "finalizers" {
    let owned = items.map { item in ("v:\(json(item))", Value.object([])) }
    return Value(members: [(".", [:])] + owned)
  }
  // A list without a key is owned as a whole.
  guard let keys = listKeys[member.key] else { return [:] }
  let owned = items.map { item in
    let pairs = keys.map { "\"\($0)\":\(json(item[$0]))" }
    return ("k:{\(pairs.joined(separator: ","))}", fields(of: item))
  }
  return Value(members: [(".", [:])] + owned)
}

/// The lists whose items are merged, by what tells the items apart.
private let listKeys: [String: [String]] = [
  "addresses": ["type"], "conditions": ["type"], "containers": ["name"], "env": ["name"],
  "hostIPs": ["ip"], "imagePullSecrets": ["name"], "initContainers": ["name"],
  "ownerReferences": ["uid"], "podIPs": ["ip"], "ports": ["containerPort", "protocol"],
  "volumeMounts": ["mountPath"], "volumes": ["name"],
]

private func json(_ value: Value?) -> String {
  switch value {
  case .string(let text): "\"\(text)\""
  case .integer(let number): "\(number)"
  default: "null"
  }
}
