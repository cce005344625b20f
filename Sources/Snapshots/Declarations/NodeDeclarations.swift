extension Declarations {
  static let resolvConf = ObjectDeclaration(
    "ResolvConf",
    [
      Declaration("path", .string, "Path of the file on the node."),
      Declaration("nameservers", .list(.string), "Addresses of the name servers, in order."),
      Declaration(
        "search", .list(.string), "Search domains of the last `search` or `domain` line."),
      Declaration("options", .list(.string), "Options, such as `timeout:2`."),
    ])

  static let unit = ObjectDeclaration(
    "Unit",
    [
      Declaration("load", .string, "`loaded`, `not-found`, `masked`, … (LoadState)."),
      Declaration("active", .string, "`active`, `inactive`, `failed`, … (ActiveState)."),
      Declaration("sub", .string, "`running`, `dead`, … (SubState)."),
      Declaration(
        "enabled", .string, "`enabled`, `disabled`, `masked`, … (UnitFileState).",
        missing: "unknown where only the table of `systemctl list-units` was collected"),
    ])

  static let certificate = ObjectDeclaration(
    "Certificate",
    [
      Declaration("path", .string, "Path of the file that holds it."),
      Declaration("subject", .string, "Distinguished name, e.g. `CN=kube-apiserver`."),
      Declaration("issuer", .string, "Distinguished name of the issuer."),
      Declaration("notBefore", .string, "Start of validity, RFC 3339 in UTC."),
      Declaration(
        "notAfter", .string, "End of validity, RFC 3339 in UTC: `timestamp(c.notAfter) < now`."),
      Declaration("isCA", .bool, "Whether it may sign others (basic constraints)."),
      Declaration("dnsNames", .list(.string), "DNS names of the subject alternative names."),
      Declaration("ipAddresses", .list(.string), "Addresses of the subject alternative names."),
      Declaration(
        "keyID", .string,
        "What it calls its own key, lower-case hexadecimal; empty where it does not say."),
      Declaration("issuerKeyID", .string, "The same, of its issuer's key."),
    ])

  private static let resolvConfMissing = "unknown; the file is to be collected"
  private static let distributionDirectory = "etc/rancher/{rke2,k3s}"

  /// What is known of one machine. One for each Node object and each folder under `nodes/`.
  public static let node = ObjectDeclaration(
    "Node",
    [
      Declaration(
        "name", .string, "Name of the Node object, or of the folder under `nodes/`.",
        sources: ["nodes", "nodes/<node>/"]),
      Declaration(
        "object", .dyn, "The Node object.", sources: ["nodes"],
        missing: "unknown where Nodes were not exported, or none has the folder's name"),
      Declaration(
        "roles", .list(.string),
        """
        `controlPlane`, `etcd`, `worker`. A node with neither of the first two is a worker; so is \
        one with the label `node-role.kubernetes.io/worker`.
        """,
        sources: ["labels `node-role.kubernetes.io/*` of the Node", "etcd pods of kubeadm"],
        missing: """
          unknown without the Node; more roles are unknown where its labels lack \
          `kubernetes.io/hostname`, which each kubelet sets
          """),
      Declaration(
        "os", .string, "`linux` or `windows`.",
        sources: ["status.nodeInfo of the Node", "label `kubernetes.io/os`", "etc/os-release"],
        missing: "unknown, also where another system is named"),
      Declaration(
        "architecture", .string, "`amd64`, `arm64`, `arm`, …",
        sources: ["status.nodeInfo of the Node", "label `kubernetes.io/arch`"], missing: "unknown"),
      Declaration(
        "resolvConf", .object(resolvConf), "The node's resolver file, as it is.",
        sources: ["etc/resolv.conf"], missing: resolvConfMissing),
      Declaration(
        "upstreamResolvConf", .object(resolvConf),
        "The servers that systemd-resolved asks.",
        sources: ["run/systemd/resolve/resolv.conf"], missing: resolvConfMissing),
      Declaration(
        "effectiveResolvConf", .object(resolvConf),
        """
        What pods really get: the file that the kubelet is told to read, else the one that the \
        distribution picks.
        """,
        sources: [
          "pod-resolv.conf (/etc/resolv.conf of a pod with `dnsPolicy: Default` there)",
          "kubelet-configz.json, and the file that its `resolvConf` names",
          "annotation `{rke2,k3s}.io/node-args`, and the file that it names, else the one that the "
            + "distribution must have picked",
          "var/lib/rancher/{rke2,k3s}/agent/etc/kubelet.conf.d/**.conf, from 1.32 on",
        ],
        missing: """
          unknown where the setting or the file that it names was not collected, or a drop-in \
          names another, which may have been changed since the kubelet started; what a pod got \
          that asks the cluster's DNS is no such file
          """),
      Declaration(
        "units", .map(.object(unit)), "systemd units by full name, e.g. `dnsmasq.service`.",
        sources: ["systemd/<unit>.show", "commands/systemctl-list-units.txt"],
        missing: """
          a unit that was not collected is unknown, and so is a state for which systemd has no \
          word; with the whole table of `list-units --all`, of all types, whose last line counts \
          its units, a unit that is not in it is not there
          """),
      Declaration(
        "config", .map(.dyn),
        """
        The k3s or RKE2 configuration that runs, by key without dashes, as the program itself \
        wrote it down when it started. Files may have been changed since: `configAfterRestart`.
        """,
        sources: ["annotations `{rke2,k3s}.io/node-args` and `node-env` of the Node"],
        missing: """
          unknown without the annotation, or if it is truncated; not there on nodes of other \
          distributions
          """,
        hidden: "credentials: `token`, `datastore-endpoint`, `etcd-s3-secret-key`, …"),
      Declaration(
        "configSources", .list(.string),
        "The annotations that `config` was made from, the weakest first.",
        missing: "empty"),
      Declaration(
        "configAfterRestart", .map(.dyn),
        """
        The k3s or RKE2 configuration as the files have it: environment, config.yaml, drop-ins in \
        order (`key+` appends), the later the stronger. It takes effect with the next start.
        """,
        sources: [
          "\(distributionDirectory)/config.yaml and config.yaml.d/*.yaml, collected together"
        ],
        missing: """
          unknown without config.yaml; the command line may set more; not there on nodes of other \
          distributions
          """,
        hidden: "credentials: `token`, `datastore-endpoint`, `etcd-s3-secret-key`, …"),
      Declaration(
        "pendingSettings", .list(.string),
        """
        The settings in files that differ from those that run, and so take effect with the next \
        restart: keys of k3s' and RKE2's configuration; elsewhere `clusterDNS`, `clusterDomain`, \
        `maxPods` and `resolvConf` of the kubelet's.
        """,
        missing: "unknown where what runs or the file was not collected"),
      Declaration(
        "environment", .map(.string),
        """
        Variables of the k3s/RKE2 service: its own (`K3S_…`, `RKE2_…`) as they run, from the \
        annotation `node-env`, all others from its environment files.
        """,
        sources: [
          "annotation `{rke2,k3s}.io/node-env`",
          "environment files: etc/default/{rke2-server,rke2-agent,k3s}, "
            + "etc/sysconfig/{rke2-server,rke2-agent}, "
            + "etc/systemd/system/{k3s,k3s-agent}.service.env, \(distributionDirectory)/*.env",
        ],
        missing: """
          variables are unknown unless the annotation and an environment file are there, or where \
          two files contradict each other
          """,
        hidden: "credentials, and URLs that hold a password"),
      Declaration(
        "kubelet", .map(.dyn),
        "The configuration that the kubelet runs with (fields of KubeletConfiguration).",
        sources: ["kubelet-configz.json"],
        missing: """
          unknown, and so is a field that is not there or has another type: the kubelet writes \
          what it filled in, too
          """),
      Declaration(
        "kubeletAfterRestart", .map(.dyn),
        "The kubelet's configuration as its file has it, which it reads when it starts.",
        sources: ["var/lib/kubelet/config.yaml"],
        missing: "unknown; not there on nodes of k3s and RKE2"),
      Declaration(
        "osRelease", .map(.string), "Fields of os-release, e.g. `ID`, `VERSION_ID`.",
        sources: ["etc/os-release", "usr/lib/os-release"], missing: "unknown"),
      Declaration(
        "sysctl", .map(.string), "Kernel parameters by dotted name, e.g. `net.ipv4.ip_forward`.",
        sources: ["proc/sys/**", "commands/sysctl.txt"],
        missing: "a parameter that was not collected is unknown"),
      Declaration(
        "cgroup", .string, "`v1` or `v2`: the cgroup version.",
        sources: ["commands/cgroup.txt (`stat -fc %T /sys/fs/cgroup`)"], missing: "unknown"),
      Declaration(
        "certificates", .list(.object(certificate)),
        "Certificates of the node's files: PEM, or the output of `openssl x509 -text`.",
        sources: ["*.crt, *.pem, *.cert"],
        missing: """
          more may exist, unless those of the kubelet and, on the control plane, of the API server \
          are there
          """),
      Declaration(
        "files", .map(.string), "Every collected file's text by its path on the node.",
        sources: ["nodes/<node>/**"], missing: "a file that was not collected is unknown",
        hidden: "files that hold a credential or a redacted value"),
      Declaration(
        "absentFiles", .list(.string),
        "Paths on the node of files of which it is known that they are not there.",
        sources: ["importlint-snapshot.yaml", "nodes/<node>/importlint-node.yaml"],
        missing: "empty: whether another file is there is unknown"),
    ])
}
