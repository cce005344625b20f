import Documents
import Findings

/// `importlint-snapshot.yaml`: what the one who made a snapshot knows of it.
///
///     schema: 1
///     cluster: {name: prod-eu-1}
///     time: 2026-11-23T07:20:20Z
///     tool: importlint 0.1.0
///     resources:
///       nodes: complete
///       pods: {state: partial, namespaces: [kube-system]}
///       secrets: {state: denied, reason: …}
///     nodes:
///       w1: {absent: [/run/systemd/resolve/resolv.conf]}
///     probes: [pod, w1]
struct SnapshotManifest: Sendable {
  struct Entry: Sendable {
    let state: EvidenceState
    var namespaces: [String] = []
    var reason: String?
  }

  let path: String
  let input: Int
  private(set) var name: DocumentValue?
  private(set) var time: DocumentValue?
  private(set) var resources: [(key: String, entry: Entry)] = []
  /// Files that were looked for on a node and are not there.
  private(set) var absent: [String: Set<String>] = [:]

  /// Where probes were made from, all of them; nil where the manifest does not say.
  private(set) var probes: [String]?

  /// Whether something of it could not be read, which may have limited any list.
  fileprivate(set) var isDoubtful = false

  private static let fields = [
    "schema", "cluster", "time", "tool", "resources", "nodes", "probes",
  ]

  init(path: String, input: Int) {
    self.path = path
    self.input = input
  }

  fileprivate mutating func read(_ document: DocumentValue, problems: inout [Problem]) {
    let path = path
    func report(_ message: String, _ value: DocumentValue, help: String? = nil) {
      problems.append(
        Problem(
          "invalid-manifest", .error, message, path: path, place: value.place, help: help))
    }
    guard document.value.tag == .map else {
      report("the manifest is no map", document)
      isDoubtful = true
      return
    }
    for (key, value) in document.entries {
      switch key {
      case "schema":
        if value.int == 1 { continue }
        report("schema must be 1", value)
        isDoubtful = true
      case "cluster": name = value["name"]
      case "time":
        if value.string.flatMap({ Timestamp($0) }) == nil {
          report("time must be RFC 3339, such as 2026-11-23T07:20:20Z", value)
        } else {
          time = value
        }
      case "resources":
        guard value.value.tag == .map || value.isNull else {
          report("resources must be a map from types to what was exported of them", value)
          isDoubtful = true
          continue
        }
        for (type, state) in value.entries { read(state, of: type, report) }
      case "nodes":
        for (node, facts) in value.entries {
          let paths = (facts["absent"]?.elements ?? []).compactMap(\.string)
          absent[node] = Set(paths.map(NodeFiles.normalized))
        }
      case "probes": probes = value.elements.compactMap(\.string)
      case "tool": break
      default:
        let near = closest(to: key, among: SnapshotManifest.fields)
        report("unknown field \(key)", value, help: near.map { "did you mean \($0)?" })
        isDoubtful = true
      }
    }
  }

  private mutating func read(
    _ state: DocumentValue, of type: String,
    _ report: (String, DocumentValue, String?) -> Void
  ) {
    if let entry = SnapshotManifest.entry(state) {
      resources.append((type, entry))
      return
    }
    let word = state.string ?? state["state"]?.string ?? ""
    let near = closest(to: word, among: EvidenceState.allCases.map(\.rawValue))
    report(
      "\(type) must be complete, partial or denied", state, near.map { "did you mean \($0)?" })
    // It said something of the type, and may have limited it.
    resources.append((type, Entry(state: .partial, reason: "the manifest's entry is not valid")))
  }

  private static func entry(_ value: DocumentValue) -> Entry? {
    let word = value.string ?? value["state"]?.string
    if let state = word.flatMap({ EvidenceState(rawValue: $0) }) {
      return Entry(
        state: state, namespaces: (value["namespaces"]?.elements ?? []).compactMap(\.string),
        reason: value["reason"]?.string)
    }
    return nil
  }
}

extension SnapshotAssembly {
  mutating func addManifest(_ reading: FileReading) {
    var manifest = SnapshotManifest(path: reading.entry.path, input: reading.entry.input)
    if case .documents(let documents) = reading.content, let first = documents.documents.first {
      manifest.read(DocumentValue(first, in: store), problems: &problems)
      if documents.problems.contains(where: \.isFatal) { manifest.isDoubtful = true }
    } else {
      problems.append(
        Problem(
          "invalid-manifest", .error, "nothing of the manifest could be read",
          path: manifest.path))
      manifest.isDoubtful = true
    }
    manifests.append(manifest)
  }

  /// Lets each manifest speak for the files of its own input: `complete` lifts lists that are
  /// there, `partial` and `denied` limit them. It never stands for a file that is missing.
  mutating func applyManifests() {
    for manifest in manifests {
      for (node, paths) in manifest.absent {
        nodeFiles.absent[node, default: []].formUnion(paths)
      }
      for (key, entry) in manifest.resources { apply(entry, to: key, manifest) }
      if manifest.isDoubtful { doubtLists(of: manifest) }
    }
  }

  private mutating func apply(
    _ entry: SnapshotManifest.Entry, to key: String, _ manifest: SnapshotManifest
  ) {
    let type = types.type(namedInEvidence: key)
    let listed = listedTypes(of: manifest)
    if let type, types.kind(of: type) != nil || listed.contains(type) {
      apply(entry, to: type, manifest)
      return
    }
    // A misspelt name: what it limits is limited all the same.
    let near = closest(to: key, among: listed.map(\.name))
    if type == nil || near != nil {
      problems.append(
        Problem(
          "invalid-manifest", .warning, "\(key) names no resource type", path: manifest.path,
          help: near.map { "did you mean \($0)?" }))
    }
    if let meant = listed.first(where: { $0.name == near }) {
      if entry.state != .complete { apply(entry, to: meant, manifest) }
    } else if let type {
      apply(entry, to: type, manifest)
    }
  }

  /// The types of which the manifest's input holds lists, sorted by name.
  private func listedTypes(of manifest: SnapshotManifest) -> [ResourceType] {
    var found: Set<ResourceType> = []
    for claim in claims where claim.input == manifest.input && claim.isList {
      switch claim.subject {
      case .type(let type): found.insert(type)
      case .kind(let kind, let group): found.insert(types.type(ofKind: kind, group: group))
      }
    }
    return found.sorted(by: ResourceType.isOrderedBefore)
  }

  private mutating func doubtLists(of manifest: SnapshotManifest) {
    for i in claims.indices where claims[i].input == manifest.input && claims[i].isList {
      claims[i].extent = .namespaces([])
      claims[i].detail = "the manifest is not valid, and may have limited what was exported"
    }
  }

  private mutating func apply(
    _ entry: SnapshotManifest.Entry, to type: ResourceType, _ manifest: SnapshotManifest
  ) {
    var isThere = false
    for i in claims.indices where claims[i].input == manifest.input {
      guard claims[i].names(type, types), claims[i].isList else { continue }
      isThere = true
      switch entry.state {
      case .complete:
        // The file itself says that it is of some namespaces only.
        if case .namespaces = claims[i].extent { continue }
        claims[i].extent = .everything(.complete)
      case .assumed: claims[i].extent = .everything(.assumed)
      case .partial, .absent: claims[i].extent = .namespaces(entry.namespaces)
      case .denied: claims[i].extent = .denied
      }
      claims[i].detail = entry.reason ?? claims[i].detail
    }
    if isThere { return }
    if entry.state == .denied {
      claims.append(
        EvidenceClaim(
          subject: .type(type), extent: .denied, batch: "", input: manifest.input,
          path: manifest.path, detail: entry.reason))
    } else if entry.state == .complete {
      problems.append(
        Problem(
          "missing-file", .warning,
          "the manifest says that \(type.name) is complete, and no file holds a list of it",
          path: manifest.path))
    }
  }
}

extension EvidenceClaim {
  fileprivate var isList: Bool {
    switch extent {
    case .listed, .everything, .namespaces: true
    case .objects, .denied, .unusable: false
    }
  }

  fileprivate func names(_ type: ResourceType, _ types: TypeTable) -> Bool {
    switch subject {
    case .type(let own): own == type
    case .kind(let kind, let group): types.type(ofKind: kind, group: group) == type
    }
  }
}

extension TypeTable {
  /// The type of an evidence key: `deployments.apps`, or `apps/v1/deployments`, `v1/nodes`.
  public func type(namedInEvidence key: String) -> ResourceType? {
    let parts = key.split(separator: "/").map(String.init)
    switch parts.count {
    case 1: return type(named: key)
    case 2: return ResourceType(group: "", plural: parts[1])
    case 3: return ResourceType(group: parts[0], plural: parts[2])
    default: return nil
    }
  }
}
