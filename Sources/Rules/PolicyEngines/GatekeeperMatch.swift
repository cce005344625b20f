import Basics

/// `spec.match` of a Gatekeeper constraint on an object that is about to be created.
///
/// Source: gatekeeper pkg/mutation/match. Wildcards stand at the start and the end of a name only.
struct GatekeeperMatch: Sendable {
  let match: JSONValue?

  init(_ constraint: JSONValue) { match = constraint[path: "spec", "match"] }

  /// All criteria must hold; those that are not there do.
  func selects(_ request: KyvernoRequest) -> Bool {
    guard let match else { return true }
    let isSelected =
      hasKind(match, request) && hasScope(match, request) && hasNamespace(match, request)
    guard isSelected else { return false }
    if let name = match["name"]?.text, !name.isEmpty, !fits(name, request.name) { return false }
    if let selector = match["labelSelector"], !KyvernoMatching.selects(selector, request.labels) {
      return false
    }
    // What a controller of the cluster generates from another object is not what is created here.
    return match["source"]?.text != "Generated"
  }

  private func hasKind(_ match: JSONValue, _ request: KyvernoRequest) -> Bool {
    let entries = match["kinds"]?.elements ?? []
    return entries.isEmpty
      || entries.contains { entry in
        let kinds = entry["kinds"]?.texts ?? []
        let groups = entry["apiGroups"]?.texts ?? []
        return (kinds.isEmpty || kinds.contains("*") || kinds.contains(request.kind))
          && (groups.isEmpty || groups.contains("*") || groups.contains(request.group))
      }
  }

  private func hasScope(_ match: JSONValue, _ request: KyvernoRequest) -> Bool {
    switch match["scope"]?.text {
    case "Cluster": request.namespace.isEmpty
    case "Namespaced": !request.namespace.isEmpty
    default: true
    }
  }

  /// Objects of the whole cluster meet the criteria for namespaces, unless they are Namespaces.
  private func hasNamespace(_ match: JSONValue, _ request: KyvernoRequest) -> Bool {
    let own = request.isNamespace ? request.name : request.namespace
    guard !own.isEmpty else { return true }
    if let namespaces = match["namespaces"]?.texts, !namespaces.isEmpty,
      !namespaces.contains(where: { fits($0, own) })
    {
      return false
    }
    if (match["excludedNamespaces"]?.texts ?? []).contains(where: { fits($0, own) }) {
      return false
    }
    guard let selector = match["namespaceSelector"] else { return true }
    return KyvernoMatching.selects(selector, request.namespaceLabels)
  }

  private func fits(_ pattern: String, _ name: String) -> Bool { Wildcard.matches(pattern, name) }
}
