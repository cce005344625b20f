extension Declarations {
  private static let targetRancher = ObjectDeclaration(
    "TargetRancher",
    [
      Declaration(
        "version", .string, "Rancher's version, e.g. `2.13.1`.", sources: ["--rancher", "file"],
        example: "2.13.1"),
      Declaration(
        "url", .string, "Its server URL, as the agents reach it.",
        sources: ["--rancher-url", "file"], example: "https://rancher.example.com"),
      Declaration(
        "caFile", .string,
        "PEM file of the private CA that Rancher serves, relative to the target file; \"\": none.",
        example: "ca.pem"),
      Declaration(
        "caChecksum", .string,
        """
        Lower-case SHA-256 of the CA's PEM text with exactly one final newline, which is what \
        Rancher computes; "" where `caFile` is "".
        """, sources: ["file", "computed from caFile"],
        example: "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"),
      Declaration(
        "caCertificates", .list(.object(certificate)), "The certificates of caFile.",
        sources: ["computed from caFile"], isComputed: true),
      Declaration(
        "agentTLSMode", .string, "Setting agent-tls-mode.", values: ["strict", "system-store"]),
      Declaration(
        "installUUID", .string, "Setting install-uuid.",
        example: "0f3c1e5a-6f0e-4c55-8a3b-2f2a6d6d9f10"),
      Declaration(
        "systemDefaultRegistry", .string,
        "Setting system-default-registry, the registry in front of Rancher's images; \"\": none.",
        example: "registry.example.com"),
    ])

  private static let targetCluster = ObjectDeclaration(
    "TargetCluster",
    [
      Declaration(
        "name", .string, "The name that the cluster is to have in Rancher.", example: "prod-eu-1"),
      Declaration(
        "uid", .string, "uid of its namespace kube-system, where no export has it.",
        example: "6c1f6f0e-2f0b-4f8e-9d0b-4a4f3e6a7b21"),
    ])

  private static let targetProxy = ObjectDeclaration(
    "TargetProxy", isWhole: true,
    [
      Declaration(
        "https", .string, "Proxy for https URLs.", hidden: "where it has a password",
        example: "http://proxy.example.com:3128"),
      Declaration(
        "http", .string, "Proxy for http URLs.", hidden: "where it has a password",
        example: "http://proxy.example.com:3128"),
    ])

  private static let targetIntent = ObjectDeclaration(
    "TargetIntent",
    [
      Declaration("highAvailability", .bool, "The cluster is to survive the loss of a node."),
      Declaration("versionManagement", .bool, "Rancher is to upgrade Kubernetes."),
      Declaration("monitoring", .bool, "Rancher Monitoring is to be installed."),
      Declaration(
        "etcdBackup", .string, "Who backs up the datastore.",
        values: ["rancher", "external", "none"]),
      Declaration(
        "environments", .list(.string), "What runs here: `prod`, `test`, …",
        example: "[prod]"),
      Declaration("datacenters", .int, "Number of sites that the nodes lie in."),
      Declaration("nodeLatencyMs", .double, "Latency between nodes, in milliseconds."),
      Declaration(
        "pods",
        .object(
          ObjectDeclaration(
            "TargetPods",
            [
              Declaration("count", .int, "Pods that are to run.", example: "500"),
              Declaration(
                "largest",
                .object(
                  ObjectDeclaration(
                    "TargetLargestPod",
                    [
                      Declaration("cpu", .string, "Its CPU request, a quantity.", example: "500m"),
                      Declaration(
                        "memory", .string, "Its memory request, a quantity.", example: "8Gi"),
                    ])), "The largest of them."),
            ])), "The pods that are to run."),
      Declaration("gpu", .bool, "Workloads need GPUs."),
      Declaration(
        "storage", .list(.string), "Access modes that workloads need: `rwo`, `rwx`.",
        values: ["rwo", "rwx"], example: "[rwo]"),
      Declaration("sshAccess", .bool, "A machine reaches all nodes by SSH."),
      Declaration("airGapped", .bool, "The nodes reach no registry on the internet."),
    ])

  private static let targetImport = ObjectDeclaration(
    "TargetImport",
    [
      Declaration(
        "as", .string, "How the cluster is registered.", values: ["generic", "eks", "gke", "aks"]),
      Declaration(
        "manifest", .string, "Saved import manifest, relative to the target file.",
        example: "import.yaml"),
      Declaration(
        "savedAt", .string, "When the manifest was saved, RFC 3339.",
        example: "2025-06-01T12:00:00Z"),
    ])

  /// The Rancher that the cluster is to join, and what the user declares.
  public static let target = ObjectDeclaration(
    "Target",
    [
      Declaration("rancher", .object(targetRancher), "The Rancher that the cluster is to join."),
      Declaration("cluster", .object(targetCluster), "What the cluster is to be there."),
      Declaration(
        "importer",
        .object(
          ObjectDeclaration(
            "TargetImporter",
            [
              Declaration(
                "user", .string, "Kubernetes user that applies the import manifest.",
                example: "alice"),
              Declaration("groups", .list(.string), "Its groups.", example: "[platform]"),
              Declaration(
                "clusterAdmin", .bool, "Whether a person has checked that it may do everything."),
            ])), "The identity that runs the import."),
      Declaration(
        "proxy", .object(targetProxy),
        "Proxy between the cluster and Rancher. `proxy: {}` declares that there is none.",
        missing: "unknown; once the field is there, a proxy that it does not name is none",
        example: "{}"),
      Declaration(
        "agent",
        .object(
          ObjectDeclaration(
            "TargetAgent",
            [
              Declaration(
                "environment", .map(.string),
                "Environment variables of the agent (agentEnvVars), all of them.",
                hidden: "URLs that hold a password", example: "{}"),
              Declaration(
                "image", .string, "The agent's image.",
                example: "rancher/rancher-agent:v2.13.1"),
            ])), "What the agent will be given."),
      Declaration("import", .object(targetImport), "How the cluster is imported."),
      Declaration("intent", .object(targetIntent), "What the cluster is meant for."),
    ])
}
