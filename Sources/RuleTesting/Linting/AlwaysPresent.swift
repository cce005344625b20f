/// Fields that objects of an API server always have: those that Kubernetes demands or fills in, and
/// those whose Go type writes them even when they are empty.
///
/// Source: the packages of `k8s.io/api` of Kubernetes 1.31, fields without `omitempty`, structs
/// that are no pointers, and the defaulting functions of the API server. Fields of other APIs are
/// there if their definitions demand them, which is not known here.
enum AlwaysPresent {
  /// Whether `field` of what stands in `parent` is always there; an empty parent is not known.
  static func contains(_ field: String, of parent: String) -> Bool {
    if everywhere.contains(field) { return true }
    if !parent.isEmpty { return fields[parent]?.contains(field) ?? false }
    return fields.values.contains { $0.contains(field) }
  }

  /// Of every object, whatever it lies in.
  private static let everywhere: Set = ["apiVersion", "kind", "metadata", "items"]

  private static let container: Set = [
    "name", "image", "imagePullPolicy", "resources", "terminationMessagePath",
    "terminationMessagePolicy",
  ]

  private static let reference: Set = ["kind", "name"]

  /// By the field in which they lie; those of an element by the name of the list.
  private static let fields: [String: Set<String>] = [
    "object": [
      "spec", "status", "roleRef", "provisioner", "handler", "value", "involvedObject", "source",
      "reclaimPolicy", "volumeBindingMode", "leaseTransitions",
    ],
    "metadata": ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"],
    "ownerReferences": ["apiVersion", "kind", "name", "uid"],
    "template": ["metadata", "spec"],
    "jobTemplate": ["metadata", "spec"],
    "spec": [
      // Pods.
      "containers", "restartPolicy", "dnsPolicy", "schedulerName", "securityContext",
      "terminationGracePeriodSeconds", "enableServiceLinks",
      // What makes pods.
      "replicas", "selector", "template", "strategy", "updateStrategy", "serviceName",
      "podManagementPolicy", "completions", "parallelism", "backoffLimit", "schedule",
      "jobTemplate",
      "concurrencyPolicy", "suspend",
      // Services, ingresses, network policies, volumes, claims.
      "type", "clusterIP", "sessionAffinity", "renewTime", "podSelector", "policyTypes", "capacity",
      "accessModes",
      "persistentVolumeReclaimPolicy", "resources", "volumeMode", "storageClassName",
      // Aggregated APIs, resource definitions, signing requests, autoscalers, budgets, quotas.
      "groupPriorityMinimum", "versionPriority", "group", "names", "scope", "versions",
      "conversion",
      "request", "signerName", "scaleTargetRef", "maxReplicas", "minReplicas", "finalizers",
      // Policies.
      "validations", "policyName", "validationActions", "matchConstraints", "failurePolicy",
    ],
    "status": [
      "phase", "qosClass", "podIP", "hostIP", "startTime", "nodeInfo", "addresses", "capacity",
      "allocatable", "daemonEndpoints", "loadBalancer", "observedGeneration",
      "desiredNumberScheduled",
      "currentNumberScheduled", "numberReady", "numberMisscheduled", "acceptedNames",
      "storedVersions", "conditions", "expectedPods", "currentHealthy", "desiredHealthy",
      "disruptionsAllowed", "images",
    ],
    "conditions": ["type", "status"],
    "addresses": ["type", "address", "ip"], "podIPs": ["ip"],
    "allocatable": ["cpu", "memory", "pods"], "capacity": ["cpu", "memory", "pods", "storage"],
    "nodeInfo": [
      "architecture", "bootID", "containerRuntimeVersion", "kernelVersion", "kubeProxyVersion",
      "kubeletVersion", "machineID", "operatingSystem", "osImage", "systemUUID",
    ],
    "taints": ["key", "effect"],
    "images": ["names"],
    "containers": container, "initContainers": container, "ephemeralContainers": container,
    "containerStatuses": [
      "name", "ready", "restartCount", "image", "imageID", "state", "lastState", "started",
    ],
    "initContainerStatuses": [
      "name", "ready", "restartCount", "image", "imageID", "state", "lastState",
    ],
    "env": ["name"], "ports": ["port", "containerPort", "protocol", "targetPort"],
    "volumeMounts": ["name", "mountPath"], "volumes": ["name"],
    "hostPath": ["path", "type"], "httpGet": ["path", "port", "scheme"],
    "secretKeyRef": ["key", "name"], "configMapKeyRef": ["key", "name"],
    "subjects": reference, "roleRef": ["apiGroup", "kind", "name"], "scaleTargetRef": reference,
    "targetRef": reference, "claimRef": ["kind", "name", "namespace", "uid", "apiVersion"],
    "involvedObject": ["kind"], "policyRules": ["verbs"],
    "rules": ["name", "verbs", "operations", "apiGroups", "apiVersions", "resources"],
    "webhooks": [
      "name", "clientConfig", "sideEffects", "admissionReviewVersions", "failurePolicy",
      "matchPolicy", "timeoutSeconds", "namespaceSelector", "objectSelector",
    ],
    "service": ["name", "namespace", "port"], "backend": ["service"], "webhook": ["clientConfig"],
    "paths": ["backend", "pathType"], "names": ["plural", "kind", "singular", "listKind"],
    "versions": ["name", "served", "storage", "schema"], "conversion": ["strategy"],
    "endpoints": ["addresses"], "subsets": ["addresses"], "matchExpressions": ["key", "operator"],
    "validations": ["expression"], "strategy": ["type"], "updateStrategy": ["type"],
  ]
}
