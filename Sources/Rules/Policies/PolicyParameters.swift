import Documents
import Findings
import Snapshots

/// Finds the parameters of a policy under a binding: those of the pack, then the snapshot's.
///
/// A pack that holds objects of the parameter kind is taken at its word: they are the parameters
/// that there are. Only a name that it lacks, or a kind that it has none of, is looked up in the
/// snapshot, where what was not collected is unknown.
struct PolicyParameters {
  let policy: AdmissionPolicy
  let snapshot: Snapshot

  struct Parameter {
    /// Tells the findings of several parameters apart.
    let name: String
    let value: Value
  }

  enum Found {
    /// Each is judged with in turn.
    case parameters([Parameter])
    /// There is none, and that is allowed.
    case none
    /// What the API server would say.
    case misconfigured(String)
    case unknown([MissingEvidence])
  }

  func parameters(for binding: PolicyBinding, _ object: PolicyObject) -> Found {
    // A policy without a kind has no parameters, and a binding need not name any.
    guard let kind = policy.parameterKind, let reference = binding.parameterReference else {
      return .parameters([Parameter(name: "", value: .null)])
    }
    if case .implied = reference.choice { return implied() }
    let type = snapshot.types.type(
      ofKind: kind.kind, group: ResourceType(apiVersion: kind.apiVersion, plural: "").group)
    let isNamespaced = isNamespaced(type, reference)
    guard isNamespaced || reference.namespace.isEmpty else {
      return .misconfigured(
        "paramRef.namespace must not be provided for a cluster-scoped `paramKind`")
    }
    var namespace = ""
    if isNamespaced {
      guard let own = self.namespace(reference, object) else {
        return .misconfigured(
          "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources")
      }
      namespace = own
    }
    let found: Found
    switch reference.choice {
    case .name(let name): found = named(name, type, namespace)
    case .selector(let selector): found = selected(selector, type, namespace)
    case .implied: found = implied()
    }
    guard case .parameters(let all) = found, all.isEmpty else { return found }
    return reference.deniesIfMissing
      ? .misconfigured("no params found for policy binding with `Deny` parameterNotFoundAction")
      : .none
  }

  private func implied() -> Found {
    let all = policy.parameters.map { Parameter(name: $0.name, value: $0.value.value) }
    return .parameters(all.isEmpty ? [Parameter(name: "", value: .null)] : all)
  }

  private func isNamespaced(_ type: ResourceType, _ reference: ParameterReference) -> Bool {
    if let known = snapshot.types.isNamespaced(type) { return known }
    return policy.parameters.contains { !$0.namespace.isEmpty } || !reference.namespace.isEmpty
  }

  /// The namespace that parameters are taken from; nil if the object has none either.
  private func namespace(_ reference: ParameterReference, _ object: PolicyObject) -> String? {
    if !reference.namespace.isEmpty { return reference.namespace }
    if !object.requestNamespace.isEmpty { return object.requestNamespace }
    // A file that no cluster has seen yet would be created there.
    return snapshot.types.isNamespaced(object.type) == true ? "default" : nil
  }

  /// The pack's objects in a namespace; one that names none is for every namespace.
  private func packed(_ namespace: String) -> [ParameterObject] {
    policy.parameters.filter {
      $0.namespace.isEmpty || $0.namespace.utf8.elementsEqual(namespace.utf8)
    }
  }

  private func named(_ name: String, _ type: ResourceType, _ namespace: String) -> Found {
    if let own = packed(namespace).first(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
      return .parameters([Parameter(name: name, value: own.value.value)])
    }
    switch snapshot.object(type, namespace: namespace, name: name) {
    case .found(let value): return .parameters([Parameter(name: name, value: value)])
    case .absent: return .parameters([])
    case .unknown(let reason): return .unknown([snapshot.reasons[reason]].compactMap { $0 })
    }
  }

  private func selected(
    _ selector: LabelSelector, _ type: ResourceType, _ namespace: String
  ) -> Found {
    if !policy.parameters.isEmpty {
      let chosen = packed(namespace).filter {
        if case .yes = selector.matches(KnownLabels(of: $0.value)) { true } else { false }
      }
      return .parameters(chosen.map { Parameter(name: $0.name, value: $0.value.value) })
    }
    if let reason = snapshot.missing(type, namespace: namespace) {
      return .unknown([snapshot.reasons[reason]].compactMap { $0 })
    }
    var chosen: [Parameter] = []
    for entry in snapshot.resources.all(of: type, namespace: namespace) {
      let object = DocumentValue(entry.value, in: snapshot.store)
      switch selector.matches(KnownLabels(of: object)) {
      case .no: continue
      case .unknown(let reason):
        return .unknown([snapshot.reasons[reason]].compactMap { $0 })
      case .yes:
        let name = DocumentValue(entry.name, in: snapshot.store).string ?? ""
        chosen.append(Parameter(name: name, value: entry.value))
      }
    }
    return .parameters(chosen)
  }
}
