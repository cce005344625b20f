import Basics

/// What the judged cluster is made of, as far as the snapshot tells.
///
/// A part that was not exported is nil: not known, which is not the same as none. A part that was
/// exported in part says so (`isComplete`), and its numbers are lower bounds.
public struct ClusterProfile: Sendable, Hashable {
  public var distribution: String?
  /// The API server's gitVersion.
  public var version: String?
  public var nodes: Nodes?
  public var pods: Pods?
  /// By name.
  public var storageClasses: [StorageClass]?
  public var claims: Claims?
  /// Names of the network plugins that were recognised; empty where none was.
  public var networkPlugins: [String]?
  public var environments: Environments?
  /// What of Rancher and its companions is there, always in the same order.
  public var components: [Component] = []
  /// Namespaces that an earlier Rancher or Fleet made, sorted; nil if namespaces are not known.
  public var rancherNamespaces: [String]?
  /// The questions to settle before a design, in their order.
  public var questions: [DesignQuestion] = []

  /// A profile of which nothing is known yet.
  public init() {}

  /// How many share a value; nil is the value of those that have none.
  public struct ValueCount: Sendable, Hashable {
    public var value: String?
    public var count: Int

    public init(_ value: String?, _ count: Int) {
      self.value = value
      self.count = count
    }

    /// Counts values: those that are there by bytes, then those without one.
    public static func list(_ values: some Sequence<String?>) -> [ValueCount] {
      var counts: [String?: Int] = [:]
      for value in values { counts[value, default: 0] += 1 }
      return counts.map { ValueCount($0.key, $0.value) }.sorted { left, right in
        guard let l = left.value, let r = right.value else { return left.value != nil }
        return l.precedesByBytes(r)
      }
    }
  }

  public struct Nodes: Sendable, Hashable {
    public var count: Int
    public var isComplete: Bool
    /// A node may have several roles.
    public var roles: [ValueCount] = []
    public var zones: [ValueCount] = []
    public var regions: [ValueCount] = []
    public var operatingSystems: [ValueCount] = []
    public var architectures: [ValueCount] = []
    /// Nodes of the control plane; nil if it is not known, or a provider runs it.
    public var controlPlaneCount: Int?
    /// Members of etcd among the nodes; nil if it is not known, or a provider runs them.
    public var etcdCount: Int?
    /// Whether a cloud provider runs the control plane, outside of the nodes.
    public var isControlPlaneHosted = false
    /// GPUs that the nodes offer, and the nodes that offer any.
    public var gpuCount = 0
    public var gpuNodeCount = 0

    /// Nodes of which only the number is known yet.
    public init(count: Int, isComplete: Bool) {
      self.count = count
      self.isComplete = isComplete
    }
  }

  /// Requests of one resource, over the pods that request any.
  public struct Requests: Sendable, Hashable {
    public var podCount: Int
    public var average: Int64
    public var largest: Int64
    /// `namespace/name` of the pod with the largest request.
    public var largestPod: String

    public init(podCount: Int, average: Int64, largest: Int64, largestPod: String) {
      self.podCount = podCount
      self.average = average
      self.largest = largest
      self.largestPod = largestPod
    }
  }

  public struct Pods: Sendable, Hashable {
    /// Those that run or wait; ones that have ended are not counted.
    public var count: Int
    public var isComplete: Bool
    /// In thousandths of a CPU; nil if no pod requests any.
    public var cpu: Requests?
    /// In bytes; nil if no pod requests any.
    public var memory: Requests?
    /// Pods that ask for a GPU.
    public var gpuPodCount: Int

    public init(
      count: Int, isComplete: Bool, cpu: Requests? = nil, memory: Requests? = nil,
      gpuPodCount: Int = 0
    ) {
      self.count = count
      self.isComplete = isComplete
      self.cpu = cpu
      self.memory = memory
      self.gpuPodCount = gpuPodCount
    }
  }

  public struct StorageClass: Sendable, Hashable {
    public var name: String
    public var provisioner: String?
    public var isDefault: Bool

    public init(name: String, provisioner: String?, isDefault: Bool) {
      self.name = name
      self.provisioner = provisioner
      self.isDefault = isDefault
    }
  }

  /// Persistent volume claims, by access mode; a claim may ask for several.
  public struct Claims: Sendable, Hashable {
    public var count: Int
    public var isComplete: Bool
    public var readWriteOnce: Int
    public var readWriteMany: Int
    public var readOnlyMany: Int
    /// Claims that wait for a volume.
    public var pending: Int

    public init(
      count: Int, isComplete: Bool, readWriteOnce: Int = 0, readWriteMany: Int = 0,
      readOnlyMany: Int = 0, pending: Int = 0
    ) {
      self.count = count
      self.isComplete = isComplete
      self.readWriteOnce = readWriteOnce
      self.readWriteMany = readWriteMany
      self.readOnlyMany = readOnlyMany
      self.pending = pending
    }
  }

  /// Environments that namespaces' labels and names tell.
  public struct Environments: Sendable, Hashable {
    public var namespaceCount: Int
    public var isComplete: Bool
    /// Namespaces by environment: `prod`, `test`, …
    public var found: [ValueCount]

    public init(namespaceCount: Int, isComplete: Bool, found: [ValueCount] = []) {
      self.namespaceCount = namespaceCount
      self.isComplete = isComplete
      self.found = found
    }
  }

  /// A part of Rancher, or a companion of it.
  public struct Component: Sendable, Hashable {
    public enum Name: String, Sendable, Hashable, CaseIterable {
      case rancher = "rancher-server"
      case agent = "rancher-agent"
      case fleet, gatekeeper, monitoring
    }

    public enum Presence: String, Sendable, Hashable, CaseIterable {
      case present, absent, unknown
    }

    public var name: Name
    public var presence: Presence
    /// `namespace/name` of the workload that shows it.
    public var workload: String?
    /// The tag of its image.
    public var version: String?

    public init(
      name: Name, presence: Presence, workload: String? = nil, version: String? = nil
    ) {
      self.name = name
      self.presence = presence
      self.workload = workload
      self.version = version
    }
  }
}
