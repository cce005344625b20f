// One look at each pod: how many, and what they request.
//
// A cluster may have tens of thousands of pods, so a pod costs a few look-ups of interned keys and
// no allocation: quantities are read where they lie in the source, and of the largest pod only the
// index entry is kept.

import CEL
import Documents
import Findings
import Snapshots

/// Adds up the requests of pods.
struct PodTally {
  /// One resource of all pods.
  private struct Sum {
    var total: Int64 = 0
    var podCount = 0
    var largest: Int64 = 0
    var largestPod: ResourceEntry?

    mutating func add(_ amount: Int64, of pod: ResourceEntry) {
      guard amount > 0 else { return }
      let (sum, overflow) = total.addingReportingOverflow(amount)
      total = overflow ? .max : sum
      podCount += 1
      // The first in the index's order wins a tie, whatever the order of reading was.
      if amount > largest {
        largest = amount
        largestPod = pod
      }
    }
  }

  /// A pod's CPU in thousandths, and memory in bytes.
  private struct Request {
    var cpu: Int64 = 0
    var memory: Int64 = 0

    static func + (left: Request, right: Request) -> Request {
      Request(cpu: sum(left.cpu, right.cpu), memory: sum(left.memory, right.memory))
    }

    static func max(_ left: Request, _ right: Request) -> Request {
      Request(cpu: Swift.max(left.cpu, right.cpu), memory: Swift.max(left.memory, right.memory))
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
  }

  private let store: DocumentStore
  private let memory: Memory
  private let keys: Keys
  private var cpuSum = Sum()
  private var memorySum = Sum()
  private var count = 0
  private var gpuPodCount = 0

  init(_ store: DocumentStore) {
    self.store = store
    memory = store.memory
    keys = Keys(store)
  }

  /// Keys that the snapshot's documents have; nil for one that none of them has.
  private struct Keys {
    let spec, status, phase, containers, initContainers, resources, requests, limits: UInt32?
    let cpu, memory, overhead, restartPolicy: UInt32?

    init(_ store: DocumentStore) {
      func key(_ name: StaticString) -> UInt32? {
        store.existingKey(
          UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      }
      spec = key("spec")
      status = key("status")
      phase = key("phase")
      containers = key("containers")
      initContainers = key("initContainers")
      resources = key("resources")
      requests = key("requests")
      limits = key("limits")
      cpu = key("cpu")
      memory = key("memory")
      overhead = key("overhead")
      restartPolicy = key("restartPolicy")
    }
  }

  // MARK: Pods

  mutating func add(_ entry: ResourceEntry) {
    guard !hasEnded(entry.value), let spec = field(keys.spec, of: entry.value) else { return }
    count += 1
    let request = request(ofPod: spec)
    cpuSum.add(request.cpu, of: entry)
    memorySum.add(request.memory, of: entry)
    if asksForGPU(spec) { gpuPodCount += 1 }
  }

  /// The tally of all pods that were added.
  func pods(isComplete: Bool) -> ClusterProfile.Pods {
    ClusterProfile.Pods(
      count: count, isComplete: isComplete, cpu: requests(cpuSum), memory: requests(memorySum),
      gpuPodCount: gpuPodCount)
  }

  private func requests(_ sum: Sum) -> ClusterProfile.Requests? {
    guard sum.podCount > 0, let pod = sum.largestPod else { return nil }
    let name = DocumentValue(pod.name, in: store).string ?? ""
    let namespace = DocumentValue(pod.namespace, in: store).string ?? ""
    return ClusterProfile.Requests(
      podCount: sum.podCount, average: sum.total / Int64(sum.podCount), largest: sum.largest,
      largestPod: "\(namespace)/\(name)")
  }

  private func hasEnded(_ pod: Value) -> Bool {
    guard let status = field(keys.status, of: pod), let phase = field(keys.phase, of: status),
      phase.tag == .string
    else { return false }
    let text = memory.bytes(of: phase)
    return equals(text, "Succeeded") || equals(text, "Failed")
  }

  /// What the scheduler reserves: the containers together, or a start that needs more, and the
  /// overhead; a request of the pod as a whole stands for that of its containers.
  private func request(ofPod spec: Value) -> Request {
    var running = Request()
    forEachElement(of: field(keys.containers, of: spec)) { running = running + request(of: $0) }
    var starting = Request()
    var sidecars = Request()
    forEachElement(of: field(keys.initContainers, of: spec)) { container in
      let own = request(of: container)
      let isSidecar = field(keys.restartPolicy, of: container).map {
        $0.tag == .string && equals(memory.bytes(of: $0), "Always")
      }
      if isSidecar == true { sidecars = sidecars + own }
      starting = .max(starting, isSidecar == true ? sidecars : sidecars + own)
    }
    let containers = Request.max(running + sidecars, starting)
    let whole = request(of: spec)
    let chosen = Request(
      cpu: whole.cpu > 0 ? whole.cpu : containers.cpu,
      memory: whole.memory > 0 ? whole.memory : containers.memory)
    return chosen + amounts(field(keys.overhead, of: spec))
  }

  /// The requests of a container, or of a pod's own `resources`.
  private func request(of holder: Value) -> Request {
    guard let resources = field(keys.resources, of: holder) else { return Request() }
    return amounts(field(keys.requests, of: resources))
  }

  private func amounts(_ list: Value?) -> Request {
    guard let list else { return Request() }
    return Request(
      cpu: amount(field(keys.cpu, of: list), inPowersOfTen: -3),
      memory: amount(field(keys.memory, of: list), inPowersOfTen: 0))
  }

  private func amount(_ value: Value?, inPowersOfTen exponent: Int32) -> Int64 {
    value.flatMap { Self.amount($0, inPowersOfTen: exponent, memory) } ?? 0
  }

  /// A quantity that may be written as text or as a number; nil if it is none.
  static func amount(
    _ value: Value, inPowersOfTen exponent: Int32, _ memory: Memory
  ) -> Int64? {
    switch value.tag {
    case .string: return quantityAmount(memory.bytes(of: value), inPowersOfTen: exponent)
    case .int:
      guard value.asInt >= 0 else { return nil }
      guard exponent == -3 else { return value.asInt }
      let (product, overflow) = value.asInt.multipliedReportingOverflow(by: 1_000)
      return overflow ? nil : product
    case .double:
      let scaled = (value.asDouble * (exponent == -3 ? 1_000 : 1)).rounded(.up)
      return scaled >= 0 && scaled < 9e18 ? Int64(scaled) : nil
    default: return nil
    }
  }

  // MARK: GPUs

  private func asksForGPU(_ spec: Value) -> Bool {
    var asks = false
    forEachElement(of: field(keys.containers, of: spec)) { container in
      guard !asks, let resources = field(keys.resources, of: container),
        let limits = field(keys.limits, of: resources)
      else { return }
      for i in 0..<memory.count(map: limits) {
        if Self.isGPU(memory.bytes(of: memory.entry(i, of: limits).key)) { asks = true }
      }
    }
    return asks
  }

  /// Whether a resource is a GPU: `nvidia.com/gpu`, `gpu.intel.com/i915`, `nvidia.com/mig-1g.5gb`.
  static func isGPU(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    // Nearly all names are `cpu` and `memory`.
    guard name.contains(UInt8(ascii: "/")) else { return false }
    if name.starts(with: "nvidia.com/mig".utf8) { return true }
    return name.split(whereSeparator: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") })
      .contains { $0.elementsEqual("gpu".utf8) }
  }

  // MARK: Values

  private func field(_ key: UInt32?, of map: Value) -> Value? {
    guard let key, map.tag == .map, map.form == .document else { return nil }
    let value = memory.field(key, of: map)
    return value?.tag == .null ? nil : value
  }

  private func forEachElement(of list: Value?, _ body: (Value) -> Void) {
    guard let list, list.tag == .list else { return }
    for i in 0..<memory.count(list: list) { body(memory.element(i, of: list)) }
  }

  private func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    bytes.elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
