/// The deployment of an app.
func deployment(of app: Cluster.App, _ random: inout Random) -> Value {
  let template = PodTemplate(app: app)
  let selector: Value = ["matchLabels": ["app.kubernetes.io/name": .string(app.name)]]
  let helm: Value = [
    "deployment.kubernetes.io/revision": "\(1 + random.below(80))",
    "meta.helm.sh/release-name": .string(app.name),
    "meta.helm.sh/release-namespace": .string(app.namespace),
  ]
  let metadata: Value = [
    "annotations": helm, "creationTimestamp": random.time(),
    "generation": .integer(1 + random.below(100)), "labels": template.labels,
    "name": .string(app.name), "namespace": .string(app.namespace),
    "resourceVersion": resourceVersion(&random), "uid": .string(random.uid()),
  ]
  let spec: Value = [
    "progressDeadlineSeconds": 600, "replicas": .integer(app.replicas), "revisionHistoryLimit": 10,
    "selector": selector,
    "strategy": [
      "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": random.oneIn(2) ? 0 : "25%"],
      "type": "RollingUpdate",
    ],
    "template": [
      "metadata": [
        "annotations": template.annotations, "creationTimestamp": nil, "labels": template.labels,
      ],
      "spec": template.spec,
    ],
  ]
  return [
    "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec,
    "status": deploymentStatus(of: app, generation: metadata["generation"] ?? 1, &random),
  ]
}

private func deploymentStatus(
  of app: Cluster.App, generation: Value, _ random: inout Random
) -> Value {
  let count = Value.integer(app.replicas)
  func condition(_ type: String, _ reason: String, _ message: String) -> Value {
    [
      "lastTransitionTime": random.time(), "lastUpdateTime": random.time(),
      "message": .string(message), "reason": .string(reason), "status": "True",
      "type": .string(type),
    ]
  }
  return [
    "availableReplicas": count,
    "conditions": [
      condition(
        "Available", "MinimumReplicasAvailable", "Deployment has minimum availability."),
      condition(
        "Progressing", "NewReplicaSetAvailable",
        "ReplicaSet \"\(app.name)-\(app.hash)\" has successfully progressed."),
    ],
    "observedGeneration": generation, "readyReplicas": count, "replicas": count,
    "updatedReplicas": count,
  ]
}
