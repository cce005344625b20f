import Documents

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

  private static let fields = [
    "schema", "cluster", "time", "tool", "resources", "nodes", "probes",
  ]

  init(_ document: DocumentValue, input: Int, problems: inout [InputProblem]) {
    self.input = input
    path = document.place?.source.path ?? OwnLayout.manifestName
    func report(_ message: String, _ value: DocumentValue) {
      problems.append(
        InputProblem("invalid-manifest", .error, message, path: path, place: value.place))
    }
    guard document.value.tag == .map else {
      report("the manifest is no map", document)
      return
    }
    for (key, value) in document.entries {
      switch key {
      case "schema":
        if value.int != 1 { report("schema must be 1", value) }
      case "cluster": name = value["name"]
      case "time":
        if value.string.flatMap({ Timestamp($0) }) == nil {
          report("time must be RFC 3339, such as 2026-11-23T07:20:20Z", value)
        } else {
          time = value
        }
      case "resources":
        for (type, state) in value.entries {
          if let entry = SnapshotManifest.entry(state) {
            resources.append((type, entry))
          } else {
            report("\(type) must be complete, partial or denied", state)
          }
        }
      case "nodes":
        for (node, facts) in value.entries {
          let paths = (facts["absent"]?.elements ?? []).compactMap(\.string)
          absent[node] = Set(paths.map(NodeFiles.normalized))
        }
      case "probes": probes = value.elements.compactMap(\.string)
      case "tool": break
      default:
        let hint = closest(to: key, among: SnapshotManifest.fields).map { "; did you mean \($0)?" }
        report("unknown field \(key)\(hint ?? "")", value)
      }
    }
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
  /// Lets the manifest speak for the files of its own input: `complete` lifts lists that are there,
  /// `partial` and `denied` limit them. It never stands for a file that is missing.
  mutating func applyManifest() {
    guard let manifest else { return }
    nodeFiles.absent = manifest.absent
    for (key, entry) in manifest.resources {
      guard let type = types.type(namedInEvidence: key) else {
        problems.append(
          InputProblem(
            "invalid-manifest", .warning, "\(key) names no resource type", path: manifest.path))
        continue
      }
      apply(entry, to: type, manifest)
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
      case .complete: claims[i].extent = .everything(.complete)
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
        InputProblem(
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
