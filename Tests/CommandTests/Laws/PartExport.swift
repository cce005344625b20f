import Foundation

/// A way in which tools and scripts export a part of a cluster.
enum PartExport: String, CaseIterable {
  /// All namespaces, of some types only.
  case types
  /// `<namespace>/<type>`, also where there is none.
  case namespaceFolders
  /// `namespaces/<namespace>/<group>/<type>`, and an object a file for the others.
  case groupFolders
  /// `<type>/<namespace>`.
  case typeFolders
  /// `<namespace>-<type>` of a few namespaces for some types, all of the others.
  case prefixed
  /// All namespaces of some types, one namespace of others, named alike.
  case mixed
  /// A forgotten `-A`.
  case oneNamespace
  /// `kubectl get a,b,c -n X`: several types in one file.
  case combined
  /// An object a file, and not all of them.
  case objects
  /// A list of some Namespaces beside everything else.
  case someNamespaces

  /// Writes such an export below `folder`; the same for the same random numbers.
  func write(_ cluster: ClusterObjects, to folder: String, _ random: inout Chance) throws {
    let writer = ExportWriter(cluster, folder)
    let all = cluster.namespaces
    var some = all.filter { _ in random.happens(0.6) }
    if some.isEmpty { some = Array(all.prefix(1)) }
    switch self {
    case .types:
      for type in cluster.lists.keys.sorted() where random.happens(0.65) {
        try writer.list(type)
      }
    case .namespaceFolders:
      try writer.clusterWide(&random)
      for name in some {
        for type in cluster.namespaced where random.happens(0.9) {
          try writer.list(type, in: name, as: "\(name)/\(type)")
        }
      }
    case .groupFolders:
      try writer.singleObjects()
      for name in some {
        for type in cluster.namespaced {
          try writer.list(type, in: name, as: "namespaces/\(name)/\(ExportWriter.path(type))")
        }
      }
    case .typeFolders:
      try writer.clusterWide(&random)
      for type in cluster.namespaced where random.happens(0.8) {
        for name in some { try writer.list(type, in: name, as: "\(plural(type))/\(name)") }
      }
    case .prefixed, .mixed, .oneNamespace: try writePlain(writer, cluster, &random)
    case .combined:
      try writer.clusterWide(&random)
      for name in some {
        let types = cluster.namespaced.filter { _ in random.happens(0.7) }
        try writer.write(types.flatMap { cluster.objects($0, in: name) }, as: "all-\(name)")
      }
    case .objects:
      for type in cluster.lists.keys.sorted() {
        for object in cluster.lists[type] ?? [] where random.happens(0.5) {
          try writer.object(object, below: ClusterObjects.namespace(of: object) ?? "_cluster")
        }
      }
    case .someNamespaces:
      for type in cluster.lists.keys.sorted() where type != "namespaces" { try writer.list(type) }
      let names = (cluster.lists["namespaces"] ?? []).filter {
        !["default", "kube-system"].contains(ClusterObjects.name(of: $0))
      }
      try writer.write(Array(names.prefix(2)), as: "namespaces")
    }
  }

  /// The exports whose files are named after types, whatever they hold.
  private func writePlain(
    _ writer: ExportWriter, _ cluster: ClusterObjects, _ random: inout Chance
  ) throws {
    try writer.clusterWide(&random)
    let all = cluster.namespaces
    let only = random.element(of: all)
    for type in cluster.namespaced {
      switch self {
      case .oneNamespace: try writer.list(type, in: only, as: type)
      case .mixed where random.happens(0.5):
        try writer.list(type, in: random.element(of: all), as: type)
      case .prefixed where random.happens(0.33):
        let name = random.element(of: all)
        try writer.list(type, in: name, as: "\(name)-\(plural(type))")
      default:
        if random.happens(0.7) { try writer.list(type) }
      }
    }
  }

  private func plural(_ type: String) -> String { String(type.prefix { $0 != "." }) }
}

/// Writes lists and objects as kubectl prints them.
struct ExportWriter {
  let cluster: ClusterObjects
  let folder: String

  init(_ cluster: ClusterObjects, _ folder: String) {
    self.cluster = cluster
    self.folder = folder
  }

  /// `apps/deployments` for `deployments.apps`, `core/pods` for `pods`.
  static func path(_ type: String) -> String {
    let parts = type.split(separator: ".", maxSplits: 1)
    return (parts.count > 1 ? String(parts[1]) : "core") + "/" + String(parts.first ?? "")
  }

  func list(_ type: String) throws { try write(cluster.lists[type] ?? [], as: type) }

  func list(_ type: String, in namespace: String, as path: String) throws {
    try write(cluster.objects(type, in: namespace), as: path)
  }

  func clusterWide(_ random: inout Chance) throws {
    for type in cluster.clusterWide + cluster.empty where random.happens(0.7) { try list(type) }
  }

  func singleObjects() throws {
    for type in cluster.clusterWide {
      for object in cluster.lists[type] ?? [] {
        try self.object(object, below: "cluster-scoped-resources/\(Self.path(type))")
      }
    }
  }

  func write(_ items: [[String: Any]], as path: String) throws {
    try save(
      ["apiVersion": "v1", "items": items, "kind": "List", "metadata": ["resourceVersion": ""]],
      as: path)
  }

  func object(_ object: [String: Any], below path: String) throws {
    let kind = object["kind"] as? String ?? ""
    let name = ClusterObjects.name(of: object).replacing("/", with: "_").replacing(":", with: "_")
    try save(object, as: "\(path)/\(kind)-\(name)")
  }

  private func save(_ object: [String: Any], as path: String) throws {
    let file = URL(filePath: "\(folder)/\(path).json")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try JSONSerialization.data(withJSONObject: object, options: .sortedKeys).write(to: file)
  }
}

/// Random numbers that are the same in every run (splitmix64).
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: String) {
    state = seed.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func happens(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }

  mutating func element(of list: [String]) -> String { list.randomElement(using: &self) ?? "" }
}
