import Basics

/// The calls of kubectl that a collection is made of, and the files that they fill.
enum CollectionCalls {
  static let version = (words: ["get", "--raw", "/version"], file: "version.json")
  static let groups = (words: ["get", "--raw", "/apis"], file: "apis.json")
  static let types = (words: ["api-resources", "-o", "wide"], file: "api-resources.txt")
  static let rootFiles = [version.file, groups.file, types.file]

  static let secrets = "secrets"

  /// How a type is named to kubectl: the core group by its version, since other groups have types
  /// of the same names.
  static func argument(_ name: String) -> String { name.contains(".") ? name : "\(name).v1." }

  /// A list of all objects of a type, or of those of one namespace. Values of Secrets stay in
  /// kubectl.
  static func list(
    _ name: String, in namespace: String? = nil, isInOnePiece: Bool = false
  ) -> [String] {
    let form =
      name == secrets ? "-o=go-template=\(SecretExport.template)" : "-o=json"
    let scope = namespace.map { "--namespace=\($0)" } ?? "-A"
    return ["get", argument(name), scope, form, "--chunk-size=\(isInOnePiece ? 0 : 500)"]
  }

  static func file(of name: String, in namespace: String? = nil) -> String {
    "resources/\(namespace.map { $0 + "/" } ?? "")\(name).\(name == secrets ? "yaml" : "json")"
  }

  // MARK: What other calls depend on

  static let policyGroup = "admissionregistration.k8s.io"
  static let policyPlural = "validatingadmissionpolicies"
  static let policies = "\(policyPlural).\(policyGroup)"

  /// The kinds of the policies' parameters: `apiVersion kind`, a line each.
  static let parameterKinds = [
    "get", policies,
    "-o=jsonpath={range .items[*]}{.spec.paramKind.apiVersion} "
      + "{.spec.paramKind.kind}{\"\\n\"}{end}",
  ]

  /// `node/w1`, a line each.
  static let nodeNames = ["get", "nodes.v1.", "-o=name"]

  /// `namespace/web`, a line each.
  static let namespaceNames = ["get", "namespaces.v1.", "-o=name"]

  /// The namespace of the context; nothing where it names none.
  static let ownNamespace = ["config", "view", "--minify", "-o=jsonpath={..namespace}"]

  static let kubeletFile = "kubelet-configz.json"

  static func kubeletConfiguration(of node: String) -> [String] {
    ["get", "--raw", "/api/v1/nodes/\(node)/proxy/configz"]
  }
}
