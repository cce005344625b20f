import Findings

/// Reads the cluster's profile of a saved result.
enum ProfileReader {
  static func profile(_ json: ResultFields) throws(ResultMistake) -> ClusterProfile {
    var profile = ClusterProfile()
    profile.distribution = try json.optionalText("distribution")
    profile.version = try json.optionalText("version")
    profile.nodes = try json.optionalObject("nodes", nodes)
    profile.pods = try json.optionalObject("pods", pods)
    profile.storageClasses = try json.optional("storageClasses") { key throws(ResultMistake) in
      try json.objects(key) { type throws(ResultMistake) in
        ClusterProfile.StorageClass(
          name: try type.text("name"), provisioner: try type.optionalText("provisioner"),
          isDefault: try type.flag("default"))
      }
    }
    profile.claims = try json.optionalObject("claims") { claims throws(ResultMistake) in
      ClusterProfile.Claims(
        count: try claims.number("count"), isComplete: try claims.flag("complete"),
        readWriteOnce: try claims.number("readWriteOnce"),
        readWriteMany: try claims.number("readWriteMany"),
        readOnlyMany: try claims.number("readOnlyMany"), pending: try claims.number("pending"))
    }
    profile.networkPlugins = try json.optional("networkPlugins", json.texts)
    profile.environments = try json.optionalObject("environments") { json throws(ResultMistake) in
      ClusterProfile.Environments(
        namespaceCount: try json.number("namespaceCount"), isComplete: try json.flag("complete"),
        found: try json.objects("found", share))
    }
    profile.components = try json.objects("components") { component throws(ResultMistake) in
      ClusterProfile.Component(
        name: try component.choice("name"), presence: try component.choice("presence"),
        workload: try component.optionalText("workload"),
        version: try component.optionalText("version"))
    }
    profile.rancherNamespaces = try json.optional("rancherNamespaces", json.texts)
    profile.questions = try json.objects("questions") { question throws(ResultMistake) in
      DesignQuestion(
        try question.choice("topic"), found: try question.optionalText("found"),
        declared: try question.optionalText("declared"))
    }
    return profile
  }

  private static func share(_ json: ResultFields) throws(ResultMistake) -> ClusterProfile.ValueCount
  {
    ClusterProfile.ValueCount(try json.optionalText("value"), try json.number("count"))
  }

  private static func nodes(_ json: ResultFields) throws(ResultMistake) -> ClusterProfile.Nodes {
    func number(_ key: String) throws(ResultMistake) -> Int? {
      try json.optional(key) { key throws(ResultMistake) in try json.number(key) }
    }
    var nodes = ClusterProfile.Nodes(
      count: try json.number("count"), isComplete: try json.flag("complete"))
    nodes.roles = try json.objects("roles", share)
    nodes.zones = try json.objects("zones", share)
    nodes.regions = try json.objects("regions", share)
    nodes.operatingSystems = try json.objects("operatingSystems", share)
    nodes.architectures = try json.objects("architectures", share)
    nodes.controlPlaneCount = try number("controlPlaneCount")
    nodes.etcdCount = try number("etcdCount")
    nodes.isControlPlaneHosted = try json.flag("controlPlaneHosted")
    nodes.gpuCount = try json.number("gpuCount")
    nodes.gpuNodeCount = try json.number("gpuNodeCount")
    return nodes
  }

  private static func pods(_ json: ResultFields) throws(ResultMistake) -> ClusterProfile.Pods {
    ClusterProfile.Pods(
      count: try json.number("count"), isComplete: try json.flag("complete"),
      cpu: try json.optionalObject("cpuMillicores", requests),
      memory: try json.optionalObject("memoryBytes", requests),
      gpuPodCount: try json.number("gpuPodCount"))
  }

  private static func requests(
    _ json: ResultFields
  ) throws(ResultMistake) -> ClusterProfile.Requests {
    ClusterProfile.Requests(
      podCount: try json.number("podCount"), average: Int64(try json.number("average")),
      largest: Int64(try json.number("largest")), largestPod: try json.text("largestPod"))
  }
}
