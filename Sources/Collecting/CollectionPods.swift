import Basics

/// The pods that `collect --nodes` and `--probe` run for a few minutes, and what is made for them.
/// They hold no script: what they are to do comes through `kubectl exec`.
public struct CollectionPods: Sendable {
  /// The image that they run: it must have a POSIX shell, awk and, for probes, curl.
  public var image: String
  /// Where they run; nil: in a namespace of their own, which is removed with them.
  public var namespace: String?
  /// Taints that they tolerate, as `key`, `key=value` or `key=value:effect`; none: all taints.
  public var tolerations: [String] = []
  /// Whether files of the nodes are wanted.
  public var gathersFiles = false
  /// Whether their folders may be mounted; where not, a pod of a node shows its resolver alone.
  public var mountsNodes = true
  /// What is asked of Rancher, from a pod and from nodes.
  public var probe: ProbeRequest?

  public init(image: String) { self.image = image }

  /// The value of the label that all they made have.
  static let name = "importlint-collect"
  static let label = "app.kubernetes.io/managed-by"
  static let selector = "\(label)=\(name)"
  /// Which of the pods one is.
  static let roleLabel = "app.kubernetes.io/component"
  static let ofNodes = "nodes"
  static let ofProbe = "probe"
  static let container = "collect"
  /// Where a node's root folder is in a pod.
  static let root = "/node"

  var place: String { namespace ?? CollectionPods.name }

  /// Whether there are any.
  public var isEmpty: Bool { !gathersFiles && probe == nil }

  /// What they are, in a sentence, before they are made.
  public var announcement: String {
    var parts: [String] = []
    if namespace == nil { parts.append("namespace \(place)") }
    parts.append("DaemonSet \(place)/\(CollectionPods.name) (a pod on each node)")
    if probe != nil { parts.append("pod \(place)/\(CollectionPods.name)-probe") }
    return
      "makes in the cluster, and removes at the end: \(parts.joined(separator: ", ")); they run "
      + "\(image)"
      + (gathersFiles && mountsNodes
        ? " as root, with the nodes' files mounted read-only and no capability but to chroot"
        : " with the nodes' network and nothing else of theirs")
  }

  // MARK: Manifests

  /// All that is made, as one file.
  var manifest: String {
    ([namespaceManifest] + [daemonSet] + [probe == nil ? nil : probePod]).compactMap { $0 }
      .joined(separator: "---\n")
  }

  /// nil if the namespace is there already.
  var namespaceManifest: String? {
    guard namespace == nil else { return nil }
    return """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: \(place)
        labels:
          \(CollectionPods.label): \(CollectionPods.name)
          # Files of nodes are mounted, and node networks are probed.
          pod-security.kubernetes.io/enforce: privileged

      """
  }

  /// A pod on each node of Linux.
  var daemonSet: String {
    """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: \(CollectionPods.name)
      namespace: \(QuotedText.yaml(place))
      labels:
    \(labels(CollectionPods.ofNodes, "    "))
    spec:
      selector:
        matchLabels:
    \(labels(CollectionPods.ofNodes, "      "))
      template:
        metadata:
          labels:
    \(labels(CollectionPods.ofNodes, "        "))
        spec:
          nodeSelector: {kubernetes.io/os: linux}
          tolerations:
    \(tolerationLines.joined(separator: "\n"))
          # The node's own network and name servers: those that its pods get with this policy.
          hostNetwork: \(usesNodes)
          dnsPolicy: Default
    \(podLines("      ", mounts: isRoot))

    """
  }

  /// A pod as the agent's will be: with the cluster's network and name servers.
  var probePod: String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(CollectionPods.name)-probe
      namespace: \(QuotedText.yaml(place))
      labels:
    \(labels(CollectionPods.ofProbe, "    "))
    spec:
      nodeSelector: {kubernetes.io/os: linux}
      restartPolicy: Never
    \(podLines("  ", mounts: false))

    """
  }

  private func labels(_ role: String, _ indent: String) -> String {
    "\(indent)\(CollectionPods.label): \(CollectionPods.name)\n"
      + "\(indent)\(CollectionPods.roleLabel): \(role)"
  }

  /// Whether the pods see the nodes' files, which belong to root.
  private var isRoot: Bool { gathersFiles && mountsNodes }
  /// Whether they use the nodes' network. Without anything of the nodes, a pod's resolver is
  /// gathered alone, which needs no rights at all.
  var usesNodes: Bool { mountsNodes }

  private var tolerationLines: [String] {
    if tolerations.isEmpty { return ["        - operator: Exists"] }
    return tolerations.map { text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      let pair = (parts.first ?? "").split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      var fields = ["key: \(QuotedText.yaml(pair.first ?? ""))"]
      if pair.count == 2 {
        fields += ["operator: Equal", "value: \(QuotedText.yaml(pair[1]))"]
      } else {
        fields.append("operator: Exists")
      }
      if parts.count == 2 { fields.append("effect: \(QuotedText.yaml(parts[1]))") }
      return "        - {\(fields.joined(separator: ", "))}"
    }
  }

  /// What is the same for all pods: they wait, may do nothing, and end soon.
  private func podLines(_ indent: String, mounts: Bool) -> String {
    var lines = [
      "automountServiceAccountToken: false",
      "enableServiceLinks: false",
      "terminationGracePeriodSeconds: 0",
      "securityContext:",
      mounts ? "  runAsUser: 0" : "  runAsNonRoot: true\n\(indent)  runAsUser: 65534",
      "  seccompProfile: {type: RuntimeDefault}",
      "containers:",
      "  - name: \(CollectionPods.container)",
      "    image: \(QuotedText.yaml(image))",
      "    imagePullPolicy: IfNotPresent",
      "    command: [/bin/sh, -c, \"trap 'exit 0' TERM; sleep 1800 & wait\"]",
      "    resources:",
      "      requests: {cpu: 10m, memory: 32Mi}",
      "      limits: {memory: 256Mi}",
      "    securityContext:",
      "      privileged: false",
      "      allowPrivilegeEscalation: false",
      "      readOnlyRootFilesystem: true",
      // Root without capabilities reads what root owns. To chroot lets systemctl be the node's own.
      mounts
        ? "      capabilities: {drop: [ALL], add: [SYS_CHROOT]}"
        : "      capabilities: {drop: [ALL]}",
      "    volumeMounts:",
      "      - {name: tmp, mountPath: /tmp}",
    ]
    if mounts {
      lines.append("      - {name: node, mountPath: \(CollectionPods.root), readOnly: true}")
    }
    lines += ["volumes:", "  - {name: tmp, emptyDir: {medium: Memory, sizeLimit: 32Mi}}"]
    if mounts { lines.append("  - {name: node, hostPath: {path: /, type: Directory}}") }
    return lines.map { indent + $0 }.joined(separator: "\n")
  }

  /// The command that runs the node script in a pod.
  static func nodeScript(of node: String) -> [String] {
    [
      "/bin/sh", "-s", "--", "--frames", "--node", node, "--root", root, "--systemctl",
      "chroot \(root) systemctl",
    ]
  }

  /// What a run does in the cluster, as lines for a shell: what `--dry-run` prints.
  func script(_ kubectl: Kubectl, into folder: String) -> String {
    var lines = [
      "# \(announcement).",
      kubectl.shell(["create", "--validate=false", "-f", "-"]) + " <<'MANIFEST'",
      manifest + "MANIFEST",
      "# In each pod, what it gathers goes to standard output:",
    ]
    func execute(_ command: String, _ input: String, _ file: String) {
      let words = ["exec", "-i", "POD", "-n", place, "-c", CollectionPods.container, "--"]
      lines.append("\(kubectl.shell(words)) \(command)\(input)  # \(folder)/\(file)")
    }
    execute("cat /etc/resolv.conf", "", "nodes/NODE/pod-resolv.conf")
    if isRoot {
      execute(
        CollectionPods.nodeScript(of: "NODE").map(QuotedText.shell).joined(separator: " "),
        " < node-script.sh", "nodes/NODE/")
    }
    if let probe { execute("/bin/sh -s", " < probe of \(probe.url)", "probes/NODE/rancher.json") }
    lines.append(kubectl.shell(CollectionPods.removal(from: namespace)))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Rights

  /// What whoever makes them must be allowed beyond reading, as rules of a ClusterRole.
  static let roleRules = """
      # For --nodes and --probe: pods of a few minutes, and what they run.
      - apiGroups: [""]
        resources: [namespaces]
        verbs: [create, get, list, delete, deletecollection]
      - apiGroups: [apps]
        resources: [daemonsets]
        verbs: [create, get, list, delete, deletecollection]
      - apiGroups: [""]
        resources: [pods]
        verbs: [create, get, list, delete, deletecollection]
      - apiGroups: [""]
        resources: [pods/exec]
        verbs: [create, get]

    """
}
