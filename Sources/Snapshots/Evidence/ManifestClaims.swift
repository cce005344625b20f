import Basics
import Documents
import Findings

/// What a manifest says of the lists of its own input: `complete` lifts lists that are there,
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

  /// Lifts and limits the claims of the manifest's input; gives what is odd about it.
  func apply(to claims: inout [EvidenceClaim], _ types: TypeTable) -> [Problem] {
    var problems: [Problem] = []
    if saysWhole {
      for i in claims.indices where claims[i].origin.input == origin.input {
        if case .listed = claims[i].extent { claims[i].extent = .everything(.complete) }
      }
    }
    for (key, entry) in resources { apply(entry, to: key, &claims, types, &problems) }
    if isDoubtful {
      for i in claims.indices where claims[i].origin.input == origin.input && claims[i].isOfList {
        claims[i].extent = .namespaces([])
        claims[i].detail = "the manifest is not valid, and may have limited what was exported"
      }
    }
    return problems
  }

  private func apply(
    _ entry: Entry, to key: String, _ claims: inout [EvidenceClaim], _ types: TypeTable,
    _ problems: inout [Problem]
  ) {
    let type = types.type(namedInEvidence: key)
    let listed = listedTypes(claims, types)
    if let type, types.kind(of: type) != nil || listed.contains(type) {
      apply(entry, to: type, &claims, types, &problems)
      return
    }
    // A misspelt name: what it limits is limited all the same.
    let near = closestWord(to: key, among: listed.map(\.name))
    if type == nil || near != nil {
      problems.append(
        Problem(
          "invalid-manifest", .warning, "\(key) names no resource type", path: origin.path,
          help: near.map { "did you mean \($0)?" }))
    }
    if let meant = listed.first(where: { $0.name == near }) {
      if entry.state != .complete { apply(entry, to: meant, &claims, types, &problems) }
    } else if let type {
      apply(entry, to: type, &claims, types, &problems)
    }
  }

  /// The types of which the manifest's input holds lists, sorted by name.
  private func listedTypes(_ claims: [EvidenceClaim], _ types: TypeTable) -> [ResourceType] {
    let own = claims.filter { $0.origin.input == origin.input && $0.isOfList }
    return Set(own.map { $0.type(types) }).sorted(by: ResourceType.isOrderedBefore)
  }

  private func apply(
    _ entry: Entry, to type: ResourceType, _ claims: inout [EvidenceClaim], _ types: TypeTable,
    _ problems: inout [Problem]
  ) {
    var isThere = false
    for i in claims.indices where claims[i].origin.input == origin.input {
      guard claims[i].type(types) == type, claims[i].isOfList else { continue }
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
          subject: .type(type), extent: .denied, origin: origin, detail: entry.reason))
    } else if entry.state == .complete {
      problems.append(
        Problem(
          "missing-file", .warning,
          "the manifest says that \(type.name) is complete, and no file holds a list of it",
          path: origin.path))
    }
  }
}
