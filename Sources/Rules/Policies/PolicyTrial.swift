import CEL
import Documents
import Findings
import Snapshots

/// One policy against one object, as if the object were the whole cluster: what suites of policies
/// with known verdicts ask for.
public struct PolicyTrial: Sendable {
  /// The policy, its binding and parameters.
  public var policies: [SourceText]
  public var object: SourceText
  /// The object's Namespace, or nil.
  public var namespace: SourceText?

  public init(policies: [SourceText], object: SourceText, namespace: SourceText?) {
    self.policies = policies
    self.object = object
    self.namespace = namespace
  }

  /// What became of it.
  public struct Outcome: Sendable {
    /// nil where the trial could not be made.
    public var verdict: Verdict?
    /// Of what fails, in the order of the validations.
    public var messages: [String] = []
    /// Why something is unknown or does not apply.
    public var reasons: [String] = []
    /// What is wrong with the policy or the object.
    public var problems: [Problem] = []

    public init() {}
  }

  /// Makes the trial, in a store of its own.
  public func run() -> Outcome {
    let store = DocumentStore()
    let list = ProblemList()
    let pack = PolicyLoader.pack(
      of: policies, name: "policies", path: "", PackFileReader(store: store, problems: list))
    let judge = judge(of: pack, in: store, list)
    var outcome = Outcome()
    outcome.problems = judge.problems
    let reasons = ReasonTable()
    var builder = SnapshotBuilder(store: store, reasons: reasons)
    let sources = [object] + (namespace.map { [$0] } ?? [])
    let objects = sources.compactMap { source in
      store.read(source).documents.first.map { named($0, source, store) }
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
    let target = Target.make(from: nil, store: store, reasons: reasons)
    let judged = judge.judge(builder.finish(), target: target.value, options: options)
    add(judged, about: name(of: DocumentValue(objects[0], in: store)), to: &outcome)
    return outcome
  }

  private func judge(of pack: Pack, in store: DocumentStore, _ problems: ProblemList) -> Judge {
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
  private func named(_ object: Value, _ source: SourceText, _ store: DocumentStore) -> Value {
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

  private func add(_ judged: Judge.Outcome, about name: [String?], to outcome: inout Outcome) {
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
