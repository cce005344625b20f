import Basics
import Documents
import Findings

/// Answers the design questions from a profile where it can, and from the target.
///
/// A count of what was exported in part answers nothing: the rest could change it.
struct ProfileQuestions {
  private let profile: ClusterProfile
  private let target: DocumentValue

  init(_ profile: ClusterProfile, target: DocumentValue) {
    self.profile = profile
    self.target = target
  }

  var list: [DesignQuestion] {
    DesignQuestion.Topic.allCases.map {
      DesignQuestion($0, found: found($0), declared: declared($0))
    }
  }

  // MARK: What the snapshot says

  private func found(_ topic: DesignQuestion.Topic) -> String? {
    switch topic {
    case .sharing: return environments.map { $0.joined(separator: ", ") }
    case .productionMix:
      return environments.map { names in
        guard names.contains("prod") else { return "no: no namespace looks like production" }
        let others = names.filter { $0 != "prod" }
        return others.isEmpty
          ? "no: production only" : "yes: with " + others.joined(separator: ", ")
      }
    case .availability: return availability
    case .datacenters: return sites
    case .latency: return nil
    case .podCount:
      return profile.pods.flatMap { $0.isComplete ? counted($0.count, "pod") : nil }
    case .podSize: return podSize
    case .gpu: return gpus
    case .storage: return storage
    case .accessModes:
      return claims.map { "\($0.readWriteOnce) RWO, \($0.readWriteMany) RWX" }
    }
  }

  private var environments: [String]? {
    guard let all = profile.environments, all.isComplete, !all.found.isEmpty else { return nil }
    return all.found.compactMap(\.value)
  }

  private var nodes: ClusterProfile.Nodes? {
    profile.nodes.flatMap { $0.isComplete && $0.count > 0 ? $0 : nil }
  }

  private var availability: String? {
    guard let nodes else { return nil }
    if nodes.isControlPlaneHosted { return "the provider runs the control plane" }
    guard let servers = nodes.controlPlaneCount, servers > 0 else { return nil }
    var text = counted(servers, "control-plane node")
    if let etcd = nodes.etcdCount, etcd > 0 {
      text += ", " + counted(etcd, "etcd member")
      text += etcd < 3 ? ": none may fail" : ": \((etcd - 1) / 2) may fail"
    }
    return text
  }

  /// Answers only where every node says where it is.
  private var sites: String? {
    guard let nodes else { return nil }
    let parts = [(nodes.regions, "region"), (nodes.zones, "zone")].compactMap { shares, noun in
      shares.contains { $0.value == nil } ? nil : counted(shares.count, noun)
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var podSize: String? {
    guard let pods = profile.pods, pods.isComplete else { return nil }
    let parts = [
      pods.cpu.map { "CPU \(ProfileText.cpu($0.largest)) (\($0.largestPod))" },
      pods.memory.map { "memory \(ProfileText.bytes($0.largest)) (\($0.largestPod))" },
    ].compactMap { $0 }
    return parts.isEmpty ? nil : "the largest requests: " + parts.joined(separator: ", ")
  }

  private var gpus: String? {
    guard let nodes, let pods = profile.pods else { return nil }
    if pods.gpuPodCount > 0 {
      return pods.gpuPodCount == 1
        ? "yes: 1 pod asks for one" : "yes: \(pods.gpuPodCount) pods ask for one"
    }
    if nodes.gpuCount > 0 {
      return "\(counted(nodes.gpuCount, "GPU")) on "
        + counted(nodes.gpuNodeCount, "node")
    }
    return pods.isComplete ? "no: no node has one and no pod asks" : nil
  }

  private var claims: ClusterProfile.Claims? {
    profile.claims.flatMap { $0.isComplete && $0.count > 0 ? $0 : nil }
  }

  private var storage: String? {
    if let claims { return "yes: \(counted(claims.count, "claim"))" }
    return profile.claims?.isComplete == true ? "no claim so far" : nil
  }

  // MARK: What the target declares

  private func declared(_ topic: DesignQuestion.Topic) -> String? {
    guard let intent = target["intent"] else { return nil }
    switch topic {
    case .sharing: return texts(intent["environments"])
    case .productionMix:
      guard let names = intent["environments"], names.value.tag == .list else { return nil }
      let all = names.elements.compactMap(\.string)
      let isProduction = { (name: String) in ["prod", "production", "live"].contains(name) }
      return all.contains(where: isProduction) && !all.allSatisfy(isProduction) ? "yes" : "no"
    case .availability:
      return intent["highAvailability"]?.bool.map {
        $0 ? "it must survive the loss of a node" : "it need not survive the loss of a node"
      }
    case .datacenters: return intent["datacenters"]?.int.map { "\($0)" }
    case .latency: return intent["nodeLatencyMs"]?.double.map(Self.milliseconds)
    case .podCount: return intent[path: "pods", "count"]?.int.map { "\($0)" }
    case .podSize:
      let largest = intent[path: "pods", "largest"]
      let parts = ["cpu", "memory"].compactMap { name in
        largest?[name]?.string.map { "\(name == "cpu" ? "CPU" : name) \($0)" }
      }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    case .gpu: return intent["gpu"]?.bool.map { $0 ? "yes" : "no" }
    case .storage:
      return texts(intent["storage"]).map { $0 == "none" ? "no" : "yes" }
    case .accessModes: return texts(intent["storage"])?.uppercased()
    }
  }

  /// `2 ms`, `1.2 ms`.
  private static func milliseconds(_ value: Double) -> String {
    (Int(exactly: value).map { "\($0)" } ?? "\(value)") + " ms"
  }

  private func texts(_ list: DocumentValue?) -> String? {
    guard let list, list.value.tag == .list else { return nil }
    let texts = list.elements.compactMap(\.string)
    return texts.isEmpty ? "none" : texts.joined(separator: ", ")
  }
}
