import Basics
import CEL

/// All functions that expressions may call, as authors read of them.
public enum FunctionReference {
  /// Our own first: no other page has them.
  public static let libraries =
    RuleFunctions.libraries + FunctionLibrary.language
    + [FunctionLibrary("The authorizer, in policies only", AuthorizerLibrary.functions)]

  /// Those that the expressions of rules may call.
  package static let ofRules = (RuleFunctions.libraries + FunctionLibrary.language)
    .flatMap(\.functions)

  /// Those that the expressions of policies may call: what Kubernetes has.
  package static let ofPolicies = libraries.flatMap(\.functions).filter { $0.origin.since != nil }

  /// The entries of a function's name: several where types of different libraries have one.
  public static func functions(named name: String) -> [Function] {
    libraries.flatMap(\.functions).filter { $0.name == name }
  }

  /// The snapshot of which the examples of all entries speak, as rules describe theirs.
  static let exampleSnapshot = """
    resources:
      - {apiVersion: v1, kind: Node, metadata: {name: w1}}
      - {apiVersion: v1, kind: Node, metadata: {name: w2}}
      - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      - {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {nodeName: w1}}
      - apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: team-label}
        spec:
          matchConstraints:
            resourceRules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [CREATE]
                resources: [configmaps]
          validations:
            - expression: "'team' in object.metadata.?labels.orValue({})"
              message: a team label is needed
      - apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: team-label}
        spec: {policyName: team-label, validationActions: [Deny]}
      - apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: no-host-network}
        spec:
          validationFailureAction: Enforce
          rules:
            - name: host-network
              match: {any: [{resources: {kinds: [Pod]}}]}
              validate:
                message: pods must not use the network of their host
                pattern: {spec: {"=(hostNetwork)": false}}

    """
}

extension Function.Origin {
  /// Who has it, for a sentence of its own.
  public var text: String {
    switch self {
    case .kubernetesSince(let version):
      version <= Self.first ? "Kubernetes" : "Kubernetes from \(version.description) on"
    case .celGo: "cel-go, but not Kubernetes (not in policies)"
    case .importLint: "ImportLint (not in policies)"
    }
  }

  /// The first version of Kubernetes that had CEL: what it has, all have.
  private static let first = KubernetesVersion(1, 23)
}
