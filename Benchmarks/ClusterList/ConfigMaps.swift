/// A config map: the sorts that clusters are full of, in turn.
func configMap(_ number: Int, in cluster: Cluster, _ random: inout Random) -> Value {
  let app = cluster.apps[number * cluster.apps.count / Cluster.configMapCount]
  var name = "\(app.name)-config-\(number)"
  var namespace = app.namespace
  var annotations: Value = [:]
  let data: Value
  switch number {
  case ..<cluster.namespaces.count:
    name = "kube-root-ca.crt"
    namespace = cluster.namespaces[number]
    annotations = ["kubernetes.io/description": .string(rootDescription)]
    data = ["ca.crt": .string(certificate(&random))]
  default:
    data = sampleData(number % 6, of: app, &random)
  }
  var metadata: Value = [
    "creationTimestamp": random.time(), "name": .string(name), "namespace": .string(namespace),
    "resourceVersion": resourceVersion(&random), "uid": .string(random.uid()),
  ]
  // Names of teams and places, as people write them: one in a hundred.
  if number % 100 == 50 {
    annotations = ["owner": "Équipe Ingénierie, Zürich – 東京", "note": "déployé par CI ✓ 🚀"]
  }
  if case .object(let members) = annotations, !members.isEmpty {
    metadata["annotations"] = annotations
  }
  return ["apiVersion": "v1", "data": data, "kind": "ConfigMap", "metadata": metadata]
}

private func sampleData(
  _ sort: Int, of app: Cluster.App, _ random: inout Random
) -> Value {
  switch sort {
  case 0: ["config.yaml": .string(applicationYAML(of: app, &random))]
  case 1: ["nginx.conf": .string(nginx(&random)), "worker_processes": "4"]
  case 2: ["\(app.name).json": .string(dashboard(of: app, &random))]
  case 3: settings(of: app, &random)
  case 4: ["entrypoint.sh": .string(script(of: app)), "run": "on"]
  default: ["application.properties": .string(properties(of: app, &random))]
  }
}

private let rootDescription = """
  Contains a CA bundle that can be used to verify the kube-apiserver when using internal \
  endpoints such as the internal service IP or kubernetes.default.svc. No other usage is \
  guaranteed across distributions of Kubernetes clusters.
  """

private func certificate(_ random: inout Random) -> String {
  let lines = (0..<16).map { _ in random.base64(64) }
  return """
    -----BEGIN CERTIFICATE-----
    \(lines.joined(separator: "\n"))
    -----END CERTIFICATE-----

    """
}

private func applicationYAML(of app: Cluster.App, _ random: inout Random) -> String {
  let routes = (0..<20 + random.below(20)).map { index in
    """
      - path: /v1/\(app.namespace)/resource-\(index)
        methods: [GET, POST]
        timeout: \(1 + random.below(30))s
        retries: {attempts: \(random.below(5)), on: "5xx,reset"}
    """
  }
  return """
    # Settings of \(app.name); see the runbook before changing them.
    server:
      listen: ":8080"
      gracePeriod: 20s
    logging: {level: info, format: json}

    routes:
    \(routes.joined(separator: "\n"))

    """
}

/// Its lines are indented with tabs, so that kubectl prints it as one double-quoted scalar.
private func nginx(_ random: inout Random) -> String {
  let locations = (0..<6 + random.below(8)).map { index in
    """
    \t\tlocation /service-\(index)/ {
    \t\t\tproxy_pass http://service-\(index).default.svc.cluster.local:8080/;
    \t\t\tproxy_set_header Host $host;
    \t\t}
    """
  }
  return """
    events { worker_connections \(256 << random.below(4)); }
    http {
    \tserver {
    \t\tlisten 8080;
    \(locations.joined(separator: "\n"))
    \t}
    }

    """
}

private func dashboard(of app: Cluster.App, _ random: inout Random) -> String {
  let panels = (0..<6 + random.below(8)).map { index in
    """
        {
          "id": \(index),
          "title": "Requests \(index) of \(app.name)",
          "type": "timeseries",
          "targets": [
            {"expr": "sum(rate(http_requests_total{app=\\"\(app.name)\\"}[5m])) by (code) > 0"}
          ]
        }
    """
  }
  return """
    {
      "uid": "\(random.hexadecimal(12))",
      "title": "\(app.name)",
      "panels": [
    \(panels.joined(separator: ",\n"))
      ]
    }
    """
}

private func settings(of app: Cluster.App, _ random: inout Random) -> Value {
  var pairs: [(String, Value)] = [
    ("CACHE_TTL", "12:30"), ("DEBUG", "false"), ("REGION", "eu-1"), ("REPLICAS", "0o7"),
    ("RELEASED", "2026-02-17"), ("SAMPLE_RATE", "0.25"), ("EMPTY", ""), ("COMMENT", "a #b"),
    (
      "ALLOWED_ORIGINS",
      "https://www.example.com https://shop.example.com https://partners.example.com"
    ),
    (
      "GREETING",
      "Welcome to \(app.name): it's the place where the orders of the day are kept"
    ),
  ]
  for index in 0..<10 + random.below(30) {
    pairs.append(("TOPIC_\(index)", "\(app.namespace).events.\(random.suffix(8)).v\(index)"))
  }
  return Value(members: pairs)
}

private func script(of app: Cluster.App) -> String {
  """
  #!/bin/sh
  set -eu

  if [ -z "${DATABASE_HOST:-}" ]; then
    echo "no database for \(app.name)" >&2
    exit 1
  fi

  exec /usr/local/bin/server --config /etc/app/config.yaml "$@"


  """
}

private func properties(of app: Cluster.App, _ random: inout Random) -> String {
  (0..<30 + random.below(60)).map { index in
    "\(app.name).setting.\(index)=\(random.hexadecimal(8 + random.below(24)))\n"
  }.joined()
}
