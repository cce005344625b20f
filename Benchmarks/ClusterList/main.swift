// ClusterList FOLDER: writes the large List of the benchmarks, four times: as YAML and as JSON,
// without managed fields (plain.yaml, plain.json) and with them (managed.yaml, managed.json); and
// some of its objects, evenly taken, so that what grows with the size shows (sixteenth.yaml …).
//
// An object is made once, written to all four files and forgotten, so that memory stays small.

import Glibc

/// The four files that are written side by side.
struct ListFiles {
  var plainYAML: YAMLWriter
  var plainJSON: JSONWriter
  var managedYAML: YAMLWriter
  var managedJSON: JSONWriter
  /// One in so many objects, with managed fields.
  private var parts: [(every: Int, yaml: YAMLWriter)]
  private var count = 0
  /// Its own, so that the managed fields do not change what comes after them.
  private var random = Random(seed: 7)

  init(folder: String) throws(OutputError) {
    plainYAML = YAMLWriter(out: try Output(path: "\(folder)/plain.yaml"))
    plainJSON = JSONWriter(out: try Output(path: "\(folder)/plain.json"))
    managedYAML = YAMLWriter(out: try Output(path: "\(folder)/managed.yaml"))
    managedJSON = JSONWriter(out: try Output(path: "\(folder)/managed.json"))
    parts = []
    for (name, every) in [
      ("five-hundredth", 500), ("twentieth", 20), ("eighth", 8), ("quarter", 4), ("half", 2),
    ] {
      parts.append((every, YAMLWriter(out: try Output(path: "\(folder)/\(name).yaml"))))
    }
    plainYAML.out.write("apiVersion: v1\nitems:\n")
    managedYAML.out.write("apiVersion: v1\nitems:\n")
    for i in parts.indices { parts[i].yaml.out.write("apiVersion: v1\nitems:\n") }
    plainJSON.out.write("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n")
    managedJSON.out.write("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n")
  }

  mutating func append(_ object: Value) {
    let managed = addingManagedFields(to: object, &random)
    plainYAML.sequence([object], indent: 0)
    managedYAML.sequence([managed], indent: 0)
    for i in parts.indices where count % parts[i].every == 0 {
      parts[i].yaml.sequence([managed], indent: 0)
    }
    plainJSON.item(object, isFirst: count == 0)
    managedJSON.item(managed, isFirst: count == 0)
    count += 1
  }

  mutating func finish() {
    plainYAML.end()
    managedYAML.end()
    for i in parts.indices { parts[i].yaml.end() }
    plainJSON.end()
    managedJSON.end()
  }
}

extension YAMLWriter {
  mutating func end() {
    out.write("kind: List\nmetadata:\n  resourceVersion: \"\"\n")
    out.finish()
  }
}

extension JSONWriter {
  mutating func item(_ object: Value, isFirst: Bool) {
    out.write(isFirst ? "        " : ",\n        ")
    value(object, indent: 8)
  }

  mutating func end() {
    out.write("\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n")
    out.write("        \"resourceVersion\": \"\"\n    }\n}\n")
    out.finish()
  }
}

/// The objects in the order in which `kubectl get nodes,pods,configmaps,deployments -A` has them.
func writeList(to folder: String) throws(OutputError) {
  var random = Random(seed: 1)
  let cluster = Cluster(random: &random)
  var files = try ListFiles(folder: folder)
  for number in 0..<Cluster.nodeCount { files.append(node(number, &random)) }
  for number in 0..<Cluster.nodeCount { files.append(daemonPod(on: number, &random)) }
  for app in cluster.apps {
    for pod in pods(of: app, in: cluster, &random) { files.append(pod) }
  }
  for number in 0..<Cluster.configMapCount {
    files.append(configMap(number, in: cluster, &random))
  }
  for app in cluster.apps { files.append(deployment(of: app, &random)) }
  files.finish()
}

/// Ends the program with a message on stderr.
func fail(_ message: String, code: Int32) -> Never {
  let line = "ClusterList: \(message)\n"
  _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(code)
}

guard CommandLine.arguments.count == 2 else { fail("usage: ClusterList FOLDER", code: 2) }
do {
  try writeList(to: CommandLine.arguments[1])
} catch {
  fail("cannot write \(error.path): \(String(cString: strerror(error.code)))", code: 1)
}
