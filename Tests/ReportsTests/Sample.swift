import Findings

/// One judgement with a case of everything that a report must show.
enum Sample {
  static let judgement = Judgement(
    terms,
    on: .init(
      cluster: ClusterSummary(
        name: "prod-eu-1", uid: "0f6f5f0e-3a53-4a0c-8a45-5a8f8f1c0b11", distribution: "rke2",
        version: "v1.30.4+rke2r1", nodeCount: 13, time: "2025-06-01T12:00:00Z"),
      profile: profile, evidence: evidence, artifacts: artifacts, baseline: baseline),
    findings: findings, rules: rules.map(told), problems: problems)

  private static let findings = (resolvers + others + unknowns + waived).map(compared)

  /// Findings say why as their rules do.
  private static func told(_ rule: RuleResult) -> RuleResult {
    var rule = rule
    rule.texts.why = findings.first { $0.rule == rule.id }?.why ?? rule.why
    return rule
  }

  private static let terms = Judgement.Terms(
    tool: ToolInfo(version: "0.1.0", dataDate: "2025-06-01", newestRancher: "2.13"),
    packs: [
      PackInfo(
        name: "rancher-import", version: "0.1.0", source: "built-in",
        data: [
          .init(
            name: "kubernetes-versions", updated: "2025-06-01",
            path: "newer/kubernetes-versions.yaml"),
          .init(
            name: "version-skew", updated: "2025-05-01",
            path: "rancher-import/data/version-skew.yaml"),
        ]),
      PackInfo(
        name: "acme-import", version: "1.4.0", source: "packs/acme",
        overrides: [
          .init(rule: "rancher-import/external-datastore", severity: .error, reason: nil),
          .init(
            rule: "rancher-import/preview-distribution", isEnabled: false,
            reason: "We run previews on purpose."),
        ]),
    ],
    target: TargetSummary(
      rancherVersion: "2.13.1", rancherURL: "https://rancher.example.com", path: "target.yaml"),
    options: JudgementOptions(now: "2025-06-01T12:00:00Z", ignored: ["acme-import/slow-disk"]),
    run: RunRecord(
      inputs: ["snapshot"], target: .init(file: "target.yaml"),
      packs: .init(folders: ["packs/acme"], data: "newer"), waivers: ["waivers.yaml"],
      baseline: "march.json", moment: "2025-06-01T00:00:00Z"))

  // MARK: Profile

  private static let profile = {
    var nodes = ClusterProfile.Nodes(count: 13, isComplete: true)
    nodes.roles = [.init("controlPlane", 3), .init("etcd", 3), .init("worker", 10)]
    nodes.zones = [.init("eu-1a", 7), .init(nil, 6)]
    nodes.regions = [.init(nil, 13)]
    nodes.operatingSystems = [.init("linux", 12), .init("windows", 1)]
    nodes.architectures = [.init("amd64", 13)]
    nodes.controlPlaneCount = 3
    nodes.etcdCount = 3
    nodes.gpuCount = 2
    nodes.gpuNodeCount = 1
    var profile = ClusterProfile()
    profile.distribution = "rke2"
    profile.version = "v1.30.4+rke2r1"
    profile.nodes = nodes
    profile.pods = .init(
      count: 212, isComplete: false,
      cpu: .init(podCount: 180, average: 250, largest: 4_000, largestPod: "ml/train\u{1B}[2J"),
      memory: .init(
        podCount: 12, average: 536_870_912, largest: 17_179_869_184, largestPod: "ml/train"),
      gpuPodCount: 1)
    profile.claims = .init(
      count: 12, isComplete: true, readWriteOnce: 10, readWriteMany: 2, pending: 1)
    profile.networkPlugins = ["canal"]
    profile.environments = .init(
      namespaceCount: 40, isComplete: true, found: [.init("prod", 3), .init("test", 2)])
    profile.components = [
      .init(name: .rancher, presence: .absent),
      .init(
        name: .agent, presence: .present, workload: "cattle-system/cattle-cluster-agent",
        version: "v2.9.3"),
      .init(name: .fleet, presence: .unknown), .init(name: .gatekeeper, presence: .absent),
      .init(name: .monitoring, presence: .absent),
    ]
    profile.rancherNamespaces = ["cattle-system"]
    profile.questions = DesignQuestion.Topic.allCases.map { topic in
      switch topic {
      case .latency, .datacenters: DesignQuestion(topic)
      case .gpu: DesignQuestion(topic, found: "yes: 1 pod asks for one", declared: "yes")
      default: DesignQuestion(topic, found: "as found")
      }
    }
    return profile
  }()

  // MARK: Failing

  private static let resolverFix = Fix(
    text: "Point the kubelet at a resolver file with real name servers.")
  private static let resolverWhy = """
    The kubelet hands its resolver file to pods. A loopback address there is the pod itself,
    so the agent never finds the Rancher server and the import hangs.

    CoreDNS forwards to itself and stops with "Loop detected".
    """

  /// The same finding on thirteen nodes, one of them with another message.
  private static let resolvers = (1...13).map { number -> Finding in
    let node = "w\(number)"
    let address = number == 7 ? "::1" : "127.0.0.53"
    let path = "nodes/\(node)/etc/resolv.conf"
    let place = Place(
      path: path,
      region: Region(
        byteOffset: 30, byteLength: address.utf8.count, line: 2, column: 12, endLine: 2,
        endColumn: 12 + address.utf8.count), pointer: nil,
      frame: SourceFrame(lines: [
        .init(number: 1, text: "# stub"),
        .init(number: 2, text: "nameserver \(address)", mark: 11..<(11 + address.utf8.count)),
        .init(number: 3, text: "search example.com"),
      ]))
    let fix = Fix(
      text: resolverFix.text,
      commands: ["ssh \(node) sudo ln -sf /run/systemd/resolve/resolv.conf /etc/resolv.conf"])
    return Finding(
      .init(
        rule: "rancher-import/loopback-resolver", validation: "loopback-only",
        subject: .node(node), fingerprint: "00000000000000\(number + 10)"),
      .fail, .error, message: "node \(node) resolves names through \(address)",
      texts: RuleTexts(
        title: "Node resolves names through a loopback address", why: resolverWhy, fix: fix),
      grounds: .init(
        places: [place],
        decidingValues: [.init(expression: "variables.servers", value: "[\"\(address)\"]")]))
  }

  private static func object(
    _ group: String, _ kind: String, _ plural: String, _ namespace: String, _ name: String
  ) -> Subject {
    .resource(
      ResourceReference(
        group: group, version: "v1", kind: kind, plural: plural, namespace: namespace, name: name))
  }

  private static let others = [
    Finding(
      .init(
        rule: "rancher-import/dead-rancher-webhook", validation: "1",
        subject: object(
          "admissionregistration.k8s.io", "ValidatingWebhookConfiguration",
          "validatingwebhookconfigurations", "", "rancher.cattle.io"),
        fingerprint: "00000000000000a1"),
      .fail, .error, message: "webhook rancher.cattle.io has no backend. It refuses changes",
      texts: RuleTexts(
        title: "Webhook of an earlier Rancher",
        why: "Every change to the objects that it matches is refused, the import's among them.",
        fix: Fix(
          text: "Delete the webhook configuration.",
          commands: ["kubectl delete validatingwebhookconfiguration rancher.cattle.io"])),
      grounds: .init(places: [
        Place(
          path: "resources/webhooks ä:1.yaml",
          region: Region(
            byteOffset: 120, byteLength: 400, line: 8, column: 3, endLine: 21, endColumn: 1),
          pointer: "/webhooks/0", precision: .object,
          frame: SourceFrame(
            lines: [
              .init(number: 8, text: "- name: rancher.cattle.io", mark: 2..<25),
              .init(number: 9, text: "  clientConfig: {caBundle: (hidden)}", mark: 2..<36),
            ], isAltered: true)),
        Place(
          path: "resources/services.yaml", region: Region(byteOffset: 0, line: 1, column: 1),
          note: "the searched list"),
      ])),
    accepted(
      Finding(
        .init(
          rule: "acme-import/odd-name", validation: "1",
          subject: object(
            "apps", "Deployment", "deployments", "shop", "we\u{1B}[31mird\u{202E}"),
          fingerprint: "00000000000000b2"),
        .fail, .warning,
        message:
          "we\u{1B}[31mird\u{202E} has\na name with [a link](https://example.com) <b>in it</b>",
        texts: RuleTexts(
          title: "Object has an odd name",
          why: "Names with `<html>` or <b>tags</b> confuse dashboards.",
          fix: Fix(text: "Rename it.", commands: ["kubectl -n shop get deploy \\\n  -o name"])),
        grounds: .init(places: [oddNamePlace])),
      Waiver(
        reason: "Renamed in March", owner: "shop team", expires: "2025-03-31", isExpired: true)),
    Finding(
      .init(
        rule: "rancher-import/missing-agent-proxy", validation: "1", subject: .cluster,
        fingerprint: "00000000000000c3"),
      .fail, .note, message: "the target declares a proxy, and its agent environment has none",
      texts: RuleTexts(
        title: "Agent does not know the proxy", why: "The agent cannot leave the network.",
        fix: Fix(text: "Set agent.environment."))),
  ]

  private static let oddNamePlace = Place(
    path: "resources/deployments.apps.json",
    region: Region(
      byteOffset: 900, byteLength: 6, line: 1, column: 901, endLine: 1, endColumn: 907),
    pointer: "/metadata/name",
    frame: SourceFrame(
      lines: [
        .init(
          number: 1,
          text:
            "…\"metadata\":{\"labels\":{\"app\":\"日本\t\u{1B}[2J\"},\"name\":\"we\u{1B}[31mird"
            + "\u{202E}\",\"namespace\":\"shop\",\"uid\":"
            + "\"5d4c0a52-7a2f-4f2c-9f0e-2c1b1f6f3d11\"}…",
          mark: 48..<58)
      ], isAltered: true))

  // MARK: Unknown and waived

  private static func unknown(
    _ rule: String, _ severity: Severity, _ subject: Subject, _ missing: [MissingEvidence],
    places: [Place] = []
  ) -> Finding {
    Finding(
      .init(
        rule: "rancher-import/\(rule)", validation: "1", subject: subject,
        fingerprint: "d4-\(rule)-\(subject.text)"),
      .unknown, severity, message: "cannot be decided",
      texts: RuleTexts(
        title: "Rule \(rule)", why: "It matters.", fix: Fix(text: "Repair it.")),
      grounds: .init(places: places, missing: missing))
  }

  private static let secrets = MissingEvidence(
    .resources, "secrets in cattle-system were not exported",
    collect: CollectionStep(
      .kubectl, "kubectl get secrets --namespace cattle-system --output yaml",
      at: "resources/secrets.yaml", type: "secrets"))

  private static let unknowns =
    [
      unknown("already-imported", .error, .cluster, [secrets]),
      unknown(
        "conflicting-registrations", .error, .cluster,
        [
          secrets,
          MissingEvidence(
            .targetField, "the target does not say rancher.installUUID",
            collect: CollectionStep(
              .targetField, "rancher.installUUID", example: "installUUID: 01234567",
              note: "which Rancher it is"),
            or: [CollectionStep(.other, "ask who runs that Rancher")]),
        ]),
      unknown(
        "standalone-fleet", .warning, object("apps", "Deployment", "deployments", "fleet", "ctl"),
        [
          MissingEvidence(
            .evaluationError, "no such key: replicas in object.spec.replicas")
        ],
        places: [
          Place(path: "resources/fleet.yaml", region: Region(byteOffset: 3, line: 4, column: 5))
        ]),
    ]
    + (1...13).map { number in
      unknown(
        "active-dnsmasq", .warning, .node("w\(number)"),
        [
          MissingEvidence(
            .nodeFile, "unit dnsmasq.service of node w\(number) was not collected",
            collect: CollectionStep(
              .nodeCommand, "systemctl show dnsmasq.service",
              at: "nodes/<NODE>/systemd/dnsmasq.service.show", node: "w\(number)"))
        ])
    }

  private static func accepted(_ finding: Finding, _ waiver: Waiver) -> Finding {
    var finding = finding
    finding.waiver = waiver
    return finding
  }

  private static let waived = [
    accepted(
      Finding(
        .init(
          rule: "rancher-import/external-datastore", validation: "1", subject: .cluster,
          fingerprint: "00000000000000e5"),
        .fail, .error, message: "the datastore is mysql://(hidden)@tcp(db:3306)/k3s",
        texts: RuleTexts(
          title: "Datastore outside the cluster", why: "Rancher does not back it up.",
          fix: Fix(text: "Back it up yourself.")),
        grounds: .init(places: [
          Place(
            path: "nodes/w1/etc/rancher/k3s/config.yaml",
            region: Region(
              byteOffset: 0, byteLength: 8, line: 1, column: 1, endLine: 1, endColumn: 9))
        ])),
      Waiver(
        reason: "The DBA team backs it up hourly.", owner: "dba@example.com",
        ticket: "OPS-7", expires: "2026-01-31",
        place: Place(path: "waivers.yaml", region: Region(byteOffset: 10, line: 3, column: 5))))
  ]

  // MARK: What has changed

  /// Only the webhook is new, and a rule that was not judged then.
  private static func compared(_ finding: Finding) -> Finding {
    var finding = finding
    finding.change =
      switch finding.rule {
      case "rancher-import/dead-rancher-webhook": .init(.new)
      case "acme-import/odd-name": .init(.new, doubt: "the rule was not judged then")
      default: .init(.unchanged)
      }
    return finding
  }

  private static let baseline = BaselineSummary(
    path: "march.json", time: "2025-03-01T12:00:00Z",
    absent: [
      .init(
        .init(
          rule: "rancher-import/loopback-resolver", validation: "loopback-only",
          subject: .node("cp1"), fingerprint: "00000000000000f6"),
        .fail, .error, title: "Node resolves names through a loopback address",
        message: "node cp1 resolves names through 127.0.0.53"),
      .init(
        .init(
          rule: "acme-import/odd-name", validation: "1", subject: .node("w1"),
          fingerprint: "00000000000000f7"),
        .fail, .warning, title: "Object has an odd name", message: "the node w1 has an odd name",
        doubt: "it is not known now"),
    ])

  // MARK: What was run and read

  private static func rule(
    _ id: String, _ title: String, _ severity: Severity, _ kind: Subject.Kind,
    _ counts: VerdictCounts, why: String = "It matters.", fix: Fix = Fix(text: "Repair it."),
    reason: String? = nil, passing: [Subject] = [], notApplicable: [Subject] = []
  ) -> RuleResult {
    let pack = String(id.prefix { $0 != "/" })
    let earlier = id.hasSuffix("resolver") ? ["rancher-import/dns-loopback"] : []
    return RuleResult(
      .init(id: id, pack: pack, area: "nodes", deprecatedIds: earlier), of: kind, severity,
      texts: RuleTexts(title: title, why: why, fix: fix),
      references: [
        .init(title: "Rancher: registering clusters", url: "https://example.com/register")
      ],
      outcome: .init(
        counts, notApplicableReason: reason, passing: passing, notApplicable: notApplicable))
  }

  private static let rules = [
    rule(
      "rancher-import/loopback-resolver", "Node resolves names through a loopback address",
      .error, .node, VerdictCounts(pass: 1, fail: 13, notApplicable: 1), why: resolverWhy,
      fix: resolverFix, passing: [.node("cp1")], notApplicable: [.node("win1")]),
    rule(
      "rancher-import/dead-rancher-webhook", "Webhook of an earlier Rancher", .error, .resource,
      VerdictCounts(pass: 2, fail: 1)),
    rule(
      "acme-import/odd-name", "Object has an odd name", .warning, .resource,
      VerdictCounts(pass: 40, fail: 1), why: "Names with `<html>` or <b>tags</b> confuse.",
      fix: Fix(text: "Rename it.", commands: ["kubectl -n shop get deploy \\\n  -o name"])),
    rule(
      "rancher-import/missing-agent-proxy", "Agent does not know the proxy", .note, .cluster,
      VerdictCounts(fail: 1)),
    rule(
      "rancher-import/already-imported", "Rule already-imported", .error, .cluster,
      VerdictCounts(unknown: 1)),
    rule(
      "rancher-import/conflicting-registrations", "Rule conflicting-registrations", .error,
      .cluster, VerdictCounts(unknown: 1)),
    rule(
      "rancher-import/standalone-fleet", "Rule standalone-fleet", .warning, .resource,
      VerdictCounts(unknown: 1)),
    rule(
      "rancher-import/active-dnsmasq", "Rule active-dnsmasq", .warning, .node,
      VerdictCounts(unknown: 13)),
    rule(
      "rancher-import/external-datastore", "Datastore outside the cluster", .error, .cluster,
      VerdictCounts(fail: 1)),
    rule(
      "rancher-import/end-of-life-rke1", "RKE1 is no longer managed", .error, .cluster,
      VerdictCounts(notApplicable: 1), reason: "the distribution is rke2, not rke",
      notApplicable: [.cluster]),
  ]

  private static let evidence = [
    EvidenceEntry(
      kind: .resources, name: "apps/deployments", state: .assumed,
      detail: "a list of all namespaces, nothing proves it",
      paths: ["resources/deployments.apps.json"]),
    EvidenceEntry(kind: .resources, name: "v1/nodes", state: .complete, paths: ["nodes.yaml"]),
    EvidenceEntry(
      kind: .resources, name: "v1/secrets", namespace: "cattle-system", state: .denied,
      detail: "secrets is forbidden"),
    EvidenceEntry(
      kind: .resources, name: "v1/services", state: .partial,
      detail: "namespace shop is missing", paths: ["resources/services.yaml"]),
    EvidenceEntry(
      kind: .nodeFile, name: "/etc/rancher/k3s/config.yaml", node: "w1", state: .hidden,
      detail: "the datastore's endpoint is redacted"),
    EvidenceEntry(kind: .nodeCommand, name: "systemctl show", node: "w1", state: .absent),
  ]

  private static let problems = [
    Problem(
      stage: .documents, code: "invalid-yaml", message: "a mapping value is not allowed here",
      places: [
        Place(
          path: "resources/broken.yaml",
          region: Region(
            byteOffset: 8, byteLength: 1, line: 2, column: 5, endLine: 2, endColumn: 6),
          frame: SourceFrame(lines: [.init(number: 2, text: "a: b: c", mark: 4..<5)]))
      ], help: "What it would have held counts as partial."),
    Problem(
      stage: .documents, code: "duplicate-key", severity: .warning,
      message: "key 'name' is there twice; the last one counts",
      places: [
        Place(path: "resources/x.yaml", region: Region(byteOffset: 40, line: 6, column: 3)),
        Place(
          path: "resources/x.yaml", region: Region(byteOffset: 10, line: 3, column: 3),
          note: "first defined here"),
        Place(
          path: "resources/x.yaml", region: Region(byteOffset: 90, line: 12, column: 3),
          note: "again"),
      ], count: 7),
    Problem(
      stage: .target, code: "unused-field", severity: .note,
      message: "field intent.gpu is read by no rule", places: [Place(path: "target.yaml")]),
  ]

  private static let artifacts = [
    Artifact(
      path: "resources/deployments.apps.json", length: 4096,
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Artifact(path: "resources/webhooks ä:1.yaml", length: 800),
    Artifact(path: "target.yaml", length: 120, role: .target),
    Artifact(path: "dump.tar.gz//resources/x.yaml", length: 77, archive: "dump.tar.gz"),
    Artifact(path: "dump.tar.gz", length: 900),
    Artifact(path: "waivers.yaml", length: 66, role: .waivers),
    Artifact(path: "packs/acme/pack.yaml", length: 55, role: .pack),
  ]

  /// A cluster with nothing wrong.
  static let ready = Judgement(
    .init(
      tool: ToolInfo(version: "0.1.0"),
      packs: [PackInfo(name: "rancher-import", version: "0.1.0", source: "built-in")]),
    on: .init(cluster: ClusterSummary(uid: "0f6f5f0e-3a53-4a0c-8a45-5a8f8f1c0b11")),
    rules: [
      rule(
        "rancher-import/loopback-resolver", "Node resolves names through a loopback address",
        .error, .node, VerdictCounts(pass: 3))
    ])

  /// A run that ended before anything was judged.
  static let failed = Judgement(
    .init(
      tool: ToolInfo(version: "0.1.0"), options: JudgementOptions(selected: ["loopback-resolvr"])),
    problems: [
      Problem(
        stage: .arguments, code: "unknown-rule", isFatal: true,
        message: "no rule is named 'loopback-resolvr'",
        help: "Did you mean rancher-import/loopback-resolver?")
    ])
}
