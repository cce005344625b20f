import Findings
import Rules
import Testing

@Suite("ValidatingAdmissionPolicies: expressions and their verdicts")
struct PolicyTests {
  @Test(
    "what expressions see of a request",
    arguments: [
      ("object.spec.replicas == 3", Verdict.pass),
      ("oldObject == null", .pass),
      ("request.operation == 'CREATE'", .pass),
      ("request.kind.kind == 'Deployment' && request.resource.resource == 'deployments'", .pass),
      ("request.kind.group == 'apps' && request.kind.version == 'v1'", .pass),
      ("request.name == 'web' && request.namespace == 'shop'", .pass),
      ("!has(request.subResource) && !request.dryRun", .pass),
      ("has(request.userInfo.username)", .pass),
      ("request.userInfo.username == 'alice'", .unknown),
      ("'admins' in request.userInfo.groups", .unknown),
      ("authorizer.group('').resource('pods').namespace('x').check('get').allowed()", .unknown),
      ("authorizer.requestResource.check('delete').allowed() || object.spec.replicas > 1", .pass),
      ("authorizer.path('/healthz').check('get').allowed() && object.spec.replicas > 5", .fail),
      ("namespaceObject.metadata.name == 'shop'", .pass),
      ("namespaceObject.metadata.labels['kubernetes.io/metadata.name'] != 'shop'", .fail),
      ("namespaceObject.metadata.labels['team'] == 'a'", .unknown),
      ("object.spec.strategy.type == 'Recreate'", .fail),
      ("object.metadata.?annotations['a'].orValue('') == ''", .pass),
    ])
  func requestFields(expression: String, verdict: Verdict) throws {
    let outcome = PolicyText.validating(expression).run()
    #expect(outcome.problems.filter(\.isFatal).map(\.message) == [])
    #expect(outcome.verdict == verdict, "\(outcome.messages) \(outcome.reasons)")
  }

  @Test("the namespace, where it was exported, decides what its name does not")
  func namespaceObject() {
    var text = PolicyText.validating("namespaceObject.metadata.labels['team'] == 'a'")
    text.namespace = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: b}}
      """
    #expect(text.run().verdict == .fail)
    #expect(
      text.run().messages == [
        "failed expression: namespaceObject.metadata.labels['team'] == 'a'"
      ])
  }

  @Test(
    "the text of a denial",
    arguments: [
      ("", "failed expression: object.spec.replicas < 3"),
      ("  message: ' Too many.\t'", "Too many."),
      (
        "  message: a\n  messageExpression: \"'  has ' + string(object.spec.replicas) + ' '\"",
        "has 3"
      ),
      ("  message: a\n  messageExpression: \"'one\\\\ntwo'\"", "a"),
      ("  message: a\n  messageExpression: \"'  '\"", "a"),
      ("  message: a\n  messageExpression: object.metadata.nothing + ''", "a"),
      ("  messageExpression: \"''\"", "failed expression: object.spec.replicas < 3"),
    ])
  func messages(more: String, message: String) {
    let outcome = PolicyText.validating("object.spec.replicas < 3", more: more).run()
    #expect(outcome.problems.filter(\.isFatal).map(\.message) == [])
    #expect(outcome.messages == [message])
  }

  @Test(
    "an expression that fails denies, or is ignored as the policy says",
    arguments: [
      ("object.spec.paused", "== true", "no such key: paused"),
      ("object.spec.replicas", "/ 0 == 1", "division by zero"),
      ("object.spec.replicas", "+ 'a' == 'b'", "no such overload"),
      ("object.metadata.name", ".x.y == 1", "no such key: x"),
    ])
  func errors(start: String, rest: String, message: String) {
    let separator = rest.hasPrefix(".") ? "" : " "
    let expression = "dyn(\(start))\(separator)\(rest)"
    var text = PolicyText.validating(expression)
    #expect(text.run().messages == ["expression '\(expression)' resulted in error: \(message)"])
    text.spec += "\nfailurePolicy: Ignore"
    #expect(text.run().verdict == .pass)
  }

  @Test("variables see those before them, are found when asked, and name themselves in errors")
  func variables() {
    var text = PolicyText(
      spec: """
        variables:
        - {name: broken, expression: "object.spec.nothing"}
        - {name: replicas, expression: "object.spec.replicas"}
        - {name: double, expression: "variables.replicas * 2"}
        validations:
        - {expression: "variables.double == 6 || variables.broken"}
        - {expression: "has(variables.replicas) && variables.?double.orValue(0) == 6"}
        """)
    #expect(text.run().verdict == .pass)
    text.spec += "\n- {expression: variables.broken == 1}"
    #expect(
      text.run().messages == [
        "expression 'variables.broken == 1' resulted in error: composited variable \"broken\" "
          + "fails to evaluate: no such key: nothing"
      ])
  }

  @Test("match conditions: false decides, then errors do")
  func matchConditions() {
    var text = PolicyText.validating("object.spec.replicas < 3")
    text.spec += """
      matchConditions:
      - {name: broken, expression: "object.spec.nothing == 1"}
      - {name: red, expression: "object.metadata.labels.app == 'red'"}
      """
    #expect(text.run().verdict == .notApplicable)
    #expect(text.run().reasons == ["no subject meets the condition red"])
    text.spec = text.spec.replacing("'red'", with: "'web'")
    #expect(
      text.run().messages == [
        "expression 'object.spec.nothing == 1' resulted in error: no such key: nothing"
      ])
    text.spec += "\nfailurePolicy: Ignore"
    #expect(text.run().verdict == .notApplicable)
  }

  @Test("an audit annotation that cannot be evaluated denies; its text does not matter")
  func auditAnnotations() {
    var text = PolicyText.validating("object.spec.replicas == 3")
    text.spec += "auditAnnotations: [{key: k, valueExpression: \"'n = ' + object.metadata.name\"}]"
    #expect(text.run().verdict == .pass)
    text.spec = text.spec.replacing("metadata.name", with: "metadata.uid")
    #expect(
      text.run().messages == [
        "expression ''n = ' + object.metadata.uid' resulted in error: no such key: uid"
      ])
  }

  @Test("an expression that costs too much is an error in the API server's words")
  func cost() {
    let big = "[1,2,3,4,5,6,7,8,9,10]"
    let expression = ["a", "b", "c", "d", "e", "f"].reduce("object.spec.replicas > 0") {
      "\(big).all(\($1), \($0))"
    }
    let outcome = PolicyText.validating(expression).run()
    #expect(outcome.verdict == .fail)
    #expect(
      outcome.messages.first?.hasSuffix("operation cancelled: actual cost limit exceeded") == true)
  }

  @Test(
    "what cannot be compiled is a problem with its place",
    arguments: [
      ("object.spec.replicas", "must evaluate to bool but gives dyn", "policy-0.yaml:8:7"),
      ("object.spec.replicas > nothing", "unknown name 'nothing'", "policy-0.yaml:8:30"),
      ("request.operations == 'CREATE'", "has no field 'operations'", "policy-0.yaml:8:15"),
      ("variables.x == 1", "unknown name 'variables'", "policy-0.yaml:8:7"),
      ("params.x == 1", "unknown name 'params'", "policy-0.yaml:8:7"),
      ("namespaceObject.metadata.managedFields == []", "has no field", "policy-0.yaml:8:32"),
    ])
  func compilation(expression: String, message: String, place: String) throws {
    let outcome = PolicyText.validating(expression).run()
    #expect(outcome.verdict == nil)
    let problem = try #require(outcome.problems.first { $0.isFatal })
    #expect(problem.message.contains(message))
    #expect(problem.places.first?.text == place)
  }
}
