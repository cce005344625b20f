import Basics
import Documents
import Findings

/// Gives files of nodes to the Nodes that they are of: what they lie in may be called otherwise.
struct NodeNaming {
  private(set) var files: NodeFiles
  private(set) var problems: [Problem] = []
  private let nodes: Set<String>

  /// - Parameter nodes: names of the Node objects.
  init(_ files: NodeFiles, nodes: Set<String>) {
    self.files = files
    self.nodes = nodes
  }

  /// - Parameter isKnown: Whether there are no other Nodes.
  mutating func settle(isKnown: Bool) {
    takeHostnames(isKnown: isKnown)
    guard isKnown else { return }
    takeNearNames()
    reportUnknown()
  }

  private var strange: [String] { files.nodes.filter { !nodes.contains($0) } }

  private static func label(_ name: String) -> String {
    asciiLowercased(String(name.prefix { $0 != "." }))
  }

  /// Whether one name is the other without its domain; an address has none.
  private static func isNear(_ name: String, _ other: String) -> Bool {
    let (name, other) = (asciiLowercased(name), asciiLowercased(other))
    if name == other { return true }
    guard IPAddress(name) == nil, IPAddress(other) == nil else { return false }
    return label(name) == label(other) && (name == label(name) || other == label(other))
  }

  /// What is not called as a Node is that of the Node that it names as its host; of one that is
  /// written otherwise only where there are no other Nodes.
  private mutating func takeHostnames(isKnown: Bool) {
    for folder in strange {
      guard let hostname = hostname(of: folder) else { continue }
      let near = isKnown ? nodes.filter { Self.isNear($0, hostname) } : []
      guard
        let name = nodes.contains(hostname) ? hostname : near.count == 1 ? near.first : nil
      else { continue }
      files.rename(folder, to: name)
      problems.append(
        Problem(
          "unknown-node", .note,
          "the files of node \(folder) are taken for those of Node \(name), since they name it as "
            + "their host"))
    }
  }

  private func hostname(of folder: String) -> String? {
    let known = files.files(of: folder)
    return NodeFiles.hostnames.lazy.compactMap { path -> String? in
      guard let source = known[path]?.source,
        let line = source.lineRanges.first(where: { _ in true })
      else { return nil }
      let name = trimmed(source.text(in: line))
      return name.isEmpty || name.utf8.count > 253 ? nil : name
    }.first
  }

  /// Gives the files of a node whose name is written otherwise to that node: `n1` for
  /// `n1.example.org`, `N1` for `n1`; where one Node only can be meant, and has no files itself.
  private mutating func takeNearNames() {
    let strange = strange
    if strange.isEmpty { return }
    let names = Dictionary(grouping: nodes, by: Self.label)
    let folders = Dictionary(grouping: files.nodes, by: Self.label)
    for folder in strange {
      let label = Self.label(folder)
      guard folders[label]?.count == 1 else { continue }
      let meant = (names[label] ?? []).filter { Self.isNear($0, folder) }
      guard let name = meant.first, meant.count == 1 else { continue }
      files.rename(folder, to: name)
      problems.append(
        Problem(
          "unknown-node", .warning,
          "there are files of a node \(folder), and no Node of that name; they are taken for those "
            + "of \(name)",
          help: "did you mean \(name)?"))
    }
  }

  private mutating func reportUnknown() {
    let unknown = strange
    for name in unknown.prefix(ProblemTally.kindLimit) {
      let near = closestWord(to: name, among: nodes)
      problems.append(
        Problem(
          "unknown-node", .warning, "there are files of a node \(name), and no Node of that name",
          path: files.files(of: name).values.map(\.source.path).min { $0.precedesByBytes($1) },
          help: near.map { "did you mean \($0)?" }))
    }
    guard unknown.count > ProblemTally.kindLimit else { return }
    problems.append(
      Problem(
        "unknown-node", .warning,
        "there are files of \(unknown.count - ProblemTally.kindLimit) more nodes, and no Nodes of "
          + "their names"))
  }
}
