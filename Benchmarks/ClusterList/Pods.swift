/// The pods of an app's deployment.
func pods(of app: Cluster.App, in cluster: Cluster, _ random: inout Random) -> [Value] {
  let template = PodTemplate(app: app)
  let owner: Value = [
    "apiVersion": "apps/v1", "blockOwnerDeletion": true, "controller": true, "kind": "ReplicaSet",
    "name": "\(app.name)-\(app.hash)", "uid": .string(app.replicaSetUID),
  ]
  return (0..<app.replicas).map { _ in
    let node = random.below(Cluster.nodeCount)
    let metadata: Value = [
      "annotations": template.annotations.adding([
        "cni.projectcalico.org/containerID": .string(random.hexadecimal(64)),
        "cni.projectcalico.org/podIP": "10.42.\(node % 250).\(random.below(250))/32",
      ]),
      "generateName": "\(app.name)-\(app.hash)-",
      "labels": template.labels.adding(["pod-template-hash": .string(app.hash)]),
      "name": "\(app.name)-\(app.hash)-\(random.suffix(5))",
      "namespace": .string(app.namespace),
      "ownerReferences": [owner],
    ]
    return pod(metadata, spec: template.spec, on: node, &random)
  }
}

/// A pod of the log collector, which runs on every node and stands for all daemon sets.
func daemonPod(on node: Int, _ random: inout Random) -> Value {
  let owner: Value = [
    "apiVersion": "apps/v1", "blockOwnerDeletion": true, "controller": true, "kind": "DaemonSet",
    "name": "log-collector", "uid": "9d6ef1c4-3a5b-4c07-a1de-5b7b4a5c0d11",
  ]
  let metadata: Value = [
    "generateName": "log-collector-",
    "labels": [
      "app.kubernetes.io/name": "log-collector", "controller-revision-hash": "7c9d8b6f5",
      "pod-template-generation": "12",
    ],
    "name": "log-collector-\(random.suffix(5))",
    "namespace": "kube-system",
    "ownerReferences": [owner],
  ]
  let container: Value = [
    "env": [["name": "NODE_NAME", "valueFrom": ["fieldRef": ["fieldPath": "spec.nodeName"]]]],
    "image": "docker.io/fluent/fluent-bit:3.2.4",
    "imagePullPolicy": "IfNotPresent",
    "name": "collector",
    "resources": ["limits": ["memory": "256Mi"], "requests": ["cpu": "50m", "memory": "128Mi"]],
    "securityContext": ["privileged": true],
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
    "volumeMounts": [["mountPath": "/var/log", "name": "logs"]],
  ]
  let spec: Value = [
    "containers": [container], "dnsPolicy": "ClusterFirstWithHostNet", "hostNetwork": true,
    "priorityClassName": "system-node-critical", "restartPolicy": "Always",
    "schedulerName": "default-scheduler", "securityContext": [:], "serviceAccount": "log-collector",
    "serviceAccountName": "log-collector", "terminationGracePeriodSeconds": 30,
    "volumes": [["hostPath": ["path": "/var/log", "type": ""], "name": "logs"]],
  ]
  return pod(metadata, spec: spec, on: node, &random)
}

/// A running pod from what its owner gave it: with what admission, scheduler and kubelet add.
private func pod(
  _ metadata: Value, spec: Value, on node: Int, _ random: inout Random
) -> Value {
  let token = "kube-api-access-\(random.suffix(5))"
  let node = Cluster.node(node)
  var spec = spec.adding([
    "enableServiceLinks": true, "nodeName": .string(node.name),
    "preemptionPolicy": "PreemptLowerPriority", "priority": 0,
    "tolerations": [toleration("not-ready"), toleration("unreachable")],
    "volumes": (spec["volumes"] ?? []) + [tokenVolume(named: token)],
  ])
  for kind in ["containers", "initContainers"] {
    guard case .array(let containers) = spec[kind] else { continue }
    spec[kind] = .array(containers.map { mountingToken($0, volume: token) })
  }
  return [
    "apiVersion": "v1", "kind": "Pod",
    "metadata": metadata.adding([
      "creationTimestamp": random.time(), "resourceVersion": resourceVersion(&random),
      "uid": .string(random.uid()),
    ]),
    "spec": spec,
    "status": status(of: spec, hostAddress: node.address, &random),
  ]
}

private func mountingToken(_ container: Value, volume: String) -> Value {
  let mount: Value = [
    "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "name": .string(volume),
    "readOnly": true,
  ]
  return container.adding(["volumeMounts": (container["volumeMounts"] ?? []) + [mount]])
}

private func toleration(_ condition: String) -> Value {
  [
    "effect": "NoExecute", "key": "node.kubernetes.io/\(condition)", "operator": "Exists",
    "tolerationSeconds": 300,
  ]
}

private func tokenVolume(named name: String) -> Value {
  let namespace: Value = [
    "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"], "path": "namespace",
  ]
  let sources: Value = [
    ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
    [
      "configMap": ["items": [["key": "ca.crt", "path": "ca.crt"]], "name": "kube-root-ca.crt"]
    ],
    ["downwardAPI": ["items": [namespace]]],
  ]
  return ["name": .string(name), "projected": ["defaultMode": 420, "sources": sources]]
}

private func status(
  of spec: Value, hostAddress: String, _ random: inout Random
) -> Value {
  let start = random.time()
  let types = [
    "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
  ]
  let conditions: [Value] = types.map { type in
    [
      "lastProbeTime": nil, "lastTransitionTime": start, "status": "True", "type": .string(type),
    ]
  }
  let address = "10.42.\(random.below(250)).\(1 + random.below(250))"
  var status: Value = [
    "conditions": .array(conditions),
    "containerStatuses": containerStatuses(of: spec["containers"], start: start, &random),
    "hostIP": .string(hostAddress), "hostIPs": [["ip": .string(hostAddress)]],
    "phase": "Running", "podIP": .string(address), "podIPs": [["ip": .string(address)]],
    "qosClass": "Burstable", "startTime": start,
  ]
  if let containers = spec["initContainers"] {
    status["initContainerStatuses"] = containerStatuses(of: containers, start: start, &random)
  }
  return status
}

private func containerStatuses(
  of containers: Value?, start: Value, _ random: inout Random
) -> Value {
  guard case .array(let containers) = containers else { return [] }
  return .array(
    containers.map { container in
      guard case .string(let image) = container["image"] else { return [:] }
      let repository = image.split(separator: ":")[0]
      let restarts = random.oneIn(10) ? 1 + random.below(40) : 0
      let crash: Value = [
        "terminated": [
          "containerID": "containerd://\(random.hexadecimal(64))", "exitCode": 137,
          "finishedAt": random.time(), "reason": "OOMKilled", "startedAt": random.time(),
        ]
      ]
      return [
        "containerID": "containerd://\(random.hexadecimal(64))", "image": .string(image),
        "imageID": "\(String(repository))@sha256:\(random.hexadecimal(64))",
        "lastState": restarts > 0 ? crash : [:], "name": container["name"] ?? nil,
        "ready": true, "restartCount": .integer(restarts), "started": true,
        "state": ["running": ["startedAt": start]],
      ]
    })
}
