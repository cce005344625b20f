import Basics

/// The settings of k3s and RKE2.
///
/// Source: the commands `server` and `agent` of k3s and RKE2 (`pkg/cli/cmds`). Both pass over a key
/// of their configuration files that is none of these.
enum ServiceConfigKeys {
  /// The setting that a key was meant to be; nil for one that is near none, which may be of another
  /// version, or is one.
  static func meant(by key: String) -> String? {
    // `key+` appends.
    let name = key.last == "+" ? String(key.dropLast()) : key
    let length = name.utf8.count
    guard length >= shortestKey, !known.contains(name) else { return nil }
    // Each node has a file of them: only names that one letter more or less may lead to are tried.
    return near[length].flatMap { closestWord(to: name, among: $0, most: 1) }
  }

  private static let known = Set(names)
  /// The names that are as long as a key, or one letter longer or shorter.
  private static let near: [Int: [String]] = {
    var near: [Int: [String]] = [:]
    for name in names {
      for length in name.utf8.count - 1...name.utf8.count + 1 {
        near[length, default: []].append(name)
      }
    }
    return near
  }()

  /// Shorter words are near too many others.
  private static let shortestKey = 4

  private static let names = [
    "advertise-address", "advertise-port", "agent-token", "agent-token-file",
    "airgap-extra-registry", "alsologtostderr", "apiserver-bind-address", "apiserver-port",
    "audit-policy-file", "bind-address", "cloud-controller-manager-extra-env",
    "cloud-controller-manager-extra-mount", "cloud-controller-manager-image",
    "cloud-provider-config", "cloud-provider-name", "cluster-cidr", "cluster-dns", "cluster-domain",
    "cluster-init", "cluster-reset", "cluster-reset-restore-path", "cluster-secret", "cni",
    "config", "container-runtime-endpoint", "control-plane-probe-configuration",
    "control-plane-resource-limits", "control-plane-resource-requests", "data-dir",
    "datastore-cafile", "datastore-certfile", "datastore-endpoint", "datastore-keyfile", "debug",
    "default-local-storage-path", "default-runtime", "disable", "disable-agent",
    "disable-apiserver", "disable-apiserver-lb", "disable-cloud-controller",
    "disable-controller-manager", "disable-default-registry-endpoint", "disable-etcd",
    "disable-helm-controller", "disable-kube-proxy", "disable-network-policy", "disable-scheduler",
    "disable-selinux", "docker", "egress-selector-mode", "embedded-registry", "enable-pprof",
    "enable-servicelb", "etcd-arg", "etcd-disable-snapshots", "etcd-expose-metrics",
    "etcd-extra-env", "etcd-extra-mount", "etcd-image", "etcd-s3", "etcd-s3-access-key",
    "etcd-s3-bucket", "etcd-s3-bucket-lookup-type", "etcd-s3-config-secret", "etcd-s3-endpoint",
    "etcd-s3-endpoint-ca", "etcd-s3-folder", "etcd-s3-insecure", "etcd-s3-proxy", "etcd-s3-region",
    "etcd-s3-retention", "etcd-s3-secret-key", "etcd-s3-session-token", "etcd-s3-skip-ssl-verify",
    "etcd-s3-timeout", "etcd-snapshot-compress", "etcd-snapshot-dir", "etcd-snapshot-name",
    "etcd-snapshot-reconcile-interval", "etcd-snapshot-retention", "etcd-snapshot-schedule-cron",
    "flannel-backend", "flannel-cni-conf", "flannel-conf", "flannel-external-ip", "flannel-iface",
    "flannel-ipv6-masq", "helm-controller-arg", "helm-job-image", "https-listen-port",
    "image-credential-provider-bin-dir", "image-credential-provider-config",
    "image-service-endpoint", "ingress-controller", "kine-tls", "kube-apiserver-arg",
    "kube-apiserver-extra-env", "kube-apiserver-extra-mount", "kube-apiserver-image",
    "kube-cloud-controller-arg", "kube-cloud-controller-manager-arg", "kube-controller-arg",
    "kube-controller-manager-arg", "kube-controller-manager-extra-env",
    "kube-controller-manager-extra-mount", "kube-controller-manager-image", "kube-proxy-arg",
    "kube-proxy-extra-env", "kube-proxy-extra-mount", "kube-proxy-image", "kube-scheduler-arg",
    "kube-scheduler-extra-env", "kube-scheduler-extra-mount", "kube-scheduler-image", "kubelet-arg",
    "kubelet-path", "lb-server-port", "log", "multus-image", "no-deploy", "no-flannel",
    "node-external-dns", "node-external-ip", "node-internal-dns", "node-ip", "node-label",
    "node-name", "node-name-from-cloud-provider-metadata", "node-taint", "nonroot-devices",
    "pause-image", "pod-security-admission-config-file", "prefer-bundled-bin", "prime",
    "private-registry", "profile", "protect-kernel-defaults", "resolv-conf", "rootless",
    "runtime-image", "secrets-encryption", "secrets-encryption-provider", "selinux", "server",
    "service-cidr", "service-node-port-range", "servicelb-namespace", "snapshotter",
    "supervisor-metrics", "supervisor-port", "system-default-registry", "tls-san",
    "tls-san-security", "token", "token-file", "vmodule", "vpn-auth", "vpn-auth-file",
    "with-node-id", "write-kubeconfig", "write-kubeconfig-group", "write-kubeconfig-mode",
    "write-kubeconfig-name",
  ]
}
