extension SnapshotFormat {
  /// Troubleshoot's support bundles (Replicated and others): `cluster-resources/` with one file, or
  /// one folder of files by namespace, for each type.
  ///
  /// Its collector lists each type whole, or in each of its namespaces, without selectors. Which
  /// namespaces those are it says in `namespaces.json`: a typed list is that of the cluster, an
  /// array holds those that it was told to look in. What it may not list has no file. So a type is
  /// known where each namespace of the list has a file; a type without files was not asked for.
  static let supportBundle = SnapshotFormat(
    "troubleshoot-support-bundle", "a Troubleshoot support bundle",
    isRoot: { folder in
      let resources = folder["cluster-resources"]
      return !resources.files.isDisjoint(with: ["nodes.json", "namespaces.json", "groups.json"])
        || !resources.folders.isDisjoint(with: ["pods", "deployments", "services"])
    },
    role: { path, _ in
      switch path[0] {
      case "cluster-resources" where path.count > 1:
        return SupportBundle.role(Array(path.dropFirst()))
      case "cluster-info" where path.count == 2: return .resources(at: nil)
      // What other collectors found: results, logs, and pods that they made themselves.
      default: return .skipped
      }
    })
}

private enum SupportBundle {
  /// Types by the names that the collector gives their files and folders, of today and before.
  private static let names: [String: ResourceType] = [
    "pvs": ResourceType(group: "", plural: "persistentvolumes"),
    "pvcs": ResourceType(group: "", plural: "persistentvolumeclaims"),
    "storage-classes": ResourceType(group: "storage.k8s.io", plural: "storageclasses"),
    "ingress": ResourceType(group: "networking.k8s.io", plural: "ingresses"),
    "ingress-classes": ResourceType(group: "networking.k8s.io", plural: "ingressclasses"),
    "network-policy": ResourceType(group: "networking.k8s.io", plural: "networkpolicies"),
    "pod-disruption-budgets": ResourceType(group: "policy", plural: "poddisruptionbudgets"),
    "resource-quota": ResourceType(group: "", plural: "resourcequotas"),
    "resource-quotas": ResourceType(group: "", plural: "resourcequotas"),
    "custom-resource-definitions": Discovery.definitions,
    "validating-webhook-configurations": ResourceType(
      group: "admissionregistration.k8s.io", plural: "validatingwebhookconfigurations"),
    "mutating-webhook-configurations": ResourceType(
      group: "admissionregistration.k8s.io", plural: "mutatingwebhookconfigurations"),
  ]

  private static func type(_ name: String) -> ResourceType? {
    names[name] ?? FileNames.builtInType(name)
  }

  /// What a file below `cluster-resources/` is.
  fileprivate static func role(_ path: [String]) -> MemberRole {
    switch path[0] {
    // Reviews of what the collector may do; names of registries; logs.
    case "auth-cani-list", "image-pull-secrets", "license.json": return .skipped
    case "custom-resources": return customResources(Array(path.dropFirst()))
    default: break
    }
    guard let stem = path.last.flatMap(FileNames.stem) else { return .skipped }
    let ending = "-errors"
    switch path.count {
    case 1 where stem == "groups" || stem == "resources": return .resources(at: nil)
    case 1 where stem.hasSuffix(ending):
      let type = type(String(stem.dropLast(ending.count)))
      return .resources(at: ListPlace(type, .errors))
    case 1:
      let type = type(stem)
      // Types with namespaces have a folder each: what lies here is of another maker.
      let isOfCluster = type.map { TypeTable.builtIn.isNamespaced($0) == false } ?? false
      var place = ListPlace(type, isOfCluster ? .cluster : .unknown)
      place.isArrayPartial = stem == "namespaces"
      return .resources(at: place)
    case 2:
      guard let type = type(path[0]) else { return .resources(at: nil) }
      return .resources(at: ListPlace(type, .namespace(stem)))
    default: return .skipped
    }
  }

  /// `<plural>.<group>.json`, `<plural>.<group>/<namespace>.json`, and the same as YAML.
  private static func customResources(_ path: [String]) -> MemberRole {
    guard let stem = path.last.flatMap(FileNames.stem) else { return .skipped }
    switch path.count {
    case 1 where stem == "custom-resources-errors":
      return .resources(at: ListPlace(nil, .errors))
    case 1: return .resources(at: ListPlace(FileNames.type(stem), .cluster))
    case 2:
      return .resources(at: ListPlace(FileNames.type(path[0]), .namespace(stem)))
    default: return .skipped
    }
  }
}
