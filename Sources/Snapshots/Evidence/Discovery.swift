import Basics
import Documents

/// What the API server says that it serves, and what follows from it: a type that is not served
/// has no objects.
public struct Discovery: Sendable {
  /// Types of a whole listing (`kubectl api-resources`, aggregated discovery).
  private var listed: Set<ResourceType> = []
  /// Whether such a listing is there.
  private(set) var isListed = false
  /// Groups that a listing could not ask.
  private var failedGroups: Set<String> = []
  /// All groups (`/apis`, `kubectl api-versions`); nil where they are not known.
  private var groups: Set<String>?
  /// Types of single groups (`/apis/<group>/<version>`).
  private var ofGroup: [String: Set<ResourceType>] = [:]
  /// Versions of a group by `/apis`, and those whose types are known.
  private var versions: [String: Set<String>] = [:]
  private var knownVersions: [String: Set<String>] = [:]
  /// Types of resource definitions.
  private var defined: Set<ResourceType> = []
  /// Groups that an aggregated API server answers for.
  private var aggregated: Set<String> = []
  /// The first of the files that it rests on, in byte order.
  private var paths: [String] = []
  private static let pathLimit = 100

  static let definitions = ResourceType(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions")

  // MARK: Adding

  /// A listing of all types. One that lacks what every API server has was cut or filtered, and
  /// proves nothing about what it lacks.
  mutating func add(listing types: [TypeInfo], failed: [String], path: String) {
    let all = Set(types.map(\.type))
    let everywhere = [
      ResourceType(group: "", plural: "pods"), ResourceType(group: "", plural: "nodes"),
      ResourceType(group: "apps", plural: "deployments"),
    ]
    guard everywhere.allSatisfy(all.contains) else { return }
    listed.formUnion(all)
    failedGroups.formUnion(failed)
    isListed = true
    add(path)
  }

  /// The groups of `/apis` with their versions. The core group is in no such list.
  mutating func add(groups found: [(name: String, versions: [String])], path: String) {
    guard found.contains(where: { $0.name == "apps" }) else { return }
    groups = (groups ?? [""]).union(found.map(\.name))
    for group in found { versions[group.name, default: []].formUnion(group.versions) }
    add(path)
  }

  /// The types of one version of a group.
  mutating func add(_ types: [TypeInfo], group: String, version: String, path: String) {
    ofGroup[group, default: []].formUnion(types.map(\.type))
    knownVersions[group, default: []].insert(version)
    add(path)
  }

  /// A type of a resource definition.
  mutating func add(definition: ResourceType) { defined.insert(definition) }

  /// A group that an aggregated API server answers for.
  mutating func add(aggregatedGroup: String) { aggregated.insert(aggregatedGroup) }

  /// Takes in what other files say.
  mutating func merge(_ other: Discovery) {
    listed.formUnion(other.listed)
    isListed = isListed || other.isListed
    failedGroups.formUnion(other.failedGroups)
    if let all = other.groups { groups = (groups ?? []).union(all) }
    ofGroup.merge(other.ofGroup) { $0.union($1) }
    versions.merge(other.versions) { $0.union($1) }
    knownVersions.merge(other.knownVersions) { $0.union($1) }
    defined.formUnion(other.defined)
    aggregated.formUnion(other.aggregated)
    for path in other.paths { add(path) }
  }

  /// Whether a definition of the type is there.
  func has(definition type: ResourceType) -> Bool { defined.contains(type) }

  /// Whether an aggregated API server answers for a group.
  func isAggregated(_ group: String) -> Bool { aggregated.contains(group) }

  /// Whether it rests on no file.
  var isEmpty: Bool { paths.isEmpty }

  private mutating func add(_ path: String) {
    let at = paths.partition { !$0.precedesByBytes(path) }
    guard at == paths.count || !paths[at].equalsByBytes(path) else { return }
    paths.insert(path, at: at)
    if paths.count > Discovery.pathLimit { paths.removeLast() }
  }

  // MARK: Asking

  /// The proof that a type is not served; nil where it is, or may be.
  func proofThatUnserved(_ type: ResourceType, ledger: EvidenceLedger) -> Evidence? {
    if isListed {
      if listed.contains(type) { return nil }
      if !failedGroups.contains(type.group) { return unserved(type, .complete, paths) }
    }
    if ofGroup[type.group]?.contains(type) == true { return nil }
    if let groups, !groups.contains(type.group) { return unserved(type, .complete, paths) }
    if let all = versions[type.group], let known = knownVersions[type.group],
      known.isSuperset(of: all)
    {
      return unserved(type, .complete, paths)
    }
    guard !BuiltInTypes.groups.contains(type.group), !aggregated.contains(type.group),
      !defined.contains(type), let evidence = ledger.collected(Discovery.definitions),
      evidence.isConclusive
    else { return nil }
    return unserved(type, evidence.state, evidence.paths)
  }

  private func unserved(
    _ type: ResourceType, _ state: EvidenceState, _ paths: [String]
  ) -> Evidence {
    Evidence(state, detail: "the API server does not serve \(type.name)", paths: paths)
  }

  /// The types that are known to be served, and whether those are all.
  func served() -> (types: [ResourceType], isComplete: Bool) {
    var all = listed.union(defined)
    for types in ofGroup.values { all.formUnion(types) }
    let isComplete = isListed && failedGroups.isEmpty
    return (all.sorted(by: ResourceType.isOrderedBefore), isComplete)
  }
}
