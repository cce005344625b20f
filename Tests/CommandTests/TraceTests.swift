import Testing

@Suite("check --trace shows how a rule comes to its verdict")
struct TraceTests {
  private func trace(_ request: String, _ arguments: String...) throws -> CommandRun {
    try CommandRun.importlint(["check", "demo/snapshot", "--trace", request] + arguments)
  }

  @Test("each sub-expression stands with its value, those that led to it below it")
  func subject() throws {
    let run = try trace("loopback-resolver@shop-agt-2")
    #expect(run.code == 1)
    #expect(run.text.hasPrefix("fail  rancher-import/loopback-resolver on node/shop-agt-2\n"))
    #expect(
      run.text.contains(
        """
              with s = "127.0.0.1"
                false  !definitions.isLoopback(s)
                  true  definitions.isLoopback(s)

        """))
    #expect(run.text.contains("              false  server == 'localhost'\n"))
    let place = "rancher-import/nodes/loopback-resolver.yaml:"
    #expect(run.text.contains("matchConditions[linux]  \(place)"))
    #expect(!run.text.contains("shop-srv"))
  }

  @Test("without a subject the worst verdicts come first, and the others are counted")
  func worst() throws {
    let run = try trace("loopback-resolver")
    let heads = run.text.split(separator: "\n").filter { $0.contains(" on node/") }
      .map { $0.split(separator: " ")[0] }
    #expect(heads == ["fail", "unknown", "pass"])
    #expect(run.text.contains("Subjects of rancher-import/loopback-resolver that are not shown: 1"))
  }

  @Test("an unknown says where it began")
  func unknown() throws {
    let run = try trace("loopback-resolver@node/shop-srv-2")
    #expect(run.text.contains("(unknown)  node.effectiveResolvConf.nameservers\n"))
    #expect(run.text.contains("because /etc/resolv.conf of node shop-srv-2 was not collected"))
  }

  @Test("definitions are traced within calls and by their names; eval and explain know them")
  func definitions() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(
      """
      schema: 1
      definitions:
        - name: isNamed
          description: Whether a Node has a name.
          parameters: [{name: n, type: Node}, {name: name, type: string}]
          expression: n.metadata.name == name
        - name: first
          expression: "'shop-agt-1'"
      """, to: "definitions/nodes.yaml")
    try folder.write(
      """
      id: only-first
      title: A node is not the first
      severity: note
      area: nodes
      why: It is a sample.
      fix: {text: Nothing.}
      subject: node
      validations:
        - expression: definitions.isNamed(node.object, definitions.first)
          message: It is another one.
      examples:
        - name: first
          snapshot:
            resources: [{apiVersion: v1, kind: Node, metadata: {name: shop-agt-1}}]
          expect: {pass: [node/shop-agt-1]}
        - name: second
          snapshot: {resources: [{apiVersion: v1, kind: Node, metadata: {name: w2}}]}
          expect: {fail: [node/w2]}
      """, to: "nodes/only-first.yaml")
    let run = try trace("only-first@shop-agt-2", "--pack", folder.path)
    #expect(run.text.contains("definitions[first]"))
    #expect(
      run.text.contains(
        """
            false  definitions.isNamed(node.object, definitions.first)

        """))
    #expect(run.text.contains("      false  n.metadata.name == name\n"))
    let eval = try CommandRun.importlint([
      "eval", "definitions.isNamed(node.object, definitions.first)", "demo/snapshot", "--node",
      "shop-agt-1", "--pack", folder.path,
    ])
    #expect(eval.text == "true\n")
    let explain = try CommandRun.importlint(
      ["explain", "definitions.isNamed", "--pack", folder.path])
    #expect(explain.text.contains("definitions.isNamed(n: Node, name: string) [acme]"))
    #expect(explain.text.contains("Whether a Node has a name."))
  }

  @Test("a ValidatingAdmissionPolicy is traced like a rule")
  func policy() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "pack.yaml")
    try folder.write(
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: zoned-nodes}
      spec:
        matchConstraints:
          resourceRules: [{apiGroups: [""], apiVersions: [v1], resources: [nodes]}]
        variables: [{name: name, expression: object.metadata.name}]
        validations: [{expression: "variables.name == 'w1'"}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: zoned-nodes}
      spec: {policyName: zoned-nodes, validationActions: [Deny]}
      """, to: "policy.yaml")
    let run = try CommandRun.importlint(
      ["check", "Tests/Fixtures/ready-cluster", "--pack", folder.path]
        + ["--trace", "acme/zoned-nodes@rdy-wk-1"])
    #expect(run.text.hasPrefix("fail  acme/zoned-nodes on Node/rdy-wk-1\n"), "\(run.errors)")
    #expect(
      run.text.contains(
        "    false  variables.name == 'w1'\n      \"rdy-wk-1\"  variables.name\n"))
  }

  @Test("the exit code is that of the rule, as with --select")
  func exitCodes() throws {
    for rule in ["loopback-resolver", "zombie-node", "legacy-fleet"] {
      let selected = try CommandRun.importlint(["check", "demo/snapshot", "--select", rule])
      #expect(try trace(rule).code == selected.code, "\(rule)")
    }
  }

  @Test("a rule or subject that is not there is exit code 2, with what there is")
  func absent() throws {
    let subject = try trace("loopback-resolver@w9")
    #expect(subject.code == 2)
    #expect(subject.lastLine.contains("(it judges node/shop-agt-1, node/shop-agt-2"))
    #expect(try trace("no-such-rule").code == 2)
    let format = try trace("loopback-resolver", "--format", "json")
    #expect(format.code == 2)
    #expect(format.lastLine.contains("leave out --format, --select and --ignore"))
  }
}
