import Basics
import Documents
import Findings

/// Reads `importlint-snapshot.yaml`: what the one who made a snapshot knows of it.
///
///     schema: 1
///     cluster: {name: prod-eu-1}
///     time: 2026-11-23T07:20:20Z
///     tool: importlint 0.1.0
///     lists: whole
///     resources:
///       nodes: complete
///       pods: {state: partial, namespaces: [kube-system]}
///       secrets: {state: denied, reason: …}
///     nodes:
///       w1: {absent: [/run/systemd/resolve/resolv.conf]}
///     probes: [pod, w1]
struct ManifestReader {
  private let path: String
  private var claims: ManifestClaims
  private var contribution: Contribution
  private var problems = ProblemTally()

  /// Bytes of a manifest. That of a thousand nodes and as many namespaces has a fifth of it.
  static let sizeLimit = 1 << 20

  private static let fields = [
    "schema", "cluster", "time", "tool", "lists", "resources", "nodes", "probes",
  ]

  private init(_ member: Member, _ store: DocumentStore) {
    path = member.path
    claims = ManifestClaims(
      origin: ClaimOrigin(member))
    contribution = Contribution(store: store)
  }

  /// What a manifest adds.
  static func contribution(of reading: FileReading, store: DocumentStore) -> Contribution {
    var reader = ManifestReader(reading.member, store)
    if case .documents(let documents) = reading.content, let first = documents.documents.first {
      reader.read(DocumentValue(first, in: store))
      // Of a key that is there twice one value is lost, which may have limited something.
      if !documents.flaws.isEmpty { reader.claims.isDoubtful = true }
      if let second = documents.documents.dropFirst().first {
        reader.report(
          "the manifest is one document, and there are more", DocumentValue(second, in: store))
        reader.claims.isDoubtful = true
      }
    } else {
      reader.contribution.problems.append(
        Problem(
          "invalid-manifest", .error, unreadText(reading, "the manifest"), path: reader.path))
      reader.claims.isDoubtful = true
    }
    reader.contribution.problems += reader.problems.problems
    reader.contribution.manifests = [reader.claims]
    return reader.contribution
  }

  /// What is said of a manifest that was not read.
  static func unreadText(_ reading: FileReading, _ what: String) -> String {
    reading.length > sizeLimit
      ? "\(what) is larger than 1 MiB, and was not read" : "nothing of \(what) could be read"
  }

  private mutating func report(_ message: String, _ value: DocumentValue, help: String? = nil) {
    problems.add(
      Problem("invalid-manifest", .error, message, help: help), inFile: path, at: value.place)
  }

  private mutating func read(_ document: DocumentValue) {
    guard document.value.tag == .map else {
      report("the manifest is not a map", document)
      claims.isDoubtful = true
      return
    }
    if document["schema"] == nil {
      report("schema must be 1, and is not there", document)
      claims.isDoubtful = true
    }
    for (key, value) in document.entries { read(key, value) }
  }

  private mutating func read(_ key: String, _ value: DocumentValue) {
    switch key {
    case "schema":
      if value.int == 1 { return }
      report("schema must be 1", value)
      claims.isDoubtful = true
    case "cluster": contribution.cluster.name = value["name"]?.value
    case "time":
      if let time = value.string.flatMap({ Timestamp(rfc3339: $0) }) {
        contribution.cluster.times = [
          SaidTime(time: time, path: path, input: claims.origin.input)
        ]
      } else {
        report("time must be RFC 3339, such as 2026-11-23T07:20:20Z", value)
      }
    case "resources":
      guard value.value.tag == .map || value.isNull else {
        report("resources must be a map from types to what was exported of them", value)
        claims.isDoubtful = true
        return
      }
      // One more than is looked at, so that it is said.
      for (type, state) in value.entries.prefix(ManifestClaims.entryLimit + 1) {
        read(state, of: type)
      }
    case "nodes":
      for (node, facts) in value.entries {
        let paths = (facts["absent"]?.elements ?? []).compactMap(\.string)
        contribution.nodeFiles.add(absent: paths, node: node)
      }
    case "lists":
      if value.string == "whole" {
        claims.saysWhole = true
      } else {
        report("lists must be whole, or be left out", value)
      }
    case "probes": readProbes(value)
    case "tool": break
    default:
      let near = closestWord(to: key, among: ManifestReader.fields)
      report("unknown field \(key)", value, help: near.map { "did you mean \($0)?" })
      claims.isDoubtful = true
    }
  }

  /// Places that probes are made from: twice the nodes that are judged.
  private static let probeLimit = 10_000

  private mutating func readProbes(_ value: DocumentValue) {
    guard value.value.tag == .list || value.isNull else {
      return report("probes must be a list of where they were made", value)
    }
    let names = value.elements
    if names.count <= ManifestReader.probeLimit {
      contribution.cluster.declaredProbes = names.compactMap(\.string)
    } else {
      report(
        "probes has more than \(ManifestReader.probeLimit) entries, and counts for none", value)
    }
  }

  private mutating func read(_ state: DocumentValue, of type: String) {
    if let entry = ManifestReader.entry(state) {
      claims.resources.append((type, entry))
      return
    }
    let word = state.string ?? state["state"]?.string ?? ""
    let near = closestWord(to: word, among: EvidenceState.allCases.map(\.rawValue))
    report(
      "\(type) must be complete, partial or denied, and only partial in some namespaces", state,
      help: near.map { "did you mean \($0)?" })
    // It said something of the type, and may have limited it.
    claims.resources.append(
      (
        type,
        ManifestClaims.Entry(state: .partial, reason: "the manifest's entry is not valid")
      ))
  }

  private static func entry(_ value: DocumentValue) -> ManifestClaims.Entry? {
    let word = value.string ?? value["state"]?.string
    guard let state = word.flatMap({ EvidenceState(rawValue: $0) }),
      value.entries.allSatisfy({ ["state", "namespaces", "reason"].contains($0.key) }),
      // All there is, in some namespaces only: one of the two is not meant.
      state == .partial || state == .denied || value["namespaces"] == nil
    else { return nil }
    return ManifestClaims.Entry(
      state: state, namespaces: (value["namespaces"]?.elements ?? []).compactMap(\.string),
      reason: value["reason"]?.string)
  }
}
