import Basics
import CEL
import Documents
import Findings
import Snapshots

/// An expression to be evaluated by itself.
public struct ExpressionQuery: Sendable {
  public var text: String
  /// What `node` or `object` is.
  public var subject: ExpressionSubject
  public var wantsTrace = false

  public init(text: String, subject: ExpressionSubject = .cluster) {
    self.text = text
    self.subject = subject
  }
}

/// What an expression is evaluated on, beside the cluster.
public enum ExpressionSubject: Sendable, Equatable {
  case cluster
  /// A node's name.
  case node(String)
  /// `pods/default/web`, `deployments.apps/default/web`, `nodes/w1`, or a resource as reports name
  /// it: `apps/Deployment/default/web`.
  case object(String)
}

/// What an expression gave.
public enum ExpressionAnswer: Sendable {
  /// The value as JSON, and what of it is not known.
  case value(String, missing: [MissingEvidence])
  case unknown([MissingEvidence])
  /// A message, and the sub-expression that it is about.
  case error(String, in: String)
  /// It cannot be evaluated: each mistake with its line and a caret.
  case invalid(String)
  /// There is no such node or object; with names that may have been meant.
  case noSubject(String)
}

extension Judge {
  /// Evaluates an expression with what rules of the last pack see.
  public func answer(
    _ query: ExpressionQuery, in snapshot: Snapshot, target: Value, options: Judge.Options
  ) -> (answer: ExpressionAnswer, trace: TraceBranch?) {
    guard let run = RuleRun(inputs(snapshot, target, options, parameters: nil)) else {
      let message = "there are too many files in one run to evaluate expressions, too"
      return (.error(message, in: query.text), nil)
    }
    let subject: JudgedSubject
    switch judgedSubject(query.subject, in: snapshot) {
    case .success(let found): subject = found
    case .failure(let missing): return (missing.answer, nil)
    }
    let program: Program
    switch environment(for: subject.kind).compile(query.text) {
    case .success(let compiled): program = compiled
    case .failure(let failure): return (.invalid(failure.rendered + hint(query)), nil)
    }
    let limit =
      JudgingInputs.clusterBudget + JudgingInputs.resourceBudget * UInt64(snapshot.resources.count)
    run.provideDefinitions(limit: limit)
    run.set(subject)
    var branch: TraceBranch?
    if query.wantsTrace {
      var reader = TraceReader(run, program)
      branch = reader.read(run.evaluator.trace(program, costLimit: limit))
    }
    let value = run.evaluator.evaluate(program, costLimit: limit)
    return (answer(value, of: program, run), branch)
  }

  private func answer(_ value: Value, of program: Program, _ run: RuleRun) -> ExpressionAnswer {
    switch value.tag {
    case .unknown, .hidden: return .unknown(missing(run.reasons(of: value)))
    case .error:
      let error = run.evaluator.error(of: value)
      let isPart = error.map { $0.program == program.id && $0.expression != 0 } ?? false
      return .error(
        error.map { CredentialText.masked($0.message) } ?? "it could not be evaluated",
        in: isPart ? program.text(of: error?.expression ?? 0) : program.text.trimmed)
    default:
      var writer = ValueWriter(run)
      writer.write(value)
      return .value(writer.text, missing: missing(writer.reasons))
    }
  }

  private func missing(_ reasons: some Sequence<MissingEvidence>) -> [MissingEvidence] {
    Set(reasons).sorted(by: MissingEvidence.isOrderedBefore)
  }

  // MARK: Compiling

  private func environment(for subject: Subject.Kind) -> CEL.Environment {
    let own = packs.last.map { environment.environment(for: $0) } ?? environment.base
    return RuleCompiler.environment(own, for: subject)
  }

  /// How to say which node or object is meant, where the expression asks for one.
  private func hint(_ query: ExpressionQuery) -> String {
    guard case .success(let syntax) = CEL.Environment.parse(query.text) else { return "" }
    let names = Set(
      syntax.expressions.compactMap { expression -> String? in
        if case .identifier(_, let name, _) = expression { return name }
        return nil
      })
    var hints: [String] = []
    if case .node = query.subject {
    } else if names.contains("node") {
      hints.append("`node` is the node that --node names")
    }
    let objects = ["object", "namespaceObject"].filter(names.contains)
    if case .object = query.subject {
    } else if let name = objects.first {
      hints.append("`\(name)` is known with --object TYPE/NAMESPACE/NAME")
    }
    if names.contains("variables") { hints.append("variables belong to rules: see check --trace") }
    return hints.map { "\n" + $0 }.joined()
  }

  // MARK: Subjects

  private struct MissingSubject: Error {
    let answer: ExpressionAnswer
  }

  private func judgedSubject(
    _ subject: ExpressionSubject, in snapshot: Snapshot
  ) -> Result<JudgedSubject, MissingSubject> {
    switch subject {
    case .cluster: return .success(.cluster)
    case .node(let name):
      if let node = snapshot.nodes.first(where: { $0.name == name }) {
        return .success(.node(name: name, value: node.value))
      }
      return .failure(MissingSubject(answer: .noSubject(noNode(name, in: snapshot))))
    case .object(let name): return object(name, in: snapshot)
    }
  }

  private func noNode(_ name: String, in snapshot: Snapshot) -> String {
    let names = snapshot.nodes.map(\.name)
    let known = names.prefix(8).joined(separator: ", ")
    let others = names.count > 8 ? " and \(names.count - 8) more" : ""
    let reason = snapshot.missingNodes.flatMap { snapshot.reasons[$0] }.map { "; \($0.text)" }
    return "the snapshot has no node \"\(name)\""
      + (names.isEmpty ? ", nor any other" : " (it has \(known)\(others))") + (reason ?? "")
  }

  private func object(
    _ name: String, in snapshot: Snapshot
  ) -> Result<JudgedSubject, MissingSubject> {
    func missing(_ text: String) -> Result<JudgedSubject, MissingSubject> {
      .failure(MissingSubject(answer: .noSubject(text)))
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let (type, rest) = Judge.type(parts, snapshot) else {
      return missing(
        "\"\(name)\" names no resource type; an object is named like pods/default/web, "
          + "deployments.apps/default/web or nodes/w1")
    }
    let namespace = rest.count == 2 ? rest[0] : ""
    switch snapshot.object(type, namespace: namespace, name: rest[rest.count - 1]) {
    case .found:
      let entries = snapshot.resources.all(of: type)
      let naming = ResourceNaming(type, in: snapshot)
      let entry = entries.first {
        naming.text($0.namespace) == namespace && naming.text($0.name) == rest[rest.count - 1]
      }
      guard let entry else { return missing("the snapshot has no \(name)") }
      return .success(.resource(entry, OwnNaming(naming), at: nil))
    case .absent: return missing("the cluster has no \(name)")
    case .unknown(let reason):
      guard let reason = snapshot.reasons[reason] else {
        return missing("the snapshot has no \(name)")
      }
      return .failure(MissingSubject(answer: .unknown([reason])))
    }
  }

  /// The type at the beginning of a name's parts, and the parts after it: namespace and name, or
  /// the name.
  private static func type(
    _ parts: [String], _ snapshot: Snapshot
  ) -> (ResourceType, [String])? {
    guard parts.count >= 2, !parts.contains("") else { return nil }
    // `apps/Deployment/default/web`: a kind begins with a capital letter, and a name never does.
    if parts.count >= 3, let first = parts[1].unicodeScalars.first, ("A"..."Z").contains(first) {
      let type = snapshot.types.type(ofKind: parts[1], group: parts[0])
      return parts.count <= 4 ? (type, Array(parts[2...])) : nil
    }
    guard parts.count <= 3, let type = snapshot.types.type(named: parts[0]) else { return nil }
    return (type, Array(parts[1...]))
  }
}
