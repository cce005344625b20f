/// A machine of the cluster; one in a hundred is of the control plane.
func node(_ number: Int, _ random: inout Random) -> Value {
  let node = Cluster.node(number)
  let isServer = number % 100 == 0
  var labels: Value = [
    "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/instance-type": "rke2",
    "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": .string(node.name), "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": "rke2",
    "topology.kubernetes.io/region": "eu-1",
    "topology.kubernetes.io/zone": .string("eu-1" + ["a", "b", "c"][number % 3]),
  ]
  if isServer {
    labels = labels.adding([
      "node-role.kubernetes.io/control-plane": "true", "node-role.kubernetes.io/etcd": "true",
      "node-role.kubernetes.io/master": "true",
    ])
  }
  let cidr: Value = "10.\(42 + number / 256).\(number % 256).0/24"
  var spec: Value = [
    "podCIDR": cidr, "podCIDRs": [cidr], "providerID": "rke2://\(node.name)",
  ]
  if isServer {
    spec["taints"] = [["effect": "NoExecute", "key": "CriticalAddonsOnly", "value": "true"]]
  }
  return [
    "apiVersion": "v1", "kind": "Node",
    "metadata": [
      "annotations": annotations(of: node, isServer: isServer, &random),
      "creationTimestamp": random.time(),
      "finalizers": ["wrangler.cattle.io/node"], "labels": labels, "name": .string(node.name),
      "resourceVersion": resourceVersion(&random), "uid": .string(random.uid()),
    ],
    "spec": spec,
    "status": status(of: node, &random),
  ]
}

private func annotations(
  of node: (name: String, address: String), isServer: Bool, _ random: inout Random
) -> Value {
  let role = isServer ? "server" : "agent"
  let mac = (0..<5).map { _ in random.hexadecimal(2) }.joined(separator: ":")
  return [
    "alpha.kubernetes.io/provided-node-ip": .string(node.address),
    "flannel.alpha.coreos.com/backend-data": "{\"VNI\":1,\"VtepMAC\":\"42:\(mac)\"}",
    "flannel.alpha.coreos.com/backend-type": "vxlan",
    "flannel.alpha.coreos.com/kube-subnet-manager": "true",
    "flannel.alpha.coreos.com/public-ip": .string(node.address),
    "node.alpha.kubernetes.io/ttl": "300",
    "projectcalico.org/IPv4Address": "\(node.address)/24",
    "projectcalico.org/IPv4IPIPTunnelAddr": "10.42.\(random.below(250)).1",
    "rke2.io/hostname": .string(node.name),
    "rke2.io/internal-ip": .string(node.address),
    "rke2.io/node-args": .string(
      """
      ["\(role)","--server","https://10.20.0.10:9345","--token","********","--node-label",\
      "pool=general","--kubelet-arg","max-pods=110","--profile","cis"]
      """),
    "rke2.io/node-config-hash": .string(
      random.text(of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", count: 52) + "===="),
    "rke2.io/node-env": "{}",
    "volumes.kubernetes.io/controller-managed-attach-detach": "true",
  ]
}

private func status(
  of node: (name: String, address: String), _ random: inout Random
) -> Value {
  let memory: Value = "\(60_000_000 + random.below(5_000_000))Ki"
  let capacity: Value = [
    "cpu": .string(random.pick(["8", "16", "32"])), "ephemeral-storage": "102687672Ki",
    "hugepages-1Gi": "0", "hugepages-2Mi": "0", "memory": memory, "pods": "110",
  ]
  let images = (0..<16 + random.below(16)).map { _ in image(&random) }
  return [
    "addresses": [
      ["address": .string(node.address), "type": "InternalIP"],
      ["address": .string(node.name), "type": "Hostname"],
    ],
    "allocatable": capacity.adding(["ephemeral-storage": "99891578802"]),
    "capacity": capacity,
    "conditions": conditions(&random),
    "daemonEndpoints": ["kubeletEndpoint": ["Port": 10250]],
    "images": .array(images),
    "nodeInfo": [
      "architecture": "amd64", "bootID": .string(random.uid()),
      "containerRuntimeVersion": "containerd://1.7.17-k3s1",
      "kernelVersion": "5.15.0-119-generic", "kubeProxyVersion": "v1.30.4+rke2r1",
      "kubeletVersion": "v1.30.4+rke2r1", "machineID": .string(random.hexadecimal(32)),
      "operatingSystem": "linux", "osImage": "Ubuntu 22.04.4 LTS",
      "systemUUID": .string(random.uid()),
    ],
  ]
}

private func conditions(_ random: inout Random) -> Value {
  func condition(
    _ type: String, _ status: String, _ reason: String, _ message: String
  ) -> Value {
    [
      "lastHeartbeatTime": "2026-03-31T23:59:\(10 + random.below(50))Z",
      "lastTransitionTime": random.time(), "message": .string(message),
      "reason": .string(reason), "status": .string(status), "type": .string(type),
    ]
  }
  return [
    condition(
      "MemoryPressure", "False", "KubeletHasSufficientMemory",
      "kubelet has sufficient memory available"),
    condition(
      "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    condition(
      "PIDPressure", "False", "KubeletHasSufficientPID",
      "kubelet has sufficient PID available"),
    condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
  ]
}

private func image(_ random: inout Random) -> Value {
  let repository = random.pick([
    "docker.io/rancher/hardened-kubernetes", "docker.io/rancher/mirrored-coredns-coredns",
    "quay.io/prometheus/node-exporter", "registry.example.com/payments/gateway",
    "registry.example.com/search/indexer", "docker.io/library/nginx",
  ])
  let tag = "v\(random.below(4)).\(random.below(30)).\(random.below(10))"
  return [
    "names": [
      "\(repository)@sha256:\(random.hexadecimal(64))", "\(repository):\(tag)",
    ],
    "sizeBytes": .integer(1_000_000 + random.below(400_000_000)),
  ]
}
