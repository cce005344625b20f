import CEL
import Documents
import Findings
import Snapshots
import Synchronization

/// What the trials of many policies have in common: the memory that they lie in, and what they are
/// tried on, each object as if it were the whole cluster.
final class TrialGround: Sendable {
  let store = DocumentStore()
  let reasons: ReasonTable
  let environment: RuleEnvironment
  let policies: PolicyEnvironment
  private let target: Value
  private let subjects = Mutex<[TrialSubject.Key: TrialSubject?]>([:])
  private let pool = Mutex(EvaluatorPool())

  /// Evaluators that no trial uses. Only one thread has one at a time.
  private struct EvaluatorPool: @unchecked Sendable {
    var free: [Evaluator] = []
  }

  /// - Parameter reasons: those of its trials; others may share them.
  init(reasons: ReasonTable) {
    self.reasons = reasons
    environment = RuleEnvironment(pool: ConstantPool(store: store), functions: [])
    policies = PolicyEnvironment(after: environment.base)
    target = Target.make(from: nil, store: store, reasons: reasons).value
  }

  /// How many different subjects were made.
  var subjectCount: Int { subjects.withLock { $0.count } }

  /// What a key stands for, made once; nil if it is no object.
  func subject(_ key: TrialSubject.Key, _ texts: TrialSubject.Texts) -> TrialSubject? {
    if let known = subjects.withLock({ $0[key] }) { return known }
    let made = subject(texts, key)
    subjects.withLock { $0[key] = made }
    return made
  }

  /// The verdict of a policy on a subject.
  func judge(_ rule: CompiledRule, _ subject: TrialSubject) -> SubjectResult? {
    let free = pool.withLock { $0.free.popLast() }
    guard let evaluator = free ?? Evaluator(store: store) else { return nil }
    let run = RuleRun(subject.inputs, evaluator)
    let result = run.judge(rule, subject.judged)
    evaluator.provider = nil
    evaluator.host = nil
    pool.withLock { $0.free.append(evaluator) }
    return result
  }

  // MARK: Subjects

  private func subject(_ texts: TrialSubject.Texts, _ key: TrialSubject.Key) -> TrialSubject? {
    var builder = SnapshotBuilder(store: store, reasons: reasons)
    let sources = [texts.object] + (texts.namespace.map { [$0] } ?? [])
    let objects = sources.compactMap { source in
      store.read(source).documents.first.map { named($0, source) }
    }
    guard objects.count == sources.count, objects.allSatisfy({ builder.add(resource: $0) }) else {
      return nil
    }
    // There are no parameters but those that came along.
    for kind in key.parameterKinds {
      let group = ResourceType(apiVersion: kind.version, plural: "").group
      builder.set(evidence: .complete, of: builder.types.type(ofKind: kind.kind, group: group))
    }
    let snapshot = builder.finish()
    guard let judged = judged(DocumentValue(objects[0], in: store), of: snapshot) else {
      return nil
    }
    let former = texts.former.flatMap { store.read($0).documents.first }
    return TrialSubject(
      inputs: JudgingInputs(
        snapshot: snapshot, target: target, environment: environment, packs: [:], packSources: [],
        named: [], now: nil, policyCost: key.cost, formerObject: former),
      judged: judged)
  }

  /// An object as the snapshot has it.
  private func judged(_ object: DocumentValue, of snapshot: Snapshot) -> JudgedSubject? {
    let metadata = object["metadata"]
    let name = [
      object["kind"]?.string, metadata?["namespace"]?.string ?? "", metadata?["name"]?.string,
    ]
    for type in snapshot.resources.types {
      let naming = ResourceNaming(type, in: snapshot)
      for entry in snapshot.resources.all(of: type) {
        let reference = naming.reference(entry)
        if [reference.kind, reference.namespace, reference.name] == name {
          return .resource(entry, OwnNaming(naming), at: nil)
        }
      }
    }
    return nil
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
}

/// An object that policies are tried on.
struct TrialSubject: Sendable {
  /// What it is made from.
  struct Texts {
    let object: SourceText
    /// Its Namespace.
    let namespace: SourceText?
    /// What the object was, if it is changed.
    let former: SourceText?
  }

  struct Key: Hashable {
    /// That of the texts.
    let digest: [UInt8]
    let parameterKinds: [ParameterKind]
    let cost: UInt64?
  }

  struct ParameterKind: Hashable {
    let version, kind: String
  }

  let inputs: JudgingInputs
  let judged: JudgedSubject
}
