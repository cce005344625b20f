import CEL
import Documents
import Findings
import Snapshots

/// A policy with its binding and parameters, compiled once and tried on any number of objects. Each
/// trial leaves what it read in the policy's store.
struct PreparedPolicy: Sendable {
  private let store = DocumentStore()
  private let reasons: ReasonTable
  private let pack: Pack
  private let judge: Judge
  private let target: Value

  /// - Parameters:
  ///   - policies: the policy, its binding and parameters.
  ///   - reasons: those of its trials; others may share them.
  ///   - changes: Whether it is tried on objects that are changed, not created.
  init(_ policies: [SourceText], reasons: ReasonTable, onChange changes: Bool = false) {
    let list = ProblemList()
    self.reasons = reasons
    var pack = PolicyLoader.pack(
      of: policies, name: "policies", path: "", PackFileReader(store: store, problems: list))
    if changes {
      for i in pack.rules.indices {
        if let policy = pack.rules[i].policy { pack.rules[i].kind = .policy(policy.onChange) }
      }
    }
    self.pack = pack
    judge = PreparedPolicy.judge(of: pack, in: store, list)
    target = Target.make(from: nil, store: store, reasons: reasons).value
  }

  /// What becomes of an object, as if it were the whole cluster.
  /// - Parameters:
  ///   - former: What the object was, if the policy is tried on changes.
  ///   - cost: As `Judge.Options.policyCost`.
  func outcome(
    of object: SourceText, in namespace: SourceText?, before former: SourceText? = nil,
    cost: UInt64? = nil
  ) -> PolicyTrial.Outcome {
    var outcome = PolicyTrial.Outcome()
    outcome.problems = judge.problems
    var builder = SnapshotBuilder(store: store, reasons: reasons)
    let sources = [object] + (namespace.map { [$0] } ?? [])
    let objects = sources.compactMap { source in
      store.read(source).documents.first.map { named($0, source) }
    }
    guard !outcome.problems.contains(where: \.isFatal), objects.count == sources.count,
      objects.allSatisfy({ builder.add(resource: $0) })
    else { return outcome }
    // There are no parameters but those that came along.
    for kind in pack.rules.compactMap({ $0.policy?.parameterKind }) {
      let group = ResourceType(apiVersion: kind.apiVersion, plural: "").group
      builder.set(evidence: .complete, of: builder.types.type(ofKind: kind.kind, group: group))
    }
    var options = Judge.Options()
    options.listsPasses = true
    options.policyCost = cost
    options.formerObject = former.flatMap { store.read($0).documents.first }
    let judged = judge.judge(builder.finish(), target: target, options: options)
    add(judged, about: name(of: DocumentValue(objects[0], in: store)), to: &outcome)
    return outcome
  }

  private static func judge(
    of pack: Pack, in store: DocumentStore, _ problems: ProblemList
  ) -> Judge {
    let environment = RuleEnvironment(pool: ConstantPool(store: store), functions: [])
    let compiler = PolicyCompiler(
      environment: PolicyEnvironment(after: environment.base), compatibility: nil,
      problems: problems)
    let rules = pack.rules.compactMap { rule in
      rule.policy.flatMap { compiler.compile(rule, $0) }
    }
    return Judge(
      rules, of: [pack], in: environment, store: store, appliesChanges: false,
      problems: problems.problems)
  }

  /// The object with a name: one that leaves it to `generateName`, or has none, gets it when it
  /// is created, before policies see it. What else it holds keeps its place.
  private func named(_ object: Value, _ source: SourceText) -> Value {
    let document = DocumentValue(object, in: store)
    guard object.tag == .map, document[path: "metadata", "name"] == nil,
      let builder = DocumentBuilder(store: store, source: source)
    else { return object }
    func copy(_ map: DocumentValue?, without key: String) {
      for (name, value) in map?.entries ?? [] where name != key {
        builder.key(name)
        builder.link(value.value)
      }
    }
    let metadata = document["metadata"]
    builder.beginMap(at: document.place?.offset ?? 0)
    copy(document, without: "metadata")
    builder.key("metadata")
    builder.beginMap(at: metadata?.place?.offset ?? 0)
    copy(metadata, without: "name")
    builder.key("name")
    builder.string((metadata?["generateName"]?.string ?? "") + "generated")
    builder.endMap()
    builder.endMap()
    defer { builder.close() }
    return builder.finish()
  }

  /// Kind, namespace and name, as subjects are told apart.
  private func name(of object: DocumentValue) -> [String?] {
    let metadata = object["metadata"]
    return [
      object["kind"]?.string, metadata?["namespace"]?.string ?? "", metadata?["name"]?.string,
    ]
  }

  private func add(
    _ judged: Judge.Outcome, about name: [String?], to outcome: inout PolicyTrial.Outcome
  ) {
    func isMeant(_ subject: Subject) -> Bool {
      guard case .resource(let reference) = subject else { return false }
      return [reference.kind, reference.namespace, reference.name] == name
    }
    let findings = judged.findings.filter { isMeant($0.subject) }
    outcome.messages = findings.filter { $0.verdict == .fail }.map(\.message)
    outcome.reasons = findings.flatMap(\.missing).map(\.text)
    let passes = judged.rules.contains { $0.passing.contains(where: isMeant) }
    outcome.verdict = findings.map(\.verdict).max() ?? (passes ? .pass : .notApplicable)
    if outcome.verdict == .notApplicable {
      outcome.reasons = judged.rules.compactMap(\.notApplicableReason)
    }
  }
}
