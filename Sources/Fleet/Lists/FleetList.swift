import Basics
import CLibrary
import Documents
import Engine
import Findings
import Rules
import Snapshots

/// Clusters that are judged one by one: a folder of snapshots, or a file that names them.
public struct FleetList: Sendable {
  public struct Cluster: Sendable, Hashable {
    /// What reports call it; of one cluster of the list.
    public var name: String
    /// Folders and files of its snapshot.
    public var inputs: [String]
    /// Its own target file, or nil.
    public var target: String?
    public var labels: [String: String]

    public init(
      name: String, inputs: [String], target: String? = nil, labels: [String: String] = [:]
    ) {
      self.name = name
      self.inputs = inputs
      self.target = target
      self.labels = labels
    }
  }

  /// By name.
  public let clusters: [Cluster]
  /// What of a folder is no snapshot, a sentence each.
  public let notes: [String]

  /// More are several lists.
  private static let limit = 1_000_000

  public init(clusters: [Cluster], notes: [String] = []) {
    self.clusters = clusters.sorted { $0.name.precedesByBytes($1.name) }
    self.notes = notes
  }

  /// Reads a list; throws all that is wrong with it.
  public init(_ path: String) throws(Obstacle) {
    let problems = ProblemList(of: .arguments)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      self = Self.folder(path, problems)
    } else {
      self = FleetListReader(path, problems).list
    }
    if clusters.isEmpty, problems.problems.isEmpty {
      problems.add("empty-list", "the list \(path) names no cluster", at: nil)
    }
    if clusters.count > Self.limit {
      problems.add("too-many-clusters", "\(path) names more than \(Self.limit) clusters", at: nil)
    }
    try Obstacle.check(problems.problems)
  }

  /// The clusters of a shard, in order: every `shard.count`th, so that all shards are alike.
  public func clusters(of shard: Shard) -> [Cluster] {
    clusters.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
  }

  // MARK: Folders

  private static func folder(_ path: String, _ problems: ProblemList) -> FleetList {
    guard let names = InputWalk.names(in: path) else {
      problems.add("unreadable-list", "\(path) cannot be read: \(systemError())", at: nil)
      return FleetList(clusters: [])
    }
    guard !names.contains("importlint-snapshot.yaml") else {
      problems.add(
        "one-snapshot", "\(path) is the snapshot of one cluster, and no folder of snapshots",
        at: nil, help: "importlint check judges one cluster.")
      return FleetList(clusters: [])
    }
    var clusters: [Cluster] = []
    var notes: [String] = []
    var homes: [String: String] = [:]
    for entry in names {
      let file = path.hasSuffix("/") ? path + entry : "\(path)/\(entry)"
      var status = stat()
      let isFolder = stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      let name = isFolder ? entry : ArchiveKind.stem(of: entry)
      if entry.hasPrefix(".") {
        // Programs leave hidden files everywhere, and what may be a cluster is not lost unseen.
        if isFolder || name != entry { notes.append("\(file) is hidden, and is left out") }
        continue
      }
      guard isFolder || name != entry else {
        notes.append("\(file) is neither a folder nor an archive, and is left out")
        continue
      }
      if let other = homes.updateValue(entry, forKey: name) {
        problems.add(
          "duplicate-cluster", "\(other) and \(entry) are two snapshots of the name \(name)",
          at: nil, help: "Rename one, or name them in a list.")
        continue
      }
      clusters.append(Cluster(name: name, inputs: [file]))
    }
    return FleetList(clusters: clusters, notes: notes)
  }
}
