import Basics
import Documents
import Engine
import Findings
import Snapshots

/// By what all clusters of a run are judged, read once, and the keys that follow from it.
struct FleetTerms: Sendable {
  let basis: FleetRow.Basis
  private let request: CheckRequest
  /// Over all that is the same for every cluster.
  private let common: String
  private let targetDigest: String?
  private let waiverDigest: String?

  init(_ request: CheckRequest) throws(Obstacle) {
    var request = request
    request.inputs = []
    request.needsChecksums = true
    self.request = request
    let judgement = Check(request).preparation()
    try Obstacle.check(judgement.problems)
    basis = FleetRow(judgement).basis
    targetDigest = request.target.file.flatMap(Self.targetDigest)
    // By what they say alone: shards may find them at different paths.
    waiverDigest = request.waivers.flatMap { InputDigest.digest(ofContents: $0.files) }
    common = Self.common(request, judgement)
  }

  private static func common(_ request: CheckRequest, _ judgement: Judgement) -> String {
    let record = request.record
    var parts: [String?] = [
      String(FleetRow.schemaVersion), judgement.tool.version, judgement.tool.dataDate,
      // Two builds of a version may judge differently.
      InputDigest.digest(ofContents: [ownExecutable()]), request.failOn.rawValue,
      request.unknownPolicy.rawValue, request.now, record.assumption, request.target.url,
      record.target.rancher, request.waivers?.day.text,
    ]
    for list in [request.selected, request.ignored, record.include, record.exclude] {
      parts += [String(list.count)] + list
    }
    for pack in judgement.packs {
      parts += [pack.name, pack.version, pack.digest, String(pack.data.count)]
      for file in pack.data { parts += [file.name, file.sha256] }
    }
    return digest(parts)
  }

  /// The digest of texts, each told apart from its neighbours and from none.
  private static func digest(_ parts: [String?]) -> String {
    SHA256.hexadecimalDigest(
      of: parts.map { $0.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined(separator: ","))
  }

  /// The digest of a target file and of the files that it names; nil where they cannot be read.
  private static func targetDigest(of file: String) -> String? {
    let target = Target.read(file: file, store: DocumentStore(), reasons: ReasonTable())
    return InputDigest.digest(of: [file] + target.files.map(\.path))
  }

  /// What a cluster's row rests on. The key is empty where its inputs cannot be read.
  func digests(of cluster: FleetList.Cluster) -> FleetRow.Digests {
    var digests = FleetRow.Digests()
    digests.target = cluster.target.map(Self.targetDigest) ?? targetDigest
    digests.waivers = waiverDigest
    guard let inputs = InputDigest.digest(of: cluster.inputs),
      cluster.target == nil || digests.target != nil
    else { return digests }
    digests.inputs = inputs
    var parts: [String?] = [
      common, cluster.name, digests.inputs, digests.target, digests.waivers,
      cluster.target ?? request.target.file,
    ]
    for key in cluster.labels.keys.sortedByBytes() { parts += [key, cluster.labels[key]] }
    digests.key = Self.digest(parts)
    return digests
  }

  /// The arguments of the process that judges one cluster, without its inputs.
  func options(for cluster: FleetList.Cluster) -> [String] {
    var request = request
    if let target = cluster.target { request.target.file = target }
    var record = request.record
    // What a record shows is masked.
    record.target.rancherURL = request.target.url
    let options = request.judgementOptions(now: request.now)
    var words = record.words(options)
    if !options.selected.isEmpty {
      words += ["--select", options.selected.joined(separator: ",")]
    }
    if let now = options.now { words += ["--now", now] }
    if let day = request.waivers?.day { words += ["--day", day.text] }
    return words
  }
}
