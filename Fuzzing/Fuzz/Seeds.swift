/// Inputs to start from.
enum Seeds {
  static func texts(of target: FuzzTarget) -> [[UInt8]] {
    switch target {
    case .yaml: return yaml.map { Array($0.utf8) }
    case .printed:
      return yaml.map { [1] + Array($0.utf8) }
        + (0..<16).map { seed in
          [0x80]
            + (0..<40).map { i in UInt8(truncatingIfNeeded: (i &* 37 &+ seed &* 91) ^ (i >> 2)) }
        }
    case .json: return json.map { Array($0.utf8) }
    case .celParser, .celChecker: return expressions.map { [0, 0, 0, 0] + Array($0.utf8) }
    case .celEvaluator:
      // Bytes that choose: the generators make something of any.
      return (0..<16).map { seed in
        (0..<200).map { i in UInt8(truncatingIfNeeded: (i &* 31 &+ seed &* 97) ^ (i >> 3)) }
      }
    case .policies: return [policy, binding].map { [1] + Array($0.utf8) } + [[UInt8](0..<255)]
    case .rules: return [Array(rule.utf8)]
    case .snapshot: return snapshot
    case .archive: return ArchiveTrial.seeds
    case .layouts: return LayoutTrial.seeds
    }
  }

  static let yaml = [
    "a: &x [1, 0x10, 1_000, .5, ~, yes]\nb: *x\nc: {<<: *y}\n",
    "- |-\n  text\n  more\n- >+\n  folded\n\n- 'it''s'\n",
    "%YAML 1.1\n---\n? a\n: !!str 1\n...\n--- \"\\x41\\u00e9\\n\"\n",
    "a: &a {k: 1}\nb: {<<: [*a], k: 2}\n",
    "apiVersion: v1\nkind: List\nitems:\n- metadata: {managedFields: [{a: 1}], name: x}\n",
    "# c\nk: 2024-01-01T00:00:00Z\nn: 190:20:30\nf: 1.0e+3\ni: .inf\nb: !!binary aGk=\n",
    "\u{FEFF}\u{E9}: \"\u{1F600}\"\n", deployment, namespace,
  ]
  static let json = [
    #"{"a": [1, -2.5e3, true, false, null, "x\u00e9\n\/"], "b": {}, "c": []}"#, "[[[[]]]]",
    #""text""#,
    #"{"metadata": {"managedFields": [{"a": "}"}], "name": "x"}, "a": 1, "a": 2}"#,
    "9223372036854775807", "-0", "1e400", #"{"items": [{"a": 9223372036854775808}]}"#, "{a: 1}",
    #"["\ud83d\ude00", "\ud800"]"#,
  ]
  static let expressions = [
    "object.spec.replicas > 2 && object.list.all(x, x.name.startsWith('a'))",
    "1 + 2 * -3 % 4 in [1u, 2.5]",
    "{'a': 1, ?'b': object[?0]}.?a.orValue(b'\\x00')", "r\"\"\"a\nb\"\"\".matches('[a-z]+')",
    "cel.bind(x, [1, 2], x.map(y, y > 1, {y: type(y)}))", "a.b.c{d: 1, `e-f`: 2}",
    "has(a.b) ? !c : .d(1)",
    "'%s %d'.format([timestamp('2024-01-01T00:00:00Z'), 0x7F])",
    "cel.block([1, cel.index(0)], cel.index(1))",
  ]
  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec:
      replicas: 3
      template:
        spec: {containers: [{name: c, image: "docker.io/a:1"}]}
    """
  static let namespace =
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: prod}}\n"
  static let policy = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: p}
    spec:
      failurePolicy: Fail
      matchConstraints:
        resourceRules:
        - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
        namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [prod]}]}
        objectSelector: {matchLabels: {app: web}}
      matchConditions: [{name: c, expression: "request.operation == 'CREATE'"}]
      variables: [{name: n, expression: object.spec.replicas}]
      validations:
      - expression: "variables.n > 3"
        messageExpression: "'has ' + string(variables.n)"
        reason: Invalid
      - {expression: "authorizer.group('').resource('pods').check('get').allowed()", message: no}
    """
  static let binding = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: p}
    spec:
      paramKind: {apiVersion: v1, kind: ConfigMap}
      matchConstraints:
        resourceRules:
        - {apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"]}
        excludeResourceRules:
        - {apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [pods]}
      validations: [{expression: "object.spec.replicas <= int(params.data.max)"}]
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: b}
    spec:
      policyName: p
      validationActions: [Warn, Audit]
      paramRef: {selector: {matchLabels: {a: b}}, parameterNotFoundAction: Deny}
      matchResources: {namespaceSelector: {}}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: c, namespace: shop, labels: {a: b}}
    data: {max: "2"}
    """
  static let rule = """
    id: rule
    title: Something is wrong
    severity: error
    area: a
    why: Because.
    fix: {text: Do it., commands: ["kubectl get pods"]}
    references: [{title: t, url: "https://example.com"}]
    applies: {rancher: ">=2.5 <3 || =1.2", kubernetes: ">=1.21", condition: "cluster.name != ''"}
    subject: resource
    matchConstraints:
      resourceRules: [{apiGroups: [apps], apiVersions: ["*"], resources: [deployments]}]
    variables: [{name: x, expression: "object.spec.replicas"}]
    validations:
    - name: n
      expression: "variables.x < 2 && resource.List('v1', 'pods', '').items.all(p, p.kind == 'Pod')"
      messageExpression: "'has ' + string(variables.x)"
      message: m
    examples:
    - {name: e, snapshot: {resources: []}, expect: {}}
    """

  /// A file of each kind, after the byte that chooses its path.
  private static var snapshot: [[UInt8]] {
    let contents: [String: String] = [
      "resources/pods.yaml":
        "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a, namespace: b}\n",
      "resources/secrets.json":
        #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"url":"eA=="}}"#,
      "nodes.yaml":
        "apiVersion: v1\nkind: Node\n"
        + "metadata: {name: w1, annotations: {k3s.io/node-args: '[\"server\"]'}}\n",
      "version.json": #"{"serverVersion": {"gitVersion": "v1.30.4+rke2r1"}}"#,
      "importlint-snapshot.yaml":
        "schema: 1\ncluster: {name: c}\nresources: {pods: complete, nodes: {partial: [a]}}\n",
      "api-resources.txt": "NAME SHORTNAMES APIVERSION NAMESPACED KIND\npods po v1 true Pod\n",
      "pods.txt": "NAMESPACE  NAME  READY\nshop  web-1  1/1\n",
      "nodes/w1/etc/resolv.conf": "nameserver 127.0.0.53\nsearch a b\noptions ndots:5\n",
      "nodes/w1/etc/rancher/k3s/config.yaml": "node-label: [a=b]\nkubelet-arg+: [resolv-conf=/x]\n",
      "nodes/w1/systemd/k3s.service.show":
        "Id=k3s.service\nActiveState=active\nEnvironment=A=b \"C=d e\"\n",
      "nodes/w1/etc/systemd/system/rke2-server.service":
        "[Service]\nExecStart=/usr/bin/rke2 server \\\n  --tls-san a\n",
      "nodes/w1/kubelet-configz.json": #"{"kubeletconfig": {"resolvConf": "/etc/resolv.conf"}}"#,
      "nodes/w1/etc/os-release": "ID=debian\nVERSION_ID=\"12\"\n",
      "nodes/w1/commands/systemctl-list-units.txt":
        "UNIT LOAD ACTIVE SUB DESCRIPTION\n● a.service loaded failed failed A\n",
      "nodes/w1/var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt":
        "-----BEGIN CERTIFICATE-----\nMIIBXTCCAQSgAwIBAgIBATAKBggqhkjOPQQDAjANMQswCQYDVQQD\n"
        + "-----END CERTIFICATE-----\n",
      "nodes/w1/commands/sysctl.txt": "net.ipv4.ip_forward = 1\n",
      "probes/w1/rancher.json":
        #"{"url": "https://r", "status": 200, "tls": {"verified": true, "chain": []}}"#,
      "rke/cluster.yml": "nodes: [{address: 1.2.3.4, role: [etcd]}]\nservices: {etcd: {}}\n",
      "rke/cluster.rkestate": #"{"desiredState": {"rkeConfig": {}}, "currentState": {}}"#,
      "cloud/aws/policy.json": #"{"Statement": [{"Effect": "Allow", "Action": "*"}]}"#,
      "default/pods.json":
        #"{"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": null}"#,
      "pods-errors.json": #"[{"error": "forbidden"}]"#,
    ]
    return SnapshotTrial.paths.enumerated().map {
      [UInt8($0.offset)] + Array((contents[$0.element] ?? "").utf8)
    }
  }
}
