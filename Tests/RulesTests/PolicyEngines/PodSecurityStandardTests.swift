import Testing

@testable import Rules

@Suite("Levels of pod security, and Gatekeeper's match")
struct PodSecurityStandardTests {
  private static let hardened = """
    securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
    containers:
      - name: a
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
    volumes: [{name: t, emptyDir: {}}]
    """

  @Test(
    "what a pod violates",
    arguments: [
      (hardened, "restricted", ""),
      ("containers: [{name: a}]", "baseline", ""),
      (
        "containers: [{name: a}]", "restricted",
        "Privilege Escalation, Running as Non-root, Seccomp, Capabilities"
      ),
      ("hostPID: true\ncontainers: [{name: a}]", "baseline", "Host Namespaces"),
      (
        "containers: [{name: a, securityContext: {privileged: true}}]", "baseline",
        "Privileged Containers"
      ),
      (
        "containers: [{name: a, securityContext: {capabilities: {add: [SYS_ADMIN]}}}]", "baseline",
        "Capabilities"
      ),
      ("containers: [{name: a, securityContext: {capabilities: {add: [CHOWN]}}}]", "baseline", ""),
      ("containers: [{name: a, ports: [{hostPort: 80}]}]", "baseline", "Host Ports"),
      ("containers: [{name: a, ports: [{hostPort: 0}]}]", "baseline", ""),
      ("containers: []\nvolumes: [{name: h, hostPath: {path: /}}]", "baseline", "HostPath Volumes"),
      ("containers: []\nvolumes: [{name: h, nfs: {server: a}}]", "restricted", "Volume Types"),
      (
        "initContainers: [{name: i}]\n" + hardened, "restricted",
        "Privilege Escalation, Capabilities"
      ),
    ])
  func violations(pod: String, level: String, controls: String) throws {
    let standard = try #require(PodSecurityStandard(rawValue: level))
    let found = standard.violations(of: engineValue(pod)).map(\.control)
    #expect(found.joined(separator: ", ") == controls)
  }

  @Test(
    "what a constraint selects",
    arguments: [
      ("{}", true), ("{kinds: [{kinds: [Pod]}]}", true),
      ("{kinds: [{apiGroups: [apps], kinds: [Pod]}]}", false),
      ("{kinds: [{apiGroups: ['*'], kinds: ['*']}]}", true),
      ("{scope: Cluster}", false), ("{scope: Namespaced}", true),
      ("{namespaces: ['cattle-*']}", true), ("{namespaces: [shop]}", false),
      ("{excludedNamespaces: ['*-system']}", false), ("{name: 'agent-*'}", true),
      ("{name: web}", false), ("{labelSelector: {matchLabels: {app: other}}}", false),
      ("{namespaceSelector: {matchLabels: {team: x}}}", false), ("{source: Generated}", false),
      ("{source: Original}", true),
    ])
  func constraints(match: String, isSelected: Bool) {
    let pod = engineValue(
      "{apiVersion: v1, kind: Pod, metadata: {name: agent-1, namespace: cattle-system, "
        + "labels: {app: agent}}}")
    let request = KyvernoRequest(pod, namespaceObject: nil)
    let constraint = engineValue("{spec: {match: \(match)}}")
    #expect(GatekeeperMatch(constraint).selects(request) == isSelected)
  }

  @Test("objects of the whole cluster meet every criterion for namespaces")
  func clusterWide() {
    let role = engineValue(
      "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: admin}}")
    let constraint = engineValue("{spec: {match: {excludedNamespaces: ['cattle-*']}}}")
    let selects = GatekeeperMatch(constraint).selects(KyvernoRequest(role, namespaceObject: nil))
    #expect(selects)
  }
}
