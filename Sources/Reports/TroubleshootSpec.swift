import Basics
import Findings

/// A Troubleshoot `SupportBundle` that gathers what rules read, as far as its collectors can.
///
/// Its collector of resources lists a fixed set of types in all namespaces, and every custom
/// resource. What it leaves out (Secrets, policies of the API server, files of nodes) no other
/// collector gathers in a form that could be read again, or without values of Secrets: the
/// specification names it, with what gathers it.
public struct TroubleshootSpec {
  private let needs: CollectionNeeds
  private let tool: ToolInfo

  /// - Parameter needs: What the rules read.
  public init(_ needs: CollectionNeeds, tool: ToolInfo) {
    self.needs = needs
    self.tool = tool
  }

  /// The types that `clusterResources` lists, beside custom resources.
  static let types: Set<String> = [
    "namespaces", "nodes", "pods", "services", "endpoints", "events", "limitranges",
    "resourcequotas", "persistentvolumes", "persistentvolumeclaims", "serviceaccounts",
    "configmaps", "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps",
    "jobs.batch", "cronjobs.batch", "ingresses.networking.k8s.io",
    "ingressclasses.networking.k8s.io", "networkpolicies.networking.k8s.io",
    "poddisruptionbudgets.policy", "storageclasses.storage.k8s.io",
    "volumeattachments.storage.k8s.io", "priorityclasses.scheduling.k8s.io",
    "customresourcedefinitions.apiextensions.k8s.io", "roles.rbac.authorization.k8s.io",
    "rolebindings.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io",
    "clusterrolebindings.rbac.authorization.k8s.io", "endpointslices.discovery.k8s.io",
    "leases.coordination.k8s.io", "certificatesigningrequests.certificates.k8s.io",
    "validatingwebhookconfigurations.admissionregistration.k8s.io",
    "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  ]

  /// What of the needs is not gathered: types of Kubernetes that the collector does not list.
  var remaining: [CollectionNeeds.TypePattern] {
    needs.sortedTypes.filter { type in
      // Groups with a dot that are not Kubernetes' own are those of custom resources.
      let isCustom = type.group.contains(".") && !type.group.hasSuffix(".k8s.io")
      return !Self.types.contains(type.name) && !type.isWildcard && !isCustom
    }
  }

  /// The specification as YAML.
  public func render() -> [UInt8] {
    var lines = [
      "# Gathers what ImportLint's rules read. Made by \(VisibleText.line(tool.text)).",
      "#",
      "#   kubectl support-bundle importlint.yaml",
      "#   importlint check support-bundle-*.tar.gz --target target.yaml",
    ]
    let names = remaining.map(\.name)
    if !names.isEmpty || needs.readsNodes {
      lines += ["#", "# Troubleshoot does not gather these; put them beside the bundle:"]
    }
    for name in names { lines.append("#   \(name)") }
    if needs.readsNodes { lines.append("#   files of nodes: importlint node-script") }
    lines += [
      "apiVersion: troubleshoot.sh/v1beta2",
      "kind: SupportBundle",
      "metadata:",
      "  name: importlint",
      "spec:",
      "  collectors:",
      "    # The version of the API server.",
      "    - clusterInfo: {}",
      "    # All namespaces, and all custom resources. What may not be read is said in the bundle.",
      "    - clusterResources:",
      "        ignoreRBAC: true",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
