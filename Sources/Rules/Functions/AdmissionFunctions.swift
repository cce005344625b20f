import CEL
import Documents
import Findings
import Snapshots

/// `admission.Refusals`: what a ValidatingAdmissionPolicy of the cluster would say of an object
/// that is not in it yet.
enum AdmissionFunctions {
  static let all: [Function] = [refusals]

  /// Parameters of one policy that are tried; more are left for the cluster to decide about.
  static let parameterLimit = 100

  /// `admission.Refusals(policy, binding, object, namespace)`: the messages with which creating
  /// the object in that Namespace (null for cluster-wide objects) would be refused; none where it
  /// is let in, or is not what the policy is for. With `former`, what the object was, it is
  /// changed and not created.
  private static let refusals = Function(
    "admission.Refusals", .importLint,
    """
    The messages with which a ValidatingAdmissionPolicy and its binding refuse the \
    creation of an object in a Namespace, null for cluster-wide objects, or its change from \
    what it was; none where they let it in.
    """,
    (
      """
      admission.Refusals(resource.Get('admissionregistration.k8s.io/v1', \
      'validatingadmissionpolicies', '', 'team-label'), \
      resource.Get('admissionregistration.k8s.io/v1', 'validatingadmissionpolicybindings', \
      '', 'team-label'), {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': \
      'c', 'namespace': 'shop'}}, resource.Get('v1', 'namespaces', '', 'shop'))
      """, #"["a team label is needed"]"#
    ), of: ["policy", "binding", "object", "namespace", "former"],
    [
      Overload(
        [.dyn, .dyn, .dyn, .dyn], .list(.string), isPure: false,
        body: .variadic { e, arguments in
          let store = e.evaluator.store
          let documents = arguments.map { DocumentValue($0, in: store) }
          guard let library = e.evaluator.host as? ResourceLibrary else { return e.list([]) }
          return refusals(documents, library, e)
        }),
      Overload(
        [.dyn, .dyn, .dyn, .dyn, .dyn], .list(.string), isPure: false,
        body: .variadic { e, arguments in
          let documents = arguments.map { DocumentValue($0, in: e.evaluator.store) }
          guard let library = e.evaluator.host as? ResourceLibrary else { return e.list([]) }
          return refusals(documents, library, e)
        }),
    ])

  private static func refusals(
    _ documents: [DocumentValue], _ library: ResourceLibrary, _ e: Evaluation
  ) -> Value {
    let load = library.kept(AdmissionLoad(library.snapshot))
    if let reason = load.reason { return e.unknown(library.number(of: reason)) }
    let texts = library.kept(DocumentMemo<SourceText>())
    func text(_ document: DocumentValue, _ name: String) -> SourceText {
      texts.value(of: document.value, name) {
        SourceText(path: "\(name).yaml", text: YAMLText.block(document, indent: 0) + "\n")
      }
    }
    var policies = [text(documents[0], "policy"), text(documents[1], "binding")]
    switch parameters(of: documents[0], library.snapshot) {
    case .success(let found): policies += found.map { text($0, "parameter") }
    case .failure(let missing): return e.unknown(library.number(of: missing.reason))
    }
    let trial = PolicyTrial(
      policies: policies, object: text(documents[2], "object"),
      namespace: documents[3].isNull ? nil : text(documents[3], "namespace"),
      former: documents.count > 4 ? text(documents[4], "former") : nil)
    let outcome = library.kept(PolicyTrials()).outcome(of: trial, cost: load.costOfTrial)
    switch outcome.verdict {
    case .pass, .notApplicable: return e.list([])
    case .fail: return e.list(outcome.messages.map { e.string($0) })
    case .unknown, nil:
      let why =
        outcome.reasons.first ?? outcome.problems.first?.message ?? "its policy is not valid"
      let name = documents[0][path: "metadata", "name"]?.string ?? ""
      let reason = MissingEvidence(
        .liveCluster, "whether ValidatingAdmissionPolicy \(name) lets the import in: \(why)")
      return e.unknown(library.number(of: reason))
    }
  }

  private struct Missing: Error {
    let reason: MissingEvidence
  }

  /// The snapshot's objects of the policy's `paramKind`.
  private static func parameters(
    of policy: DocumentValue, _ snapshot: Snapshot
  ) -> Result<[DocumentValue], Missing> {
    guard let kind = policy[path: "spec", "paramKind"], let name = kind["kind"]?.string else {
      return .success([])
    }
    let group = ResourceType(apiVersion: kind["apiVersion"]?.string ?? "", plural: "").group
    let type = snapshot.types.type(ofKind: name, group: group)
    let found = snapshot.resources.all(of: type)
    if let number = snapshot.missing(type), let reason = snapshot.reasons[number] {
      return .failure(Missing(reason: reason))
    }
    guard found.count <= parameterLimit else {
      let reason = MissingEvidence(
        .liveCluster, "there are too many parameters of kind \(name) to try them all")
      return .failure(Missing(reason: reason))
    }
    return .success(found.map { DocumentValue($0.value, in: snapshot.store) })
  }
}
