import Testing

@testable import Rules

@Suite("Kyverno's patterns, conditions, matching and exceptions")
struct KyvernoTests {
  private static let pod = engineValue(
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-1, namespace: shop, labels: {app: web}}
    spec:
      hostNetwork: false
      containers:
        - {name: a, image: docker.io/nginx:1.27, resources: {limits: {memory: 512Mi}}}
        - {name: b, image: corp.example/b:latest, ports: [{containerPort: 80}]}
    """)
  private static let namespace = engineValue(
    "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: web}}}")

  @Test(
    "patterns",
    arguments: [
      ("{metadata: {labels: {app: '?*'}}}", "fits"),
      ("{metadata: {labels: {team: '?*'}}}", "metadata.labels.team"),
      ("{metadata: {labels: {'ap*': web}}}", "fits"),
      ("{metadata: {labels: {'te*': web}}}", "metadata.labels.te*"),
      ("{metadata: {annotations: '*'}}", "metadata.annotations"),
      ("{spec: {containers: [{name: '*'}]}}", "fits"),
      ("{spec: {containers: [{image: 'docker.io/*'}]}}", "spec.containers[1].image"),
      ("{spec: {containers: [{image: 'docker.io/* | corp.example/*'}]}}", "fits"),
      ("{spec: {containers: [{image: '!*:latest & docker.io/*'}]}}", "spec.containers[1].image"),
      ("{spec: {containers: [{(name): a, image: 'docker.io/*'}]}}", "fits"),
      ("{spec: {containers: [{(name): b, image: 'docker.io/*'}]}}", "spec.containers[1].image"),
      (
        "{spec: {containers: [{'=(ports)': [{containerPort: '>100'}]}]}}",
        "spec.containers[1].ports[0].containerPort"
      ),
      ("{spec: {containers: [{'=(ports)': [{containerPort: '80-90'}]}]}}", "fits"),
      (
        "{spec: {containers: [{'=(ports)': [{containerPort: '80!-90'}]}]}}",
        "spec.containers[1].ports[0].containerPort"
      ),
      ("{spec: {containers: [{'=(resources)': {limits: {memory: '<=1Gi'}}}]}}", "fits"),
      (
        "{spec: {containers: [{'=(resources)': {limits: {memory: '<100Mi'}}}]}}",
        "spec.containers[0].resources.limits.memory"
      ),
      ("{spec: {'X(hostPID)': 'null', 'X(hostNetwork)': 'null'}}", "spec.hostNetwork"),
      ("{spec: {hostNetwork: false}}", "fits"),
      ("{spec: {hostNetwork: 'true'}}", "spec.hostNetwork"),
      ("{spec: {^(containers): [{name: b}]}}", "fits"),
      ("{spec: {^(containers): [{name: c}]}}", "spec.containers"),
      ("{metadata: {'(namespace)': other}, spec: {hostNetwork: true}}", "skips"),
      ("{spec: {'<(hostNetwork)': true, dnsPolicy: None}}", "skipsAll"),
      ("{spec: {'<(hostPID)': true, hostNetwork: false}}", "fits"),
      ("{spec: {dnsPolicy: null}}", "fits"),
      ("{spec: {containers: {}}}", "spec.containers"),
      ("{metadata: {name: [web-1]}}", "metadata.name"),
    ])
  func patterns(pattern: String, expected: String) {
    let text =
      switch KyvernoPattern.outcome(engineValue(pattern), of: Self.pod) {
      case .fits: "fits"
      case .skips: "skips"
      case .skipsAll: "skipsAll"
      case .differs(let place): place
      }
    #expect(text == expected)
  }

  @Test(
    "conditions",
    arguments: [
      ("{key: '{{ request.object.metadata.name }}', operator: Equals, value: 'web-*'}", "yes"),
      ("{key: '{{ request.operation }}', operator: NotEquals, value: CREATE}", "no"),
      ("{key: '{{ request.namespace }}', operator: AnyIn, value: [shop, test]}", "yes"),
      ("{key: '{{ request.namespace }}', operator: AnyNotIn, value: [kube-*]}", "yes"),
      ("{key: '*', operator: AnyIn, value: '{{ request.object.spec.containers[].name }}'}", "yes"),
      ("{key: [a, z], operator: AllIn, value: [a, b]}", "no"),
      ("{key: [a, z], operator: AnyIn, value: [a, b]}", "yes"),
      ("{key: [x, z], operator: AllNotIn, value: [a, b]}", "yes"),
      (
        "{key: '{{ length(request.object.spec.containers) }}', operator: GreaterThan, value: 1}",
        "yes"
      ),
      ("{key: a, operator: Equals}", "unknown"),
      ("{key: a, operator: AnyIn, 'value ': [b]}", "unknown"),
      ("{keyy: a, operator: Equals, value: b}", "unknown"),
      ("{key: a, operator: Equals, value: b, message: c}", "no"),
      ("{key: 512Mi, operator: LessThan, value: 1Gi}", "yes"),
      ("{key: 2, operator: LessThanOrEquals, value: 1}", "no"),
      ("{key: 2, operator: GreaterThanOrEquals, value: 2}", "yes"),
      ("{key: '{{ request.userInfo.username }}', operator: Equals, value: admin}", "unknown"),
      ("{key: '{{ images.containers }}', operator: Equals, value: a}", "unknown"),
      ("{key: a, operator: DurationLessThan, value: 1h}", "unknown"),
      ("{key: a, operator: GreaterThan, value: b}", "unknown"),
      ("{key: '{{ \"x\" }}-{{ request.name }}', operator: Equals, value: x}", "unknown"),
    ])
  func conditions(condition: String, expected: String) {
    let request = KyvernoRequest(Self.pod, namespaceObject: Self.namespace)
    let block = JSONValue.map(["all": .list([engineValue(condition)])])
    let answer = KyvernoConditions.hold(block, KyvernoVariables(values: request.variables))
    #expect(name(of: answer) == expected)
  }

  @Test(
    "blocks of conditions, and what is none",
    arguments: [
      ("{all: []}", "yes"), ("null", "yes"),
      ("{any: [{key: a, operator: Equals, value: b}]}", "no"),
      ("- {key: a, operator: Equals, value: a}", "yes"), ("{alll: []}", "unknown"),
      ("{any: [], an: []}", "unknown"), ("text", "unknown"),
      ("{key: a, operator: Equals, value: b}", "unknown"),
    ])
  func oddBlocks(block: String, expected: String) {
    let request = KyvernoRequest(Self.pod, namespaceObject: Self.namespace)
    let variables = KyvernoVariables(values: request.variables)
    #expect(name(of: KyvernoConditions.hold(engineValue(block), variables)) == expected)
  }

  /// Two texts that Swift's `==` takes for the same: an "é" of one character, and of two.
  private static let accents = (composed: "\u{E9}", decomposed: "e\u{301}")

  @Test("keys and values are the same where their bytes are")
  func bytes() throws {
    let (composed, other) = Self.accents
    let pod = engineValue(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {a: \(composed), \(composed): x, \(other): y}}
      """)
    #expect(pod[path: "metadata", "labels"]?.fields.count == 3)
    let request = KyvernoRequest(pod, namespaceObject: nil)
    for (text, isSame) in [(composed, true), (other, false)] {
      let pattern = engineValue("{metadata: {labels: {a: \(text)}}}")
      #expect((KyvernoPattern.outcome(pattern, of: pod) == .fits) == isSame)
      let keyed = engineValue("{metadata: {labels: {\(text): x}}}")
      #expect((KyvernoPattern.outcome(keyed, of: pod) == .fits) == isSame)
      for (operation, isWanted) in [("In", isSame), ("NotIn", !isSame)] {
        let selector = engineValue(
          "{matchExpressions: [{key: a, operator: \(operation), values: [\(text)]}]}")
        #expect(KyvernoMatching.selects(selector, request.labels) == isWanted)
      }
      for expression in [
        "a == '\(text)'", "contains([a], '\(text)')", "contains(a, '\(text)')",
        "starts_with(a, '\(text)')", "ends_with(a, '\(text)')",
      ] {
        let value = try JMESPathParser.parse(expression).value(of: engineValue("a: \(composed)"))
        #expect(value == .bool(isSame), "\(expression)")
      }
    }
  }

  @Test(
    "any and all of a block",
    arguments: [
      (
        "{any: [{key: a, operator: Equals, value: b}, {key: a, operator: Equals, value: a}]}", "yes"
      ),
      ("{all: [{key: a, operator: Equals, value: b}, {key: a, operator: Equals, value: a}]}", "no"),
      (
        "{any: [{key: a, operator: Equals, value: a}], "
          + "all: [{key: a, operator: Equals, value: b}]}",
        "no"
      ),
      ("- {key: a, operator: Equals, value: a}\n- {key: b, operator: Equals, value: b}", "yes"),
      ("- {key: a, operator: Equals, value: a}\n- {key: b, operator: Equals, value: c}", "no"),
      (
        "{all: [{key: '{{ x }}', operator: Equals, value: b}, "
          + "{key: a, operator: Equals, value: b}]}",
        "no"
      ),
    ])
  func blocks(block: String, expected: String) {
    let variables = KyvernoVariables(values: .map([:]))
    #expect(name(of: KyvernoConditions.hold(engineValue(block), variables)) == expected)
  }

  @Test(
    "match and exclude",
    arguments: [
      ("{match: {any: [{resources: {kinds: [Pod]}}]}}", "yes"),
      ("{match: {any: [{resources: {kinds: [v1/Pod, apps/v1/Deployment]}}]}}", "yes"),
      ("{match: {any: [{resources: {kinds: ['*']}}]}}", "yes"),
      ("{match: {any: [{resources: {kinds: ['*/Pod']}}]}}", "yes"),
      ("{match: {any: [{resources: {kinds: [Pod/exec]}}]}}", "no"),
      ("{match: {any: [{resources: {kinds: [apps/v1/Pod]}}]}}", "no"),
      ("{match: {resources: {kinds: [Pod], name: 'web-?'}}}", "yes"),
      ("{match: {resources: {kinds: [Pod], namespaces: ['sh*']}}}", "yes"),
      ("{match: {resources: {kinds: [Pod], selector: {matchLabels: {app: 'w*'}}}}}", "yes"),
      ("{match: {resources: {kinds: [Pod], namespaceSelector: {matchLabels: {team: x}}}}}", "no"),
      ("{match: {resources: {kinds: [Pod], operations: [DELETE]}}}", "no"),
      ("{match: {resources: {annotations: {a: b}}}}", "no"),
      ("{match: {any: [{}]}}", "no"),
      ("{match: {all: [{resources: {kinds: [Pod]}}, {resources: {names: [db]}}]}}", "no"),
      (
        "{match: {any: [{resources: {kinds: [Pod]}, subjects: [{kind: User, name: a}]}]}}",
        "unknown"
      ),
      (
        "{match: {any: [{resources: {kinds: [Pod]}}]}, exclude: {any: [{clusterRoles: [admin]}]}}",
        "unknown"
      ),
      ("{match: {resources: {kinds: [Pod]}}, exclude: {resources: {namespaces: null}}}", "yes"),
      ("{match: {resources: {kinds: [Pod]}}, exclude: {any: [{resources: {a: [b]}}]}}", "yes"),
      ("{match: {resources: {kinds: [Pod]}}, exclude: {resources: {selector: {}}}}", "no"),
      ("{match: {resources: {kinds: [Pod]}}, exclude: {resources: {namespaces: [shop]}}}", "no"),
      (
        "{match: {resources: {kinds: [Pod]}}, exclude: {all: [{resources: {namespaces: [shop]}}, "
          + "{resources: {kinds: [Job]}}]}}", "yes"
      ),
    ])
  func matching(rule: String, expected: String) {
    let request = KyvernoRequest(Self.pod, namespaceObject: Self.namespace)
    #expect(name(of: KyvernoMatching.selects(engineValue(rule), request)) == expected)
  }

  @Test("a namespaceSelector of match never selects Namespaces, one of exclude does")
  func namespaceSelectors() {
    let request = KyvernoRequest(Self.namespace, namespaceObject: nil)
    let filter = "{resources: {kinds: [Namespace], namespaceSelector: {matchLabels: {team: web}}}}"
    #expect(KyvernoMatching.selects(engineValue("{match: \(filter)}"), request).isNo)
    let excluding = engineValue("{match: {resources: {kinds: [Namespace]}}, exclude: \(filter)}")
    #expect(KyvernoMatching.selects(excluding, request).isNo)
  }

  @Test(
    "the action: of the rule, of the policy, overridden by namespace",
    arguments: [
      ("{validationFailureAction: Enforce}", "", "no"),
      ("{validationFailureAction: audit}", "", "yes"),
      ("{}", "", "yes"),
      ("{validationFailureAction: Audit}", "failureAction: Enforce, ", "no"),
      ("{validationFailureAction: Enforce}", "failureAction: Audit, ", "yes"),
      (
        "{validationFailureAction: Enforce, validationFailureActionOverrides: "
          + "[{action: Audit, namespaces: ['sh*']}]}", "", "yes"
      ),
      (
        "{validationFailureAction: Audit, validationFailureActionOverrides: "
          + "[{action: Enforce, namespaceSelector: {matchLabels: {team: web}}}]}", "", "no"
      ),
      ("{validationFailureAction: Enforce, admission: false}", "", "yes"),
    ])
  func actions(spec: String, own: String, expected: String) throws {
    var policy = engineValue(spec).fields
    policy["rules"] = engineValue(
      "- {name: r, match: {resources: {kinds: [Pod]}}, validate: {\(own)deny: {}}}")
    let whole = JSONValue.map(["kind": .string("ClusterPolicy"), "spec": .map(policy)])
    let rule = try #require(KyvernoRule("r", of: KyvernoPolicy(whole)))
    let answer = rule.admits(KyvernoRequest(Self.pod, namespaceObject: Self.namespace))
    #expect("\(answer)".hasPrefix(expected))
  }

  @Test("rules that disagree about the action depend on Kyverno's version")
  func mixedActions() throws {
    let policy = engineValue(
      """
      kind: ClusterPolicy
      spec:
        rules:
          - name: a
            match: {resources: {kinds: [Job]}}
            validate: {failureAction: Audit, deny: {}}
          - name: b
            match: {resources: {kinds: [Pod]}}
            validate: {failureAction: Enforce, deny: {}}
      """)
    let rule = try #require(KyvernoRule("b", of: KyvernoPolicy(policy)))
    let answer = rule.admits(KyvernoRequest(Self.pod, namespaceObject: Self.namespace))
    #expect("\(answer)".contains("version"))
    #expect(KyvernoRule("c", of: KyvernoPolicy(policy)) == nil)
  }

  @Test("the first action of a policy is asked for each namespace and its labels")
  func firstActions() throws {
    let policy = KyvernoPolicy(
      engineValue(
        """
        kind: ClusterPolicy
        spec:
          rules:
            - name: a
              match: {resources: {kinds: [Job]}}
              validate:
                failureAction: Enforce
                failureActionOverrides:
                  - {action: Audit, namespaceSelector: {matchLabels: {team: red}}}
                deny: {}
            - name: b
              match: {resources: {kinds: [Pod]}}
              validate: {failureAction: Enforce, deny: {}}
        """))
    let rule = try #require(KyvernoRule("b", of: policy))
    func answer(_ team: String) -> String {
      let namespace = engineValue("{metadata: {name: shop, labels: {team: \(team)}}}")
      return "\(rule.admits(KyvernoRequest(Self.pod, namespaceObject: namespace)))"
    }
    #expect(answer("blue").hasPrefix("no"))
    #expect(answer("red").contains("version"))
    #expect(answer("blue").hasPrefix("no"))
  }

  @Test(
    "what is not understood is unknown and named, never let in",
    arguments: [
      ("{cel: {expressions: []}}", "its cel is not evaluated"),
      ("{message: m, manifests: {}}", "its manifests is not evaluated"),
      ("{failureAction: Enforce, assert: {}}", "its assert is not evaluated"),
      ("{message: m, tomorrow: {}}", "its tomorrow is not evaluated"),
      ("{message: m}", "its validate is not evaluated"),
      ("{foreach: [{list: request.object.spec.containers, cel: {}}]}", "its cel is not evaluated"),
      ("{podSecurity: {level: strict}}", "level of pod security"),
      (
        "{podSecurity: {level: restricted, exclude: [{controlName: Seccomp, "
          + "restrictedField: a, values: [b]}]}}", "no("
      ),
      (
        "{podSecurity: {level: restricted, exclude: [{controlName: Capabilities, "
          + "restrictedField: a, values: [b]}, {controlName: Privilege Escalation}, "
          + "{controlName: Running as Non-root}, {controlName: Seccomp, images: ['*']}]}}",
        "exempts some images or values from Capabilities"
      ),
    ])
  func unknownForms(validate: String, expected: String) throws {
    let policy = JSONValue.map([
      "kind": .string("ClusterPolicy"),
      "spec": .map([
        "validationFailureAction": .string("Enforce"),
        "rules": engineValue(
          "- {name: r, match: {resources: {kinds: [Pod]}}, validate: \(validate)}"),
      ]),
    ])
    let rule = try #require(KyvernoRule("r", of: KyvernoPolicy(policy)))
    let answer = rule.admits(KyvernoRequest(Self.pod, namespaceObject: Self.namespace))
    #expect("\(answer)".contains(expected))
    #expect(!answer.isYes)
  }

  @Test(
    "images have a registry",
    arguments: [
      ("nginx", "docker.io/library/nginx"), ("rancher/agent:v2", "docker.io/rancher/agent:v2"),
      ("corp.example/a", "corp.example/a"), ("localhost/a", "localhost/a"),
      ("h:5000/a", "h:5000/a"),
    ])
  func images(image: String, full: String) {
    #expect(KyvernoRule.fullImage(image) == full)
  }

  private func name(of answer: EngineAnswer) -> String {
    switch answer {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    }
  }
}
