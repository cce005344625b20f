import Basics
import Findings

/// The least that whoever collects must be allowed to do, as a ClusterRole: reading only.
struct CollectionRole {
  var needs: CollectionNeeds
  var leavesSecretsOut = false
  var asksKubelets = true

  init(_ needs: CollectionNeeds) { self.needs = needs }

  /// YAML, with how to bind it.
  var text: String {
    var lines = [
      "# What `importlint collect` reads. To give it to a user:",
      "#   kubectl apply -f role.yaml",
      "#   kubectl create clusterrolebinding importlint-collect \\",
      "#     --clusterrole=importlint-collect --user=NAME",
      "# or, for a service account, --serviceaccount=NAMESPACE:NAME. To take it away again:",
      "#   kubectl delete clusterrolebinding,clusterrole importlint-collect",
      "apiVersion: rbac.authorization.k8s.io/v1",
      "kind: ClusterRole",
      "metadata:",
      "  name: importlint-collect",
      "rules:",
      "  - nonResourceURLs: [/version, /api, /api/*, /apis, /apis/*]",
      "    verbs: [get]",
    ]
    let types = needs.sortedTypes.filter {
      !(leavesSecretsOut && $0.covers(group: "", plural: CollectionCalls.secrets))
    }
    for group in Set(types.map(\.group)).sortedByBytes() {
      let plurals = types.filter { $0.group == group }.map(\.plural).sortedByBytes()
      lines.append("  - apiGroups: [\(QuotedText.yaml(group))]")
      lines.append("    resources:")
      for plural in plurals {
        if group.isEmpty, plural == CollectionCalls.secrets {
          lines.append(
            "      # Whoever may list Secrets may read their values; importlint does not.")
          lines.append(
            "      # Without this line (and with --no-secrets) a few rules stay unknown.")
        }
        lines.append("      - \(QuotedText.yaml(plural))")
      }
      lines.append("    verbs: [list]")
    }
    if needs.covers(group: CollectionCalls.policyGroup, plural: CollectionCalls.policyPlural) {
      lines += [
        "  # The parameters of admission policies are of types that the policies name. Where there",
        "  # are others than those above, add a rule for each:",
        "  #   kubectl get \(CollectionCalls.policyPlural) -o \\",
        "  #     custom-columns=VERSION:.spec.paramKind.apiVersion,KIND:.spec.paramKind.kind",
      ]
    }
    if needs.readsNodes, asksKubelets {
      lines += [
        "  # For the configuration that kubelets run with. It reaches all of a kubelet's API,",
        "  # which is more than reading: where that is too much, leave it out (--no-kubelets).",
        "  - apiGroups: [\"\"]",
        "    resources: [nodes/proxy]",
        "    verbs: [get]",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
