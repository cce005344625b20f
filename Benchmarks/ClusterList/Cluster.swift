/// The cluster that the List shows: who runs what where. The objects are derived from it.
struct Cluster {
  struct App {
    var name: String
    var namespace: String
    var replicas: Int
    /// The pod template's hash, as in the name of its replica set.
    var hash: String
    var replicaSetUID: String
    /// Seeds what varies between apps and is the same in a deployment and its pods.
    var seed: UInt64
  }

  static let nodeCount = 2_000
  static let deploymentCount = 3_000
  static let configMapCount = 5_000
  static let podCount = 20_000

  var namespaces: [String] = []
  var apps: [App] = []

  /// The name and address of a node from its number.
  static func node(_ number: Int) -> (name: String, address: String) {
    let zone = ["a", "b", "c"][number % 3]
    return ("worker-\(zone)-\(number)", "10.\(20 + number / 250).\(number % 250).12")
  }

  init(random: inout Random) {
    let teams = [
      "payments", "search", "checkout", "identity", "catalogue", "media", "analytics", "billing",
      "logistics", "notifications", "platform", "observability", "data-lake", "mobile", "partners",
    ]
    let stages = ["prod", "staging", "qa", "dev", "sandbox", "load-test", "canary", "preview"]
    for team in teams {
      for stage in stages { namespaces.append("\(team)-\(stage)") }
    }
    namespaces.sort()

    let parts = ["api", "worker", "frontend", "gateway", "scheduler", "consumer", "cache-proxy"]
    // One pod of the daemon set runs on each node; the deployments have the others.
    var pods = Self.podCount - Self.nodeCount
    for index in 0..<Self.deploymentCount {
      let remaining = Self.deploymentCount - index
      let mean = pods / remaining
      let replicas = remaining == 1 ? pods : max(1, mean - 4 + random.below(9))
      pods -= replicas
      let namespace = namespaces[index * namespaces.count / Self.deploymentCount]
      let team = namespace.split(separator: "-")[0]
      let name = "\(team)-\(random.pick(parts))-\(index)"
      apps.append(
        App(
          name: name, namespace: namespace, replicas: replicas, hash: random.suffix(10),
          replicaSetUID: random.uid(), seed: random.next()))
    }
  }
}

/// A counter of the API server's writes, as in `metadata.resourceVersion`.
func resourceVersion(_ random: inout Random) -> Value {
  "\(100_000_000 + random.below(90_000_000))"
}
