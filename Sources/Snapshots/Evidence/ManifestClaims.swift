import Basics
import Documents
import Findings

/// What a manifest says of the lists beside it: `complete` lifts lists that are there,
/// `partial` and `denied` limit them. It never stands for a file that is missing.
struct ManifestClaims: Sendable {
  struct Entry: Sendable {
    let state: EvidenceState
    var namespaces: [String] = []
    var reason: String?
  }

  let origin: ClaimOrigin
  var resources: [(key: String, entry: Entry)] = []
  /// Whether each list beside it was exported with `-A` and without a selector.
  var saysWhole = false
  /// Whether something of the manifest could not be read, which may have limited any list.
  var isDoubtful = false

  /// Whether a claim is of a file beside the manifest, or below.
  private func speaks(for claim: EvidenceClaim) -> Bool {
    claim.origin.input == origin.input
      && claim.origin.components.starts(with: origin.components.dropLast())
  }

  /// Lifts and limits the claims of the files beside the manifest; gives what is odd about it.
  func apply(to claims: inout [EvidenceClaim], _ types: TypeTable) -> [Problem] {
    if saysWhole {
      for i in claims.indices where speaks(for: claims[i]) {
        if case .listed = claims[i].extent { claims[i].extent = .declared(.complete) }
      }
    }
    var lists = OwnLists(claims, of: self, types)
    for (key, entry) in resources.prefix(ManifestClaims.entryLimit) {
      apply(entry, to: key, &claims, &lists, types)
    }
    if resources.count > ManifestClaims.entryLimit {
      lists.problems.add(
        Problem(
          "invalid-manifest", .error,
          "resources has more than \(ManifestClaims.entryLimit) entries", path: origin.path))
    }
    if isDoubtful || resources.count > ManifestClaims.entryLimit {
      for i in claims.indices where speaks(for: claims[i]) && claims[i].restsOnList {
        claims[i].extent = .namespaces([])
        claims[i].detail = "the manifest is not valid, and may have limited what was exported"
      }
    }
    return lists.problems.problems
  }

  /// Entries that are looked at: names that are misspelt are compared with all types.
  static let entryLimit = 2_000

  /// The lists of the manifest's input, and what is odd about what it says of them.
  private struct OwnLists {
    /// The claims about each type, by index.
    let claims: [ResourceType: [Int]]
    /// The types of which there are lists, sorted by name.
    let types: [ResourceType]
    let names: [String]
    /// Types of which a list is there and left out.
    let leftOut: Set<ResourceType>
    /// Types of which a file cannot be used, or is left out.
    let unusable: Set<ResourceType>
    var problems = ProblemTally()

    init(_ all: [EvidenceClaim], of manifest: ManifestClaims, _ table: TypeTable) {
      var claims: [ResourceType: [Int]] = [:]
      for i in all.indices where manifest.speaks(for: all[i]) && all[i].restsOnList {
        claims[all[i].type(table), default: []].append(i)
      }
      self.claims = claims
      unusable = Set(
        all.filter { manifest.speaks(for: $0) && $0.extent == .unusable }.map { $0.type(table) })
      leftOut = Set(
        all.filter { manifest.speaks(for: $0) && $0.detail == PathFilter.reason }
          .map { $0.type(table) })
      types = claims.keys.sorted(by: ResourceType.isOrderedBefore)
      names = types.map(\.name)
    }
  }

  private func apply(
    _ entry: Entry, to key: String, _ claims: inout [EvidenceClaim], _ lists: inout OwnLists,
    _ types: TypeTable
  ) {
    let type = types.type(namedInEvidence: key).map { named in
      // The objects of an earlier group are those of a later one.
      types.kind(of: named).map { types.type(ofKind: $0, group: named.group) } ?? named
    }
    if let type, types.kind(of: type) != nil || lists.claims[type] != nil {
      apply(entry, to: type, &claims, &lists)
      return
    }
    // A misspelt name: what it limits is limited all the same.
    let named = ManifestClaims.typeMeant(by: key, types)
    let near = named?.name ?? closestWord(to: key, among: lists.names)
    let meant = named ?? lists.types.first { $0.name == near }
    // A definition that was not exported may have any other type.
    let isMisspelt = type.map { types.mistake(in: $0) != nil } ?? true
    let isLost = meant == nil && isMisspelt && entry.state != .complete
    if type == nil || near != nil || isLost {
      lists.problems.add(
        Problem(
          "invalid-manifest", isLost ? .error : .warning,
          "\(key) names no resource type\(isLost ? ", and what it limits is not known" : "")",
          path: origin.path, help: near.map { "did you mean \($0)?" }))
    }
    if let meant {
      if entry.state != .complete { apply(entry, to: meant, &claims, &lists) }
    } else if let type {
      apply(entry, to: type, &claims, &lists)
    }
  }

  /// The type that `apps/deployments`, `deploy.apps` or `Deployment` stands for; nil if it is none
  /// or may be several.
  private static func typeMeant(by key: String, _ types: TypeTable) -> ResourceType? {
    let parts = key.split(separator: "/")
    let name = parts.count == 2 ? "\(parts[1]).\(parts[0])" : key
    if let type = types.type(named: name), types.kind(of: type) != nil { return type }
    let word = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
    let found = types.types(calledLike: word)
    return found.count == 1 ? found[0] : nil
  }

  private func apply(
    _ entry: Entry, to type: ResourceType, _ claims: inout [EvidenceClaim],
    _ lists: inout OwnLists
  ) {
    var isPresent = false
    for i in lists.claims[type] ?? [] where claims[i].restsOnList {
      isPresent = true
      switch entry.state {
      case .complete:
        // The file itself says that it is of some namespaces only.
        if case .namespaces = claims[i].extent { continue }
        // Another of its lists is not here.
        if lists.unusable.contains(type) { continue }
        claims[i].extent = .declared(.complete)
      case .assumed: claims[i].extent = .declared(.assumed)
      case .partial, .absent: claims[i].extent = .namespaces(entry.namespaces)
      case .denied: claims[i].extent = .denied
      }
      claims[i].detail = entry.reason ?? claims[i].detail
    }
    if isPresent { return }
    if entry.state == .denied {
      claims.append(
        EvidenceClaim(
          subject: .type(type), extent: .denied, origin: origin, detail: entry.reason))
    } else if entry.state == .complete, !lists.leftOut.contains(type) {
      lists.problems.add(
        Problem(
          "missing-file", .warning,
          "the manifest says that \(type.name) is complete, and no file holds a list of it",
          path: origin.path))
    }
  }
}
