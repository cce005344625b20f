import Documents
import Findings
import Rules
import Snapshots

/// Reads rules and policies and judges a small cluster with them.
enum RuleTrial {
  /// The bytes as a file of policies; or a policy around expressions that the bytes make.
  static func policies(_ bytes: UnsafeBufferPointer<UInt8>) {
    var input = InputBytes(bytes)
    let isText = input.next() & 3 != 0
    let text = isText ? String(decoding: input.rest(), as: UTF8.self) : policy(&input)
    let trial = PolicyTrial(
      policies: [SourceText(path: "policy.yaml", text: text)],
      object: SourceText(path: "object.yaml", text: Seeds.deployment),
      namespace: SourceText(path: "namespace.yaml", text: Seeds.namespace))
    let outcome = trial.run()
    require(
      outcome.verdict != nil || !outcome.problems.isEmpty, "no verdict and no problem:\n\(text)")
    require(
      outcome.verdict != .unknown || !outcome.reasons.isEmpty, "unknown for no reason:\n\(text)")
  }

  private static func policy(_ input: inout InputBytes) -> String {
    func quoted(_ text: String) -> String {
      "'" + text.replacing("'", with: "''").replacing("\n", with: " ").replacing("\0", with: "")
        + "'"
    }
    var expressions: [String] = []
    for _ in 0..<4 {
      var part = InputBytes(input.take(48))
      expressions.append(quoted(ExpressionText.make(&part)))
    }
    return """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: p}
      spec:
        failurePolicy: \(input.next() & 1 == 0 ? "Fail" : "Ignore")
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: ['*']}
        matchConditions:
        - {name: c, expression: \(expressions[0])}
        variables:
        - {name: x, expression: \(expressions[1])}
        validations:
        - {expression: \(expressions[2]), messageExpression: \(expressions[3])}
      """
  }

  /// The bytes as the rules of a pack.
  static func rule(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let folder = TemporaryFolder.shared else {
      return require(false, "no folder to write to")
    }
    folder.write("pack.yaml", Array("schema: 1\nname: p\nversion: 1.0.0\n".utf8))
    folder.write("a/rule.yaml", Array(bytes))
    let store = DocumentStore()
    let set = RuleSet.load(
      into: store, folders: [folder.path], withBuiltIn: false, toolVersion: "1.0.0")
    let judge = Judge(set)
    require(
      !set.rules.isEmpty || set.problems.contains(where: \.isFatal), "no rule and no problem")
    let reasons = ReasonTable()
    var builder = SnapshotBuilder(store: store, reasons: reasons)
    for text in [Seeds.deployment, Seeds.namespace] {
      if let object = store.read(SourceText(path: "o.yaml", text: text)).documents.first {
        builder.add(resource: object)
      }
    }
    let target = Target.make(from: nil, store: store, reasons: reasons)
    let outcome = judge.judge(builder.finish(), target: target.value, options: Judge.Options())
    for finding in outcome.findings where finding.verdict == .unknown {
      require(!finding.message.isEmpty, "an unknown finding says nothing")
    }
  }
}
