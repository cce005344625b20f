/// The pod template of an app, shared by its deployment and its pods.
struct PodTemplate {
  var labels: Value
  var annotations: Value
  var spec: Value

  init(app: Cluster.App) {
    var random = Random(seed: app.seed)
    let team = String(app.namespace.prefix { $0 != "-" })
    labels = [
      "app.kubernetes.io/component": .string(random.pick(["backend", "frontend", "worker"])),
      "app.kubernetes.io/managed-by": "Helm",
      "app.kubernetes.io/name": .string(app.name),
      "app.kubernetes.io/version": "\(1 + random.below(9)).\(random.below(30)).\(random.below(12))",
      "helm.sh/chart": "service-\(1 + random.below(4)).\(random.below(20)).0",
      "team": .string(team),
    ]
    annotations = [
      "checksum/config": .string(random.hexadecimal(64)),
      "prometheus.io/path": "/metrics",
      "prometheus.io/port": "9102",
      "prometheus.io/scrape": "true",
    ]
    var containers: Value = [mainContainer(of: app, &random)]
    if random.oneIn(4) { containers = containers + [sidecar(&random)] }
    spec = [
      "containers": containers,
      "dnsPolicy": "ClusterFirst",
      "imagePullSecrets": [["name": "registry-credentials"]],
      "restartPolicy": "Always",
      "schedulerName": "default-scheduler",
      "securityContext": ["fsGroup": 2000, "runAsNonRoot": true, "runAsUser": 1000],
      "serviceAccount": .string(app.name),
      "serviceAccountName": .string(app.name),
      "terminationGracePeriodSeconds": .integer(30 + 15 * random.below(3)),
      "volumes": [
        ["configMap": ["defaultMode": 420, "name": "\(app.name)-config"], "name": "config"],
        ["emptyDir": ["sizeLimit": "512Mi"], "name": "tmp"],
        [
          "name": "tls",
          "secret": ["defaultMode": 420, "optional": false, "secretName": "\(app.name)-tls"],
        ],
      ],
    ]
    if random.oneIn(3) { spec["affinity"] = antiAffinity(of: app) }
    if random.oneIn(8) { spec["initContainers"] = [migration(of: app, &random)] }
    if random.oneIn(3) { spec["nodeSelector"] = ["kubernetes.io/os": "linux"] }
  }
}

private func mainContainer(of app: Cluster.App, _ random: inout Random) -> Value {
  let port = 8000 + random.below(1000)
  let image = "registry.example.com/\(app.namespace)/\(app.name):v\(1 + random.below(9)).4.2"
  var container: Value = [
    "args": [
      "--config=/etc/app/config.yaml", "--listen=:\(port)", "--log-format=json",
      "--shutdown-timeout=\(10 + random.below(50))s",
    ],
    "env": environment(of: app, &random),
    "envFrom": [["configMapRef": ["name": "\(app.name)-env"]]],
    "image": .string(image),
    "imagePullPolicy": "IfNotPresent",
    "livenessProbe": probe(path: "/healthz", port: port, delay: 15),
    "name": "app",
    "ports": [
      ["containerPort": .integer(port), "name": "http", "protocol": "TCP"],
      ["containerPort": 9102, "name": "metrics", "protocol": "TCP"],
    ],
    "readinessProbe": probe(path: "/ready", port: port, delay: 5),
    "resources": [
      "limits": ["cpu": .string("\(1 + random.below(4))"), "memory": "\(1 + random.below(4))Gi"],
      "requests": ["cpu": "\(100 * (1 + random.below(9)))m", "memory": "512Mi"],
    ],
    "securityContext": hardened,
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "FallbackToLogsOnError",
    "volumeMounts": [
      ["mountPath": "/etc/app", "name": "config", "readOnly": true],
      ["mountPath": "/tmp", "name": "tmp"],
      ["mountPath": "/etc/tls", "name": "tls", "readOnly": true],
    ],
  ]
  if random.oneIn(3) {
    container["startupProbe"] = probe(path: "/healthz", port: port, delay: 1)
    container["lifecycle"] = ["preStop": ["exec": ["command": drainCommand(port: port)]]]
  }
  return container
}

private func drainCommand(port: Int) -> Value {
  [
    "/bin/sh", "-c",
    "sleep 5 && curl --silent --fail --max-time 10 http://127.0.0.1:\(port)/drain",
  ]
}

private let hardened: Value = [
  "allowPrivilegeEscalation": false, "capabilities": ["drop": ["ALL"]],
  "readOnlyRootFilesystem": true, "seccompProfile": ["type": "RuntimeDefault"],
]

private func probe(path: String, port: Int, delay: Int) -> Value {
  [
    "failureThreshold": 3,
    "httpGet": ["path": .string(path), "port": .integer(port), "scheme": "HTTP"],
    "initialDelaySeconds": .integer(delay), "periodSeconds": 10, "successThreshold": 1,
    "timeoutSeconds": 2,
  ]
}

private func environment(of app: Cluster.App, _ random: inout Random) -> Value {
  var variables: [Value] = [
    ["name": "POD_NAME", "valueFrom": field("metadata.name")],
    ["name": "POD_IP", "valueFrom": field("status.podIP")],
    ["name": "GOMAXPROCS", "value": .string("\(1 + random.below(8))")],
    ["name": "LOG_LEVEL", "value": .string(random.pick(["info", "debug", "warn"]))],
    ["name": "FEATURE_FLAGS", "value": .string(random.pick(["true", "false", "on", ""]))],
    ["name": "DATABASE_HOST", "value": "postgres.\(app.namespace).svc.cluster.local"],
    ["name": "DATABASE_PORT", "value": "5432"],
    [
      "name": "DATABASE_PASSWORD",
      "valueFrom": ["secretKeyRef": ["key": "password", "name": "\(app.name)-db"]],
    ],
    [
      "name": "JAVA_TOOL_OPTIONS",
      "value": """
      -XX:MaxRAMPercentage=\(50 + random.below(30)).0 -XX:+UseG1GC -Dfile.encoding=UTF-8 \
      -Djava.security.egd=file:/dev/urandom -Dservice=\(app.name)
      """,
    ],
  ]
  for index in 0..<random.below(3) {
    let value = "http://service-\(index).\(app.namespace).svc.cluster.local:8080/v1?x=1&y=2"
    variables.append(["name": "UPSTREAM_\(index)_URL", "value": .string(value)])
  }
  return .array(variables)
}

private func field(_ path: String) -> Value {
  ["fieldRef": ["apiVersion": "v1", "fieldPath": .string(path)]]
}

private func sidecar(_ random: inout Random) -> Value {
  [
    "args": ["--upstream=http://127.0.0.1:8080/", "--upstream-timeout=30s", "--v=2"],
    "image": "quay.io/brancz/kube-rbac-proxy:v0.18.\(random.below(4))",
    "imagePullPolicy": "IfNotPresent",
    "name": "proxy",
    "ports": [["containerPort": 8443, "name": "https", "protocol": "TCP"]],
    "resources": [
      "limits": ["cpu": "250m", "memory": "128Mi"], "requests": ["cpu": "10m", "memory": "64Mi"],
    ],
    "securityContext": hardened,
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
    "volumeMounts": [["mountPath": "/etc/tls", "name": "tls", "readOnly": true]],
  ]
}

private func migration(of app: Cluster.App, _ random: inout Random) -> Value {
  let script = "set -eu\nuntil pg_isready -h \"$DATABASE_HOST\"; do\n  sleep 2\ndone\nmigrate up\n"
  return [
    "command": ["/bin/sh", "-c", .string(script)],
    "env": [["name": "DATABASE_HOST", "value": "postgres.\(app.namespace).svc.cluster.local"]],
    "image": "registry.example.com/base/migrate:v4.17.\(random.below(3))",
    "imagePullPolicy": "IfNotPresent",
    "name": "migrate",
    "resources": [:],
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
  ]
}

private func antiAffinity(of app: Cluster.App) -> Value {
  let selector: Value = ["matchLabels": ["app.kubernetes.io/name": .string(app.name)]]
  let term: Value = ["labelSelector": selector, "topologyKey": "kubernetes.io/hostname"]
  return [
    "podAntiAffinity": [
      "preferredDuringSchedulingIgnoredDuringExecution": [
        ["podAffinityTerm": term, "weight": 100]
      ]
    ]
  ]
}
