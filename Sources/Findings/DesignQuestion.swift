/// A question to settle before the cluster joins Rancher: what it is to be, not what is wrong.
public struct DesignQuestion: Sendable, Hashable {
  /// The ten questions, in their order.
  public enum Topic: String, Sendable, Hashable, CaseIterable {
    case sharing
    case productionMix = "production-mix"
    case availability, datacenters, latency
    case podCount = "pod-count"
    case podSize = "pod-size"
    case gpu, storage
    case accessModes = "access-modes"

    public var text: String {
      switch self {
      case .sharing: "Do several environments share the cluster?"
      case .productionMix: "Does production run beside something else?"
      case .availability: "How available must it be?"
      case .datacenters: "Does it span several data centres?"
      case .latency: "What is the latency between its nodes?"
      case .podCount: "How many pods will run?"
      case .podSize: "How large are the pods?"
      case .gpu: "Are GPUs needed?"
      case .storage: "Is persistent storage needed?"
      case .accessModes: "Do volumes belong to one node (RWO) or to many (RWX)?"
      }
    }

    /// The target's field that answers it.
    public var field: String {
      switch self {
      case .sharing, .productionMix: "intent.environments"
      case .availability: "intent.highAvailability"
      case .datacenters: "intent.datacenters"
      case .latency: "intent.nodeLatencyMs"
      case .podCount: "intent.pods.count"
      case .podSize: "intent.pods.largest"
      case .gpu: "intent.gpu"
      case .storage, .accessModes: "intent.storage"
      }
    }
  }

  public var topic: Topic
  /// What the snapshot says, or nil if it cannot tell.
  public var found: String?
  /// What the target declares, or nil.
  public var declared: String?

  public init(_ topic: Topic, found: String? = nil, declared: String? = nil) {
    self.topic = topic
    self.found = found
    self.declared = declared
  }

  /// Whether either says something.
  public var isAnswered: Bool { found != nil || declared != nil }
}
