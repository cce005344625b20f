import Basics
import Documents

/// What the files say of the cluster, beside its objects and its nodes.
struct ClusterEvidence: Sendable {
  /// The cluster's name; a value that is not a string is kept, and does not count.
  var name: Value?
  /// When the inputs were exported, by their manifests.
  var times: [SaidTime] = []
  /// When the snapshot was taken: the latest of these.
  var time: Timestamp? { times.map(\.time).max() }
  var versions: [VersionEvidence] = []
  /// A value that is nil stands for a file that holds no probe.
  var probes: [(from: String, value: Value?)] = []
  /// Where probes were made from, all of them; nil if nothing says so.
  var declaredProbes: [String]?
  /// RKE1's cluster.yml; several where several inputs have one.
  var rkeClusters: [Value] = []
  /// RKE1's cluster.rkestate; several where several inputs have one.
  var rkeStates: [Value] = []
  /// Whether one of RKE1's files is there and could not be read.
  var isRKEDoubtful = false
  var cloud: [(provider: String, name: String, value: Value)] = []
  /// Whether identities may do everything, by their names; nil if a list does not tell.
  var access: [(identity: String, isEverything: Bool?)] = []

  /// How far the API server had counted when it made the lists of each input.
  private(set) var listVersions: [Int: ClosedRange<UInt64>] = [:]

  mutating func add(listVersion version: UInt64, ofInput input: Int) {
    add(version...version, ofInput: input)
  }

  private mutating func add(_ range: ClosedRange<UInt64>, ofInput input: Int) {
    let known = listVersions[input] ?? range
    listVersions[input] =
      min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
  }

  /// Takes in what a later file says: the first name counts.
  mutating func merge(_ later: ClusterEvidence) {
    name = name ?? later.name
    times += later.times
    versions += later.versions
    probes += later.probes
    if let declared = later.declaredProbes {
      let known = Set(declaredProbes ?? [])
      declaredProbes = (declaredProbes ?? []) + declared.filter { !known.contains($0) }
    }
    rkeClusters += later.rkeClusters
    rkeStates += later.rkeStates
    isRKEDoubtful = isRKEDoubtful || later.isRKEDoubtful
    cloud += later.cloud
    access += later.access
    for (input, range) in later.listVersions { add(range, ofInput: input) }
  }

  /// Whether nothing but a manifest's words is there.
  var isEmpty: Bool {
    versions.isEmpty && probes.isEmpty && cloud.isEmpty && access.isEmpty
      && rkeClusters.isEmpty && rkeStates.isEmpty
  }
}

extension ClusterEvidence {
  /// Two versions of the API server that differ; nil if all that are there agree.
  var versionContradiction: (first: VersionEvidence, second: VersionEvidence)? {
    guard let first = versions.first,
      let second = versions.first(where: { !$0.text.utf8.elementsEqual(first.text.utf8) })
    else { return nil }
    return (first, second)
  }
}

extension ClusterEvidence {
  /// The first and the last of the manifests' times, where these are more than a day apart.
  var timeContradiction: (old: SaidTime, new: SaidTime)? {
    guard let old = times.min(by: { $0.time < $1.time }),
      let new = times.max(by: { $0.time < $1.time }),
      new.time.seconds - old.time.seconds > InputOrder.tolerance
    else { return nil }
    return (old, new)
  }
}

/// A version of the API server, and where it was found.
struct VersionEvidence: Sendable {
  let text: String
  /// The string in a document; nil if it was found in plain text.
  let value: Value?
  let path: String
}
