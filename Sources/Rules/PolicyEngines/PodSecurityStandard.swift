import Basics

/// The levels of the Pod Security Standards that forbid something.
///
/// Source: kubernetes.io/docs/concepts/security/pod-security-standards, as of 1.34.
enum PodSecurityStandard: String, Sendable {
  case baseline
  case restricted

  /// What a pod does that a level forbids.
  struct Offence: Hashable, Sendable {
    /// As the standards and Kyverno name it.
    let control: String
    /// As the API server's refusal would say it, in short.
    let text: String
  }

  /// The violations of a pod's specification, in the order of the standards.
  func violations(of pod: JSONValue) -> [Offence] {
    let containers = ["initContainers", "containers", "ephemeralContainers"].flatMap {
      pod[$0]?.elements ?? []
    }
    var found = baseline(pod, containers)
    if self == .restricted { found += restricted(pod, containers) }
    return found
  }

  private func baseline(_ pod: JSONValue, _ containers: [JSONValue]) -> [Offence] {
    var found: [Offence] = []
    for field in ["hostNetwork", "hostPID", "hostIPC"] where pod[field]?.flag == true {
      found.append(Offence(control: "Host Namespaces", text: "\(field)=true"))
    }
    if containers.contains(where: { $0[path: "securityContext", "privileged"]?.flag == true }) {
      found.append(Offence(control: "Privileged Containers", text: "privileged=true"))
    }
    let addable: Set = [
      "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
      "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]
    let added = containers.flatMap {
      $0[path: "securityContext", "capabilities", "add"]?.texts ?? []
    }
    if let capability = added.first(where: { !addable.contains($0) }) {
      found.append(Offence(control: "Capabilities", text: "capabilities.add \(capability)"))
    }
    if (pod["volumes"]?.elements ?? []).contains(where: { $0["hostPath"] != nil }) {
      found.append(Offence(control: "HostPath Volumes", text: "hostPath volumes"))
    }
    let ports = containers.flatMap { $0["ports"]?.elements ?? [] }
    if ports.contains(where: { ($0["hostPort"] ?? .number(0)) != .number(0) }) {
      found.append(Offence(control: "Host Ports", text: "hostPort"))
    }
    return found
  }

  private func restricted(_ pod: JSONValue, _ containers: [JSONValue]) -> [Offence] {
    var found: [Offence] = []
    let allowed: Set<ExactText> = [
      "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
      "projected", "secret", "name",
    ]
    let kinds = (pod["volumes"]?.elements ?? []).flatMap { $0.fields.keys }.sorted()
    if let kind = kinds.first(where: { !allowed.contains($0) && $0 != "hostPath" }) {
      found.append(Offence(control: "Volume Types", text: "a volume of type \(kind.text)"))
    }
    func lacks(_ test: (JSONValue?) -> Bool) -> Bool {
      containers.contains { !test($0["securityContext"]) }
    }
    if lacks({ $0?["allowPrivilegeEscalation"]?.flag == false }) {
      found.append(
        Offence(
          control: "Privilege Escalation", text: "allowPrivilegeEscalation is not false"))
    }
    let nonRoot = pod[path: "securityContext", "runAsNonRoot"]?.flag
    if lacks({ ($0?["runAsNonRoot"]?.flag ?? nonRoot) == true }) {
      found.append(
        Offence(control: "Running as Non-root", text: "runAsNonRoot is not true"))
    }
    let profile = pod[path: "securityContext", "seccompProfile", "type"]?.text
    if lacks({
      ["RuntimeDefault", "Localhost"].contains($0?[path: "seccompProfile", "type"]?.text ?? profile)
    }) {
      found.append(
        Offence(control: "Seccomp", text: "seccompProfile is not RuntimeDefault"))
    }
    if lacks({ ($0?[path: "capabilities", "drop"]?.texts ?? []).contains("ALL") }) {
      found.append(Offence(control: "Capabilities", text: "capabilities.drop lacks ALL"))
    }
    return found
  }
}
