import Basics
import Findings

/// Where things stand in the arrays of a SARIF run that other parts point into.
struct SARIFIndex {
  /// An element of `run.logicalLocations`.
  struct LogicalLocation {
    var name: String
    var fullyQualifiedName: String
    var kind: String
    var parent: Int?
  }

  /// Where a rule is described: an extension, or nil for the driver, and its place there.
  struct RulePlace {
    var component: Int?
    var index: Int
  }

  /// The rules of the driver, then those of each extension.
  private(set) var driverRules: [RuleResult] = []
  private(set) var extensionRules: [[RuleResult]] = []
  private(set) var rulePlaces: [String: RulePlace] = [:]
  /// Ids of notification descriptors, sorted.
  let notifications: [String]
  /// By path; members of archives by the archive's and their own.
  private(set) var artifacts: [String: Int] = [:]
  private(set) var logicalLocations: [LogicalLocation] = []
  private var logicalIndices: [String: Int] = [:]

  /// - Parameter driverRules: The ids of the rules that stand in the driver, where no pack is an
  ///   extension.
  init(_ judgement: Judgement, onlyDriver driverIds: Set<String>?) {
    let packs = driverIds == nil ? judgement.packs : []
    extensionRules = packs.map { _ in [] }
    let codes = Set(judgement.problems.map(\.code)).union([
      "missing-evidence", "incomplete-evidence", "result-limit", "placeless-result",
    ])
    notifications = codes.sortedByBytes()
    for rule in judgement.rules where rulePlaces[rule.id] == nil {
      if let driverIds, !driverIds.contains(rule.id) { continue }
      if let component = packs.firstIndex(where: { $0.name == rule.pack }) {
        let index = extensionRules[component].count
        rulePlaces[rule.id] = RulePlace(component: component, index: index)
        extensionRules[component].append(rule)
      } else {
        rulePlaces[rule.id] = RulePlace(component: nil, index: driverRules.count)
        driverRules.append(rule)
      }
    }
    for (index, artifact) in judgement.artifacts.enumerated()
    where artifacts[artifact.path] == nil {
      artifacts[artifact.path] = index
    }
  }

  func notification(_ code: String) -> Int { notifications.firstIndex(of: code) ?? -1 }

  /// The index of a subject, or of a value within it, among the logical locations.
  mutating func logicalLocation(of subject: Subject, pointer: String? = nil) -> Int {
    let cluster = add("cluster", "cluster", "cluster", nil)
    let own: Int
    switch subject {
    case .cluster: own = cluster
    case .node(let name): own = add(name, "node/" + name, "node", cluster)
    case .resource(let resource):
      var parent = cluster
      if !resource.namespace.isEmpty {
        parent = add(
          resource.namespace, "namespace/" + resource.namespace, "namespace", cluster)
      }
      let parts = [
        resource.group, resource.version, resource.kind, resource.namespace, resource.name,
      ]
      let name = parts.filter { !$0.isEmpty }.joined(separator: "/")
      own = add(resource.name, name, "resource", parent)
    }
    guard let pointer, !pointer.isEmpty else { return own }
    let member = String(pointer.split(separator: "/").last ?? "")
    let name = logicalLocations[own].fullyQualifiedName + "#" + pointer
    return add(member, name, "member", own)
  }

  private mutating func add(
    _ name: String, _ fullyQualifiedName: String, _ kind: String, _ parent: Int?
  ) -> Int {
    if let known = logicalIndices[fullyQualifiedName] { return known }
    logicalIndices[fullyQualifiedName] = logicalLocations.count
    logicalLocations.append(
      LogicalLocation(
        name: name, fullyQualifiedName: fullyQualifiedName, kind: kind, parent: parent))
    return logicalLocations.count - 1
  }
}
