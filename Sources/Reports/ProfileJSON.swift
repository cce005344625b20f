import Findings

/// The cluster's profile as JSON, for the JSON report and for a SARIF run's properties. Every key
/// is always there; `null` is what is not known.
enum ProfileJSON {
  static func write(_ json: inout JSONWriter, _ profile: ClusterProfile) {
    json.member("distribution", profile.distribution)
    json.member("version", profile.version)
    json.object("nodes", profile.nodes, write)
    json.object("pods", profile.pods, write)
    if let classes = profile.storageClasses {
      json.objects("storageClasses", classes) {
        $0.member("name", $1.name)
        $0.member("provisioner", $1.provisioner)
        $0.member("default", $1.isDefault)
      }
    } else {
      json.member("storageClasses", nil as String?)
    }
    json.object("claims", profile.claims) {
      $0.member("count", $1.count)
      $0.member("complete", $1.isComplete)
      $0.member("readWriteOnce", $1.readWriteOnce)
      $0.member("readWriteMany", $1.readWriteMany)
      $0.member("readOnlyMany", $1.readOnlyMany)
      $0.member("pending", $1.pending)
    }
    strings(&json, "networkPlugins", profile.networkPlugins)
    json.object("environments", profile.environments) {
      $0.member("namespaceCount", $1.namespaceCount)
      $0.member("complete", $1.isComplete)
      $0.objects("found", $1.found, write)
    }
    json.objects("components", profile.components) {
      $0.member("name", $1.name.rawValue)
      $0.member("presence", $1.presence.rawValue)
      $0.member("workload", $1.workload)
      $0.member("version", $1.version)
    }
    strings(&json, "rancherNamespaces", profile.rancherNamespaces)
    json.objects("questions", profile.questions) {
      $0.member("topic", $1.topic.rawValue)
      $0.member("question", $1.topic.text)
      $0.member("found", $1.found)
      $0.member("declared", $1.declared)
      $0.member("field", $1.topic.field)
    }
  }

  private static func strings(_ json: inout JSONWriter, _ key: String, _ items: [String]?) {
    if let items { json.strings(key, items) } else { json.member(key, nil as String?) }
  }

  private static func write(_ json: inout JSONWriter, _ share: ClusterProfile.ValueCount) {
    json.member("value", share.value)
    json.member("count", share.count)
  }

  private static func write(_ json: inout JSONWriter, _ nodes: ClusterProfile.Nodes) {
    json.member("count", nodes.count)
    json.member("complete", nodes.isComplete)
    json.objects("roles", nodes.roles, write)
    json.objects("zones", nodes.zones, write)
    json.objects("regions", nodes.regions, write)
    json.objects("operatingSystems", nodes.operatingSystems, write)
    json.objects("architectures", nodes.architectures, write)
    json.member("controlPlaneCount", nodes.controlPlaneCount)
    json.member("etcdCount", nodes.etcdCount)
    json.member("controlPlaneHosted", nodes.isControlPlaneHosted)
    json.member("gpuCount", nodes.gpuCount)
    json.member("gpuNodeCount", nodes.gpuNodeCount)
  }

  private static func write(_ json: inout JSONWriter, _ pods: ClusterProfile.Pods) {
    json.member("count", pods.count)
    json.member("complete", pods.isComplete)
    json.object("cpuMillicores", pods.cpu, write)
    json.object("memoryBytes", pods.memory, write)
    json.member("gpuPodCount", pods.gpuPodCount)
  }

  private static func write(_ json: inout JSONWriter, _ requests: ClusterProfile.Requests) {
    json.member("podCount", requests.podCount)
    json.member("average", Int(requests.average))
    json.member("largest", Int(requests.largest))
    json.member("largestPod", requests.largestPod)
  }
}
