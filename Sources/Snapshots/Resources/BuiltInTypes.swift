import Basics

/// Kubernetes' own resource types, as its API server lists them: what names a type where the
/// snapshot itself (discovery, resource definitions) does not.
///
/// Source: `kubectl api-resources` of Kubernetes 1.18 to 1.36, and the removed API groups of the
/// deprecation guide.
enum BuiltInTypes {
  /// One line for each type: group (`-`: core), plural, kind, scope (n: namespaced, c: cluster),
  /// and the short names of kubectl.
  static let table = """
    - bindings Binding n
    - componentstatuses ComponentStatus c cs
    - configmaps ConfigMap n cm
    - endpoints Endpoints n ep
    - events Event n ev
    - limitranges LimitRange n limits
    - namespaces Namespace c ns
    - nodes Node c no
    - persistentvolumeclaims PersistentVolumeClaim n pvc
    - persistentvolumes PersistentVolume c pv
    - pods Pod n po
    - podtemplates PodTemplate n
    - replicationcontrollers ReplicationController n rc
    - resourcequotas ResourceQuota n quota
    - secrets Secret n
    - serviceaccounts ServiceAccount n sa
    - services Service n svc
    admissionregistration.k8s.io mutatingadmissionpolicies MutatingAdmissionPolicy c
    admissionregistration.k8s.io mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding c
    admissionregistration.k8s.io mutatingwebhookconfigurations MutatingWebhookConfiguration c
    admissionregistration.k8s.io validatingadmissionpolicies ValidatingAdmissionPolicy c
    admissionregistration.k8s.io validatingadmissionpolicybindings \
    ValidatingAdmissionPolicyBinding c
    admissionregistration.k8s.io validatingwebhookconfigurations ValidatingWebhookConfiguration c
    apiextensions.k8s.io customresourcedefinitions CustomResourceDefinition c crd crds
    apiregistration.k8s.io apiservices APIService c
    apps controllerrevisions ControllerRevision n
    apps daemonsets DaemonSet n ds
    apps deployments Deployment n deploy
    apps replicasets ReplicaSet n rs
    apps statefulsets StatefulSet n sts
    authentication.k8s.io selfsubjectreviews SelfSubjectReview c
    authentication.k8s.io tokenreviews TokenReview c
    authorization.k8s.io localsubjectaccessreviews LocalSubjectAccessReview n
    authorization.k8s.io selfsubjectaccessreviews SelfSubjectAccessReview c
    authorization.k8s.io selfsubjectrulesreviews SelfSubjectRulesReview c
    authorization.k8s.io subjectaccessreviews SubjectAccessReview c
    autoscaling horizontalpodautoscalers HorizontalPodAutoscaler n hpa
    batch cronjobs CronJob n cj
    batch jobs Job n
    certificates.k8s.io certificatesigningrequests CertificateSigningRequest c csr
    certificates.k8s.io clustertrustbundles ClusterTrustBundle c
    certificates.k8s.io podcertificaterequests PodCertificateRequest n
    coordination.k8s.io leases Lease n
    coordination.k8s.io leasecandidates LeaseCandidate n
    discovery.k8s.io endpointslices EndpointSlice n
    events.k8s.io events Event n
    extensions daemonsets DaemonSet n
    extensions deployments Deployment n
    extensions ingresses Ingress n
    extensions networkpolicies NetworkPolicy n
    extensions podsecuritypolicies PodSecurityPolicy c
    extensions replicasets ReplicaSet n
    flowcontrol.apiserver.k8s.io flowschemas FlowSchema c
    flowcontrol.apiserver.k8s.io prioritylevelconfigurations PriorityLevelConfiguration c
    internal.apiserver.k8s.io storageversions StorageVersion c
    metrics.k8s.io nodes NodeMetrics c
    metrics.k8s.io pods PodMetrics n
    networking.k8s.io ingressclasses IngressClass c
    networking.k8s.io ingresses Ingress n ing
    networking.k8s.io ipaddresses IPAddress c ip
    networking.k8s.io networkpolicies NetworkPolicy n netpol
    networking.k8s.io servicecidrs ServiceCIDR c
    node.k8s.io runtimeclasses RuntimeClass c
    policy poddisruptionbudgets PodDisruptionBudget n pdb
    policy podsecuritypolicies PodSecurityPolicy c psp
    rbac.authorization.k8s.io clusterrolebindings ClusterRoleBinding c
    rbac.authorization.k8s.io clusterroles ClusterRole c
    rbac.authorization.k8s.io rolebindings RoleBinding n
    rbac.authorization.k8s.io roles Role n
    resource.k8s.io deviceclasses DeviceClass c
    resource.k8s.io resourceclaims ResourceClaim n
    resource.k8s.io resourceclaimtemplates ResourceClaimTemplate n
    resource.k8s.io resourceslices ResourceSlice c
    scheduling.k8s.io priorityclasses PriorityClass c pc
    storage.k8s.io csidrivers CSIDriver c
    storage.k8s.io csinodes CSINode c
    storage.k8s.io csistoragecapacities CSIStorageCapacity n
    storage.k8s.io storageclasses StorageClass c sc
    storage.k8s.io volumeattachments VolumeAttachment c
    storage.k8s.io volumeattributesclasses VolumeAttributesClass c vac
    storagemigration.k8s.io storageversionmigrations StorageVersionMigration c
    """

  /// The types of the table.
  static let all: [TypeInfo] = table.split(separator: "\n").map { line in
    let words = line.split(separator: " ").map(String.init)
    return TypeInfo(
      type: ResourceType(group: words[0] == "-" ? "" : words[0], plural: words[1]),
      kind: words[2], isNamespaced: words[3] == "n", shortNames: Array(words.dropFirst(4)))
  }

  /// Types that every API server serves, of whatever version: one that lists its types and lacks
  /// them was cut or filtered.
  static let everywhere: Set<ResourceType> = {
    let names = [
      "": [
        "configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes",
        "persistentvolumeclaims", "persistentvolumes", "pods", "replicationcontrollers",
        "resourcequotas", "secrets", "serviceaccounts", "services",
      ],
      "admissionregistration.k8s.io": [
        "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
      ],
      "apiextensions.k8s.io": ["customresourcedefinitions"],
      "apiregistration.k8s.io": ["apiservices"],
      "apps": ["daemonsets", "deployments", "replicasets", "statefulsets"],
      "batch": ["cronjobs", "jobs"],
      "coordination.k8s.io": ["leases"],
      "networking.k8s.io": ["ingresses", "networkpolicies"],
      "policy": ["poddisruptionbudgets"],
      "rbac.authorization.k8s.io": [
        "clusterrolebindings", "clusterroles", "rolebindings", "roles",
      ],
      "storage.k8s.io": ["csidrivers", "csinodes", "storageclasses", "volumeattachments"],
    ]
    return Set(
      names.flatMap { group, plurals in
        plurals.map { ResourceType(group: group, plural: $0) }
      })
  }()

  /// The API groups of the table: types in any other group are served by resource definitions (or
  /// by an aggregated API server).
  static let groups = Set(all.map(\.type.group))
}

/// What is known of a resource type.
public struct TypeInfo: Sendable, Hashable {
  public let type: ResourceType
  public let kind: String
  /// nil if nothing tells.
  public let isNamespaced: Bool?
  var shortNames: [String]
  /// Empty where nothing tells.
  public var versions: [String]

  public init(
    type: ResourceType, kind: String, isNamespaced: Bool?, shortNames: [String] = [],
    versions: [String] = []
  ) {
    self.versions = versions
    self.type = type
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.shortNames = shortNames
  }
}
