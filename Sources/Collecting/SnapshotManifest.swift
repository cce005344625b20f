import Basics

/// What `collect` knows of the snapshot that it writes: `importlint-snapshot.yaml`.
public struct SnapshotManifest: Sendable {
  public static let fileName = "importlint-snapshot.yaml"
  /// The first line, as long as something is missing.
  static let unfinishedLine = "# importlint collect: not everything is here"
  static let finishedLine = "# importlint collect: everything is here"

  /// What there is of a type, with the reason where that is not all.
  public enum State: Sendable, Hashable {
    case complete
    case partial(String)
    /// All objects of these namespaces, sorted, and none of others.
    case namespaces([String], String)
    case denied(String)
    case absent(String)

    /// nil if it is complete.
    public var reason: String? {
      switch self {
      case .complete: nil
      case .partial(let reason), .denied(let reason), .absent(let reason),
        .namespaces(_, let reason):
        reason
      }
    }

    fileprivate var word: String {
      switch self {
      case .complete: "complete"
      case .partial, .namespaces: "partial"
      case .denied: "denied"
      case .absent: "absent"
      }
    }
  }

  /// The cluster's name; nil if nobody gave it one.
  public var clusterName: String?
  /// When the snapshot was begun.
  public var time: Timestamp
  /// `importlint 0.1.0`.
  public var tool: String
  /// By `<plural>[.<group>]`.
  public var resources: [String: State] = [:]
  /// By node, files that were looked for and are not there.
  var absentNodeFiles: [String: Set<String>] = [:]
  /// Where probes were made from; nil if none was made.
  public var probes: Set<String>?
  /// Whether all that was wanted is there.
  var isFinished = false

  public init(clusterName: String? = nil, time: Timestamp, tool: String) {
    self.clusterName = clusterName
    self.time = time
    self.tool = tool
  }

  /// The file.
  public var text: String {
    var lines = [isFinished ? SnapshotManifest.finishedLine : SnapshotManifest.unfinishedLine]
    lines.append("schema: 1")
    if let clusterName { lines.append("cluster: {name: \(QuotedText.yaml(clusterName))}") }
    lines.append("time: \(time.description)")
    lines.append("tool: \(QuotedText.yaml(tool))")
    if !resources.isEmpty { lines.append("resources:") }
    for name in resources.keys.sortedByBytes() {
      guard let state = resources[name] else { continue }
      var value = state.word
      if let reason = state.reason {
        var names = ""
        if case .namespaces(let namespaces, _) = state {
          names = "namespaces: [\(namespaces.map(QuotedText.yaml).joined(separator: ", "))], "
        }
        value = "{state: \(state.word), \(names)reason: \(QuotedText.yaml(reason))}"
      }
      lines.append("  \(QuotedText.yaml(name)): \(value)")
    }
    if !absentNodeFiles.isEmpty { lines.append("nodes:") }
    for node in absentNodeFiles.keys.sortedByBytes() {
      let paths = (absentNodeFiles[node] ?? []).sortedByBytes().map(QuotedText.yaml)
      lines.append("  \(QuotedText.yaml(node)): {absent: [\(paths.joined(separator: ", "))]}")
    }
    if let probes {
      let names = probes.sortedByBytes().map(QuotedText.yaml)
      lines.append("probes: [\(names.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
