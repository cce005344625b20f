import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("objects that no API server wrote so")
struct MisshapenObjectTests {
  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: a
      namespace: shop
      creationTimestamp: "2025-06-01T08:00:00Z"
      labels: {app: a}
    spec:
      nodeName: n1
      priority: 0
      containers:
      - name: a
        image: example.com/a:1
        imagePullPolicy: Always
        resources: {requests: {cpu: 100m}}
      tolerations:
      - {key: a, operator: Exists, effect: NoSchedule}
    status:
      phase: Running

    """

  private func problems(_ text: String) -> [String] {
    TemporaryFolder(["pod.yaml": text]).read().problems.map {
      "\($0.code) \($0.severity) \($0.places.first?.region?.line ?? 0): \($0.message)"
    }
  }

  @Test("nothing is said of what an API server writes, nor of what a later one may know")
  func plausible() {
    #expect(problems(Self.pod) == [])
    for (old, new) in [
      ("nodeName: n1", "nodeName: n1\n  somethingOfALaterVersion: 1"),
      ("creationTimestamp: \"2025-06-01T08:00:00Z\"", "creationTimestamp: null"),
      ("\"2025-06-01T08:00:00Z\"", "\"2025-06-01T10:00:00.5+02:00\""),
      ("cpu: 100m", "cpu: 1"), ("imagePullPolicy: Always", "imagePullPolicy: \"\""),
      ("namespace: shop", "namespace: shop\n  tags: [a]"),
      ("nodeName: n1", "nodeName: n1\n  nodeNames: [n1]"),
      ("nodeName: n1", "priorityClassNames: [n1]"),
      ("phase: Running", "conditions: [{type: example.com/Ready, status: \"True\"}]"),
      ("kind: Pod\n", "kind: Pod\nid: shop/a\ntype: pod\nlinks: {}\n"),
    ] {
      #expect(problems(Self.pod.replacing(old, with: new)) == [], "\(new)")
    }
  }

  @Test("what Rancher's API of all types makes of a type is not misspelt")
  func steve() {
    let event =
      "{id: shop/a, _type: Normal, apiVersion: v1, kind: Event, "
      + "metadata: {name: a, namespace: shop}, involvedObject: {}}\n"
    #expect(problems(event) == [])
    #expect(problems(event.replacing("_type", with: "typ")).count == 1)
  }

  @Test(
    "one letter, one line or one indentation is said, with its place",
    arguments: [
      (
        "nodeName: n1", "nodeNme: n1", 9,
        "misspelt-field error",
        "spec.nodeNme of this Pod is a field that Kubernetes does not know; did you mean "
          + "\"nodeName\"?"
      ),
      (
        "- name: a\n", "- nane: a\n", 12, "misspelt-field error",
        "spec.containers.nane of this Pod is a field that Kubernetes does not know; did you mean "
          + "\"name\"?"
      ),
      (
        "- name: a\n    image:", "- image:", 12, "missing-field note",
        "spec.containers of this Pod lacks name, which an API server always writes"
      ),
      (
        "  nodeName: n1", "  nodeName: n1\n  imagePullPolicy: Always", 10,
        "misplaced-field warning",
        "spec.imagePullPolicy of this Pod is a field that Kubernetes does not know there"
      ),
      (
        "    image: example.com/a:1\n", "    image: example.com/a:1\n    nodeName: n1\n", 14,
        "misplaced-field warning",
        "spec.containers.nodeName of this Pod is a field that Kubernetes does not know there"
      ),
      (
        "priority: 0", "priority: \"0\"", 10, "unfit-value warning",
        "spec.priority of this Pod is not a number"
      ),
      (
        "nodeName: n1", "nodeName: [n1]", 9, "unfit-value error",
        "spec.nodeName of this Pod is not text"
      ),
      (
        "labels: {app: a}", "labels: {app: 1}", 7, "unfit-value warning",
        "metadata.labels of this Pod is not text"
      ),
      (
        "\"2025-06-01T08:00:00Z\"", "\"2025-06-01T08:00:0Z\"", 6, "unfit-value warning",
        "metadata.creationTimestamp of this Pod is not a time"
      ),
      (
        "labels: {app: a}", "ownerReferencess: []", 7, "misspelt-field error",
        "metadata.ownerReferencess of this Pod is a field that Kubernetes does not know; did you "
          + "mean \"ownerReferences\"?"
      ),
      (
        "cpu: 100m", "cpu: 1x", 15, "unfit-value warning",
        "spec.containers.resources.requests of this Pod is not a quantity"
      ),
      (
        "- name: a\n", "- name:\n", 12, "unfit-value warning",
        "spec.containers.name of this Pod is null, which an API server never writes there"
      ),
      (
        "nodeName: n1", "nodeName:", 9, "unfit-value warning",
        "spec.nodeName of this Pod is null, which an API server never writes there"
      ),
      (
        "Always", "Alway", 14, "misspelt-value error",
        "spec.containers.imagePullPolicy of this Pod is \"Alway\", which Kubernetes does not know; "
          + "did you mean \"Always\"?"
      ),
      (
        "Always", "Alwayss", 14, "misspelt-value error",
        "spec.containers.imagePullPolicy of this Pod is \"Alwayss\", which Kubernetes does not "
          + "know; did you mean \"Always\"?"
      ),
      (
        "Always", "Sometimes", 14, "unknown-value warning",
        "spec.containers.imagePullPolicy of this Pod is \"Sometimes\", which Kubernetes does not "
          + "know: it knows Always, IfNotPresent, Never"
      ),
      (
        "Exists", "Ge", 17, "unknown-value warning",
        "spec.tolerations.operator of this Pod is \"Ge\", which Kubernetes does not know: it knows "
          + "Equal, Exists, Gt, Lt"
      ),
    ])
  func odd(old: String, new: String, line: Int, kind: String, message: String) {
    let found = problems(Self.pod.replacing(old, with: new, maxReplacements: 1))
    #expect(found == ["\(kind) \(line): \(message)"])
  }

  @Test(
    "a value that does not belong where it stands is not known to rules",
    arguments: [
      ("nodeName: n1", "nodeName: [n1]"), ("nodeName: n1", "nodeName:"),
      ("nodeName: n1", "nodeName: {a: n1}"), ("nodeName: n1", "nodeName: 1"),
    ])
  func unfit(old: String, new: String) throws {
    let snapshot = TemporaryFolder(["pod.yaml": Self.pod.replacing(old, with: new)]).read()
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let name = DocumentValue(pod.value, in: snapshot.resources.store)[path: "spec", "nodeName"]
    let value = try #require(name?.elements.first ?? name?["a"] ?? name)
    #expect(value.value.tag == .hidden)
  }

  @Test(
    "a list or map in another's place is an error, be it empty", arguments: ["{}", "[]", "[a]"])
  func containers(value: String) {
    let text = Self.pod.replacing("labels: {app: a}", with: "labels: []")
      .replacing("nodeName: n1", with: "nodeName: \(value)")
    let found = problems(text).filter { $0.hasPrefix("unfit-value error") }
    #expect(found.count == 2)
  }

  @Test("nobody checks the type of an event, and a LimitRange may limit what others have")
  func openWords() {
    let metadata = "metadata: {name: a, namespace: shop}"
    let event = "apiVersion: v1\nkind: Event\n\(metadata)\ntype: normal\ninvolvedObject: {}\n"
    let range =
      "apiVersion: v1\nkind: LimitRange\n\(metadata)\n"
      + "spec: {limits: [{type: openshift.io/Image}]}\n"
    #expect(problems(event) == [] && problems(range) == [])
  }

  @Test(
    "nothing in a list or map is null",
    arguments: [
      ("containers:\n", "containers:\n  - null\n"), ("labels: {app: a}", "labels: {app: null}"),
      ("{cpu: 100m}", "{cpu: null}"),
    ])
  func nulls(old: String, new: String) {
    let found = problems(Self.pod.replacing(old, with: new))
    #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("unfit-value warning") })
  }

  @Test("a pointer of an old Kubernetes was written as null")
  func pointers() {
    let service = """
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1., creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
      spec: {service: null, groupPriorityMinimum: 18000, version: v1, versionPriority: 1}
      status: {}

      """
    #expect(problems(service) == [])
    #expect(
      problems(service.replacing("spec: {", with: "spec:\nstatusX: {"))
        .contains { $0.hasPrefix("unfit-value warning") })
  }

  @Test("an item that has its kind from its list is not known either")
  func completedItems() throws {
    let list =
      "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClassList\nitems:\n"
      + "- {metadata: {name: a}, value: 1, globalDefault: \"true\"}\n"
    let snapshot = TemporaryFolder(["a.yaml": list]).read()
    let type = ResourceType(group: "scheduling.k8s.io", plural: "priorityclasses")
    let entry = try #require(snapshot.resources.all(of: type).first)
    #expect(DocumentValue(entry.value, in: snapshot.store)["globalDefault"]?.value.tag == .hidden)
  }

  @Test("neither is a word that Kubernetes does not know there")
  func unknownWords() throws {
    let hook = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
      webhooks:
      - name: a.example.com
        failurePolicy: Block
        sideEffects: None
        admissionReviewVersions: [v1]
        clientConfig: {url: "https://example.com"}
        rules:
        - operations: [INSERT, "*", null]
          apiGroups: [""]
          apiVersions: [v1]
          resources: [pods]

      """
    let snapshot = TemporaryFolder(["hook.yaml": hook]).read()
    #expect(snapshot.problems.map(\.code) == ["unknown-value", "unknown-value", "unfit-value"])
    let type = ResourceType(
      group: "admissionregistration.k8s.io", plural: "validatingwebhookconfigurations")
    let object = try #require(snapshot.resources.all(of: type).first)
    let webhook = DocumentValue(object.value, in: snapshot.resources.store)["webhooks"]?.elements
      .first
    #expect(webhook?["failurePolicy"]?.value.tag == .hidden)
    #expect(webhook?["sideEffects"]?.string == "None")
    let operations = webhook?["rules"]?.elements.first?["operations"]?.elements
    #expect(operations?.map(\.value.tag) == [.hidden, .string, .hidden])
  }

  @Test("a misspelt field of a list is said: it may have said that there is more")
  func list() {
    let list = "apiVersion: v1\nitems: []\nkind: PodList\nmetadata: {contineu: abc}\n"
    func found(_ key: String) -> [String] {
      problems(list.replacing("contineu", with: key)).filter { $0.hasPrefix("misspelt") }
    }
    #expect(found("resourceVersion") == [] && found("continue") == [] && found("later") == [])
    #expect(
      found("contiue") == [
        "misspelt-field error 4: metadata.contiue of this list is a field that Kubernetes does not "
          + "know; did you mean \"continue\"?"
      ])
  }

  @Test(
    "quantities are told from other texts",
    arguments: [
      "0", "+1", "-1", "1.", ".5", "1.5Gi", "100m", "2e6", "2E+6", "3E", "12345", "1k", "7n",
    ])
  func quantities(text: String) {
    func fits(_ text: String) -> Bool {
      Array(text.utf8).withUnsafeBufferPointer { QuantityForm.fits($0) }
    }
    #expect(fits(text))
    for broken in ["", "x", text + " ", " " + text, text + "x", text + "..", "1KI", "1e", "+", "."]
    {
      #expect(!fits(broken), "\(broken)")
    }
  }

  @Test("many of one kind are one, with a count and three places")
  func flood() {
    let pods = (0..<5_000).map {
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\($0)\","
        + "\"namespace\":\"a\"},\"sepc\":{}}"
    }
    let snapshot = TemporaryFolder([
      "pods.json": "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n"
        + pods.joined(separator: ",\n") + "]}"
    ]).read()
    let found = snapshot.problems.filter { $0.code == "misspelt-field" }
    #expect(found.count == 1)
    #expect(found.first?.places.count == 3)
    #expect(found.first?.count == 5_000)
  }

  @Test("notes of many objects hide no error")
  func crowded() {
    let statuses = (0..<1_100).map { "{\"name\":\"a\",\"x\($0)\":1}" }.joined(separator: ",")
    let head = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"a\",\"name\":"
    let snapshot = TemporaryFolder([
      "pods.json": "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n"
        + head + "\"p1\"},\"status\":{\"containerStatuses\":[" + statuses + "]}},\n"
        + head + "\"p2\"},\"spec\":{\"containers\":[],\"tolerationz\":[]}}]}"
    ]).read()
    #expect(snapshot.problems.contains { $0.code == "misspelt-field" })
  }

  @Test("the lines of a misspelt field are not shown: its value is hidden by its name")
  func concealed() throws {
    let text = Self.pod.replacing(
      "image: example.com/a:1", with: "image: a\n    env: [{name: PASSWORD, vaule: geheim}]")
    let snapshot = TemporaryFolder(["pod.yaml": text]).read()
    let found = snapshot.problems
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let source = try #require(snapshot.resources.store.source(of: pod.value))
    let near = try #require(
      DocumentValue(pod.value, in: snapshot.resources.store)[path: "spec", "containers"]?.place)
    let lines = Place(near, count: 300).frame?.lines.map(\.text).joined() ?? "geheim"
    #expect(lines.contains("PASSWORD") && !lines.contains("geheim"))
    #expect(source.withheld.count == 1)
    // Rules, traces and `eval` see that there is something, and not what.
    let variable = try #require(
      DocumentValue(pod.value, in: snapshot.resources.store)[path: "spec", "containers"]?
        .elements.first?["env"]?.elements.first)
    #expect(variable["name"]?.string == "PASSWORD" && variable["vaule"]?.value.tag == .hidden)
    #expect(found.map(\.code) == ["misspelt-field"])
    #expect(found.allSatisfy { $0.places.allSatisfy { $0.region != nil && $0.frame == nil } })
  }

  @Test("also numbers, and fields of an item that leaves its kind to its list, are hidden")
  func concealedFields() throws {
    let snapshot = TemporaryFolder([
      "pods.yaml": """
      apiVersion: v1
      kind: PodList
      metadata: {resourceVersion: ""}
      items:
      - metadata: {name: a, namespace: shop}
        sttaus: geheim
        spec: {containers: [{name: a, env: [{name: PASSWORD, vaule: 9988}]}]}

      """
    ]).read()
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let object = DocumentValue(pod.value, in: snapshot.resources.store)
    #expect(object["sttaus"]?.value.tag == .hidden)
    let variable = object["spec"]?["containers"]?.elements.first?["env"]?.elements.first
    #expect(variable?["vaule"]?.value.tag == .hidden)
  }

  @Test("what an alias brings to a field that there is stays what it is")
  func alias() throws {
    let text = Self.pod.replacing("image: example.com/a:1", with: "image: *b")
      .replacing("nodeName: n1", with: "nodeNme: &b \"x\\u0021y\"")
    let snapshot = TemporaryFolder(["pod.yaml": text]).read()
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let spec = DocumentValue(pod.value, in: snapshot.resources.store)["spec"]
    #expect(spec?["containers"]?.elements.first?["image"]?.string == "x!y")
    #expect(spec?["nodeNme"]?.value.tag == .hidden)
  }

  @Test("of more fields than are looked at none is passed over")
  func strangers() throws {
    let flat = Self.pod.replacing(
      "nodeName: n1",
      with: "nodeName: n1\n  "
        + (0...1_000).map { "x\($0)zzzz: 1" }.joined(separator: "\n  ") + "\n  tokenn: geheim")
    let snapshot = TemporaryFolder(["pod.yaml": flat]).read()
    #expect(
      snapshot.problems.map(\.message) == [
        "spec of this Pod has more than 1000 fields that Kubernetes does not know"
      ])
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let spec = DocumentValue(pod.value, in: snapshot.resources.store)["spec"]
    #expect(spec?["tokenn"]?.value.tag == .hidden)
  }

  @Test("of many fields that are hidden no line shows any")
  func manyHidden() throws {
    let fields = (0..<6_000).map { "x\($0)zzzz: [geheim]" }.joined(separator: "\n  ")
    let text = Self.pod.replacing("nodeName: n1", with: "nodeName: n1\n  \(fields)")
    let snapshot = TemporaryFolder(["pod.yaml": text]).read()
    let store = snapshot.resources.store
    let pod = try #require(snapshot.resources.all(of: SnapshotContent.pods).first)
    let spec = DocumentValue(pod.value, in: store)["spec"]
    let hidden = spec?.entries.filter { $0.key.hasPrefix("x") }.map(\.value) ?? []
    // A thousand may be of a later Kubernetes.
    #expect(hidden.dropFirst(1_000).allSatisfy { $0.elements.first?.value.tag == .hidden })
    let source = try #require(store.source(of: pod.value))
    #expect(hidden.count == 6_000 && source.withheld.count == 5_000)
    for range in text.ranges(of: "geheim").dropFirst(1_000) {
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      #expect(source.withheld.contains { $0.contains(start) && $0.contains(start + 5) })
    }
  }

  @Test(
    "words that Kubernetes tells in prose only are known, too",
    arguments: [
      ("apiGroup: rbac.authorization.k8s.io", "apiGroup: rbac.authorization.k8s.oi"),
      ("kind: ClusterRole\n", "kind: ClusterRol\n"),
      ("kind: ServiceAccount", "kind: ServiceAcount"),
    ])
  func words(old: String, new: String) {
    let binding = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: a, creationTimestamp: "2025-06-01T08:00:00Z", uid: a, resourceVersion: "1"}
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: cluster-admin
      subjects:
      - kind: ServiceAccount
        name: a
        namespace: a

      """
    #expect(problems(binding) == [])
    #expect(
      problems(binding.replacing(old, with: new)).count { $0.hasPrefix("misspelt-value error") }
        == 1)
  }

  @Test("every line of the table is read, and each name in it has a definition")
  func table() throws {
    let store = DocumentStore()
    let fields = KubernetesFields(store)
    let definitions = fields.table.definitions
    #expect(definitions.count > 400)
    for definition in definitions { #expect(!definition.fields.isEmpty, "\(definition.name)") }
    let number = try #require(fields.definition(ofKind: "Deployment", apiVersion: "apps/v1"))
    let spec = try #require(store.key("spec").flatMap { fields.type(of: $0, in: number) })
    guard case .object(let inner) = spec.content else {
      Issue.record("the spec of a Deployment is no object")
      return
    }
    #expect(definitions[inner].name == "apps.v1.DeploymentSpec")
    #expect(fields.always(in: inner) == ["selector", "template"].map { store.key($0) })
    #expect(fields.definition(ofKind: "Pod", apiVersion: "v1") != nil)
    #expect(fields.definition(ofKind: "PodList", apiVersion: "v1") == nil)
  }
}
