extension Declarations {
  private static let probeResolution = ObjectDeclaration(
    "ProbeResolution",
    [
      Declaration("addresses", .list(.string), "The addresses that were found."),
      Declaration("error", .string, "Why none was found; not there where one was."),
    ])

  package static let probe = ObjectDeclaration(
    "Probe",
    [
      Declaration(
        "url", .string, "The URL that was asked.", requirement: .always,
        pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"),
      Declaration(
        "status", .int, "HTTP status, 100 to 599; not there where no answer came."),
      Declaration("body", .string, "Start of the answer's body: `pong` for /ping."),
      Declaration("error", .string, "Why no answer came; not there where one did."),
      Declaration(
        "tls",
        .object(
          ObjectDeclaration(
            "ProbeTLS",
            [
              Declaration("verified", .bool, "Whether the chain was verified."),
              Declaration("error", .string, "Why it was not; not there where it was."),
              Declaration("chain", .list(.object(certificate)), "The chain, the server's first."),
            ])), "The TLS handshake; not there over plain HTTP."),
      Declaration(
        "caChecksum", .string,
        "SHA-256 of the setting `cacerts` that Rancher serves; empty where it serves none.",
        pattern: "^([0-9a-f]{64})?$"),
      Declaration(
        "webSocket",
        .object(
          ObjectDeclaration(
            "ProbeWebSocket",
            [
              Declaration("status", .int, "HTTP status of the upgrade: 101 where it worked."),
              Declaration("error", .string, "Why it failed; not there where it worked."),
              Declaration(
                "authenticated", .bool,
                "Whether a token was sent; without one Rancher refuses the upgrade."),
            ])), "The attempt to upgrade to a WebSocket."),
      Declaration("addresses", .list(.string), "What the host name resolved to."),
      Declaration("resolved", .object(probeResolution), "The look-up of the host name."),
      Declaration(
        "connected",
        .object(
          ObjectDeclaration(
            "ProbeConnection",
            [Declaration("error", .string, "Why it failed; not there where it worked.")])),
        "The TCP connection, to Rancher or to the proxy."),
      Declaration(
        "via", .string, "The proxy that was used; empty where none was.",
        hidden: "where it has a password"),
      Declaration(
        "pod",
        .object(
          ObjectDeclaration(
            "ProbePod",
            [
              Declaration("node", .string, "The node that it ran on."),
              Declaration(
                "hostNetwork", .bool, "Whether it used the network of its node, as agents do not."),
            ])), "The pod that asked, where one did."),
      Declaration(
        "time", .string, "When, by the prober's clock, RFC 3339.",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"),
      Declaration(
        "serverDate", .string,
        "The Date header of the answer, by Rancher's clock, as it stands there or RFC 3339.",
        pattern: "^([A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT|[0-9]{4}-.*)?$"),
    ])

  static let rke = ObjectDeclaration(
    "RKE",
    [
      Declaration(
        "cluster", .map(.dyn), "RKE1's cluster.yml.", sources: ["rke/cluster.yml"],
        missing: "unknown; not there on other distributions", hidden: "credentials"),
      Declaration(
        "state", .map(.dyn),
        """
        RKE1's state: Kubernetes version, nodes with addresses and roles, and backup settings of \
        `desiredState` and `currentState`; nothing else of it is kept.
        """,
        sources: [
          "rke/cluster.rkestate", "Secret or ConfigMap kube-system/full-cluster-state",
        ],
        missing: "unknown; not there where it is proved that there is none"),
    ])

  /// What is known of the cluster as a whole.
  public static let cluster = ObjectDeclaration(
    "Cluster",
    [
      Declaration(
        "name", .string, "The cluster's name.",
        sources: ["importlint-snapshot.yaml", "`cluster.name` of the target"], missing: "unknown"),
      Declaration(
        "uid", .string, "uid of namespace kube-system.",
        sources: ["namespaces"], missing: "unknown"),
      Declaration(
        "distribution", .string,
        """
        As Rancher recognises it: `k3s`, `rke2`, `harvester`, `eks`, `gke`, `aks`, `rke`, \
        `rke.windows`, `docker` (Docker Desktop), `minikube`; finer where it does not: \
        `gke-autopilot`, `openshift`, `tanzu`, `mke`, `vcluster`, `kind`, `kubeadm`; else `generic`.
        """,
        sources: [
          "gitVersion of the API server, else the kubelets'; labels and annotations of the Nodes"
        ],
        missing: """
          unknown without a version, where not all Nodes are known, or where they are of two \
          clusters
          """),
      Declaration(
        "version", .string, "gitVersion of the API server, e.g. `v1.30.4+rke2r1`.",
        sources: ["GET /version", "kubectl version"],
        missing: """
          unknown, also where it lacks the vendor's mark that a kubelet's has; `inRange` decides \
          where all versions agree that the kubelets' versions allow
          """),
      Declaration(
        "kubernetes", .string, "Its major, minor and patch: `1.30.4`. Use `semver(…)`.",
        sources: ["cluster.version"], missing: "as cluster.version"),
      Declaration(
        "time", .string, "When the snapshot was taken, RFC 3339 in UTC.",
        sources: ["importlint-snapshot.yaml", "newest heartbeat of the Nodes"],
        missing: "unknown, also where the two are more than a day apart"),
      Declaration(
        "servedTypes", .list(.string),
        "What the API server serves, as `<plural>[.<group>]`: `nodes`, `plans.upgrade.cattle.io`.",
        sources: ["API discovery", "kubectl api-resources", "customresourcedefinitions"],
        missing: "more may be served, unless discovery or api-resources are there"),
      Declaration(
        "probes", .map(.object(probe)),
        "Recorded requests to Rancher's URL, by where they came from: a node's name, or `pod`.",
        sources: ["probes/<from>/rancher.json"], missing: "a probe that was not recorded is unknown"
      ),
      Declaration("rke", .object(rke), "RKE1's own files."),
      Declaration(
        "cloud", .map(.map(.dyn)),
        "Files of the cloud provider, by provider and file name: IAM policies, role definitions.",
        sources: ["cloud/<provider>/*"], missing: "unknown"),
      Declaration(
        "access", .map(.bool),
        """
        By identity, whether it may do everything: what `kubectl auth can-i --list` prints as \
        that identity has every verb for every resource and every URL.
        """,
        sources: ["access/<identity>.can-i.txt"],
        missing: """
          an identity whose list was not collected is unknown, and so is one whose list may be \
          incomplete and does not give everything, or whose lists contradict each other
          """),
    ])
}
