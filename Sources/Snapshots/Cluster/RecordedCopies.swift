import Basics
import Documents
import Findings

/// What files of several inputs say of the cluster, each once: copies that differ, and that nothing
/// orders in time, count for nothing.
struct RecordedCopies {
  /// What the copies of one file come to.
  struct Copy {
    /// nil if a copy is broken, or if copies contradict each other.
    let value: Value?
    /// Whether copies contradict each other.
    let isContested: Bool
  }

  let probes: [(from: String, copy: Copy)]
  let rkeCluster: Copy
  let rkeState: Copy
  let cloud: [(provider: String, name: String, copy: Copy)]
  /// Two places for each file with copies that contradict each other.
  let contradictions: [[SourcePlace]]
  private let reasons: ReasonTable

  init(_ said: ClusterEvidence, _ store: DocumentStore, _ reasons: ReasonTable) {
    self.reasons = reasons
    var settlement = Settlement(store: store)
    probes = RecordedCopies.grouped(said.probes.map { ([$0.from], $0.value) }).map {
      ($0.name[0], settlement.probe($0.values))
    }
    rkeCluster = settlement.copy(said.rkeClusters)
    rkeState = settlement.copy(said.rkeStates)
    cloud = RecordedCopies.grouped(said.cloud.map { ([$0.provider, $0.name], $0.value) }).map {
      ($0.name[0], $0.name[1], settlement.copy($0.values))
    }
    contradictions = settlement.contradictions
  }

  /// The reason for which something with contradicting copies is unknown.
  func reason(of what: String) -> UInt32 {
    reasons.number(
      of: MissingEvidence(
        .clusterFact, "copies of \(what) differ, and nothing says which is later"))
  }

  /// The values of each name, in the order of the first of them.
  private static func grouped<V>(
    _ all: [(name: [String], value: V)]
  ) -> [(name: [String], values: [V])] {
    var groups: [(name: [String], values: [V])] = []
    var numbers: [[String]: Int] = [:]
    for (name, value) in all {
      if let number = numbers[name] {
        groups[number].values.append(value)
      } else {
        numbers[name] = groups.count
        groups.append((name, [value]))
      }
    }
    return groups
  }

  private struct Settlement {
    let store: DocumentStore
    var contradictions: [[SourcePlace]] = []

    /// Of several probes the one with the latest time.
    mutating func probe(_ values: [Value?]) -> Copy {
      let whole = values.compactMap { $0 }
      guard whole.count == values.count else { return Copy(value: nil, isContested: false) }
      let times = whole.map {
        DocumentValue($0, in: store)["time"]?.string.flatMap { Timestamp(rfc3339: $0) }
      }
      guard !times.contains(nil), let latest = times.compactMap({ $0 }).max() else {
        return copy(whole)
      }
      return copy(zip(whole, times).filter { $0.1 == latest }.map(\.0))
    }

    /// One of values that lie in files of the same text.
    mutating func copy(_ values: [Value]) -> Copy {
      guard let first = values.first else { return Copy(value: nil, isContested: false) }
      for other in values.dropFirst() where !isSameText(first, other) {
        contradictions.append([first, other].compactMap { store.place(of: $0) })
        return Copy(value: nil, isContested: true)
      }
      return Copy(value: first, isContested: false)
    }

    private func isSameText(_ left: Value, _ right: Value) -> Bool {
      guard let left = store.source(of: left), let right = store.source(of: right) else {
        return false
      }
      return left === right || left.buffer.elementsEqual(right.buffer)
    }
  }
}
