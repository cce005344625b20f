import Basics

/// Creating one object, or changing it, as Kyverno sees it.
struct KyvernoRequest: Sendable {
  let object: JSONValue
  /// What the object was, if it is changed.
  let former: JSONValue?
  let group: String
  let version: String
  let kind: String
  let name: String
  /// Empty for objects of the whole cluster.
  let namespace: String
  /// The labels of the object's namespace; of a Namespace, its own.
  let namespaceLabels: [ExactText: String]

  /// - Parameter namespaceObject: the object's Namespace; nil for objects of the whole cluster.
  init(_ object: JSONValue, namespaceObject: JSONValue?, former: JSONValue? = nil) {
    self.object = object
    self.former = former
    let parts = (object["apiVersion"]?.text ?? "").split(separator: "/").map(String.init)
    group = parts.count == 2 ? parts[0] : ""
    version = parts.last ?? ""
    kind = object["kind"]?.text ?? ""
    let metadata = object["metadata"]
    name = metadata?["name"]?.text ?? metadata?["generateName"]?.text ?? ""
    namespace = metadata?["namespace"]?.text ?? ""
    let holder = kind == "Namespace" ? object : namespaceObject
    namespaceLabels = holder?[path: "metadata", "labels"]?.textFields ?? [:]
  }

  var operation: String { former == nil ? "CREATE" : "UPDATE" }
  var isNamespace: Bool { kind == "Namespace" }
  var labels: [ExactText: String] { object[path: "metadata", "labels"]?.textFields ?? [:] }
  var annotations: [ExactText: String] {
    object[path: "metadata", "annotations"]?.textFields ?? [:]
  }

  /// The specification of the pods that the object is, or makes.
  var podSpec: JSONValue? {
    switch kind {
    case "Pod": object["spec"]
    case "CronJob": object[path: "spec", "jobTemplate", "spec", "template", "spec"]
    default: object[path: "spec", "template", "spec"]
    }
  }

  /// The values that `{{ request.… }}` finds.
  var variables: JSONValue {
    .map([
      "request": .map([
        "object": object, "operation": .string(operation), "namespace": .string(namespace),
        "name": .string(name), "oldObject": former ?? .null,
        "kind": .map([
          "kind": .string(kind), "group": .string(group), "version": .string(version),
        ]),
      ])
    ])
  }
}
