extension SnapshotFormat {
  /// The archives of OpenShift's Insights operator: `config/<type>/…/<name>.json` and others, an
  /// object a file, half of them without kind.
  ///
  /// It gathers what it finds worth sending: each object is one that exists, and no more. What it
  /// makes anonymous keeps its form.
  static let insights = SnapshotFormat(
    "insights-operator", "an archive of the OpenShift Insights operator",
    isRoot: { folder in
      folder["insights-operator"].files.contains("gathers.json")
        || folder["config"].folders.isSuperset(of: ["clusteroperator", "node"])
    },
    role: { path, _ in
      guard path.count > 1, let stem = path.last.flatMap(FileNames.stem) else { return .skipped }
      let none = MemberRole.resources(at: ListPlace(nil, .objects))
      switch path[0] {
      case "config" where path.count == 2:
        return Insights.role(Insights.single[stem]) ?? .skipped
      // The contents of ConfigMaps and Secrets, key by key; results of questions.
      case "config" where ["configmaps", "secrets", "certificatesigningrequests"].contains(path[1]):
        return .skipped
      case "config":
        let folder =
          path[1] == "storage" || path[1] == "clusteroperator" ? path[path.count - 2] : path[1]
        return Insights.role(Insights.folders[folder]) ?? none
      case "cluster-scoped-resources" where path.count == 4:
        return .resources(at: ListPlace(ResourceType(group: path[1], plural: path[2]), .objects))
      case "conditional" where path.contains("pods"):
        return .resources(at: ListPlace(SnapshotContent.pods, .objects))
      case "conditional" where path.contains("imagestreams"):
        return Insights.role(("imagestreams.image.openshift.io", "ImageStream"))
      case "namespaces", "machinesets", "customresources": return none
      default: return .skipped
      }
    })
}

private enum Insights {
  /// Objects of which there is one, by the name of its file: type and kind.
  fileprivate static let single = [
    "apiserver": ("apiservers.config.openshift.io", "APIServer"),
    "authentication": ("authentications.config.openshift.io", "Authentication"),
    "featuregate": ("featuregates.config.openshift.io", "FeatureGate"),
    "image": ("images.config.openshift.io", "Image"),
    "infrastructure": ("infrastructures.config.openshift.io", "Infrastructure"),
    "ingress": ("ingresses.config.openshift.io", "Ingress"),
    "network": ("networks.config.openshift.io", "Network"),
    "oauth": ("oauths.config.openshift.io", "OAuth"),
    "proxy": ("proxies.config.openshift.io", "Proxy"),
    "version": ("clusterversions.config.openshift.io", "ClusterVersion"),
  ]

  /// Objects that have no kind, by the folder they lie in.
  fileprivate static let folders = [
    "node": ("nodes", "Node"),
    "pod": ("pods", "Pod"),
    "persistentvolumes": ("persistentvolumes", "PersistentVolume"),
    "storageclasses": ("storageclasses.storage.k8s.io", "StorageClass"),
    "crd": ("customresourcedefinitions.apiextensions.k8s.io", "CustomResourceDefinition"),
    "clusterrolebinding": ("clusterrolebindings.rbac.authorization.k8s.io", "ClusterRoleBinding"),
    "pdbs": ("poddisruptionbudgets.policy", "PodDisruptionBudget"),
    "validatingwebhookconfigurations": (
      "validatingwebhookconfigurations.admissionregistration.k8s.io",
      "ValidatingWebhookConfiguration"
    ),
    "mutatingwebhookconfigurations": (
      "mutatingwebhookconfigurations.admissionregistration.k8s.io", "MutatingWebhookConfiguration"
    ),
    "securitycontextconstraint": (
      "securitycontextconstraints.security.openshift.io", "SecurityContextConstraints"
    ),
    "config": ("configs.imageregistry.operator.openshift.io", "Config"),
    "imagepruner": ("imagepruners.imageregistry.operator.openshift.io", "ImagePruner"),
  ]

  fileprivate static func role(_ name: (type: String, kind: String)?) -> MemberRole? {
    guard let name else { return nil }
    var place = ListPlace(FileNames.type(name.type), .objects)
    place.kind = name.kind
    return .resources(at: place)
  }
}
