import ArgumentParser
import Engine
import Rules

/// Evaluates one expression on a snapshot.
struct EvalCommand: Subcommand {
  static let action = "evaluate"
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Evaluate an expression on a snapshot, as a rule would.",
    discussion: """
      For writing rules, and for asking a snapshot a question. Expressions are CEL with what \
      rules see: cluster, target, params, data, now, nodes, resource.List(…), and node or object \
      where one is named. docs/fields.md lists the fields.

        importlint eval 'cluster.version' snapshot/
        importlint eval "resource.List('v1', 'nodes', '').items.map(n, n.metadata.name)" snapshot/
        importlint eval 'node.effectiveResolvConf.nameservers' snapshot/ --node w1
        importlint eval 'object.spec.replicas > 1' snapshot/ --object deployments/shop/web
        importlint eval "inRange(target.rancher.version, '>=2.12')" snapshot/ --rancher 2.13.1

      The value is printed as JSON; (unknown) and (hidden) stand for what is not known, and … for \
      what a list may hold beside what was exported.

      EXIT CODES
        0 it has a value, 2 the expression is wrong or the snapshot cannot be read, 3 it has no
        value or one that is not known in full: evidence is missing, or a field is not there
      """)

  @Argument(help: "The expression, in CEL.") var expression: String
  @OptionGroup var input: InputOptions
  @OptionGroup var filter: FilterOptions
  @Option(
    help: ArgumentHelp("The node that `node` stands for.", valueName: "name"),
    transform: OptionText.name)
  var node: String?
  @Option(
    help: ArgumentHelp(
      "The resource that `object` stands for, e.g. pods/default/web or nodes/w1.",
      valueName: "type/namespace/name"), transform: OptionText.name)
  var object: String?
  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Rules") var packs: PackOptions
  @Option(
    help: ArgumentHelp(
      "Time of judging, RFC 3339; by default the snapshot's own.", valueName: "time"),
    transform: OptionText.time)
  var now: String?
  @Flag(help: "Show the value of every sub-expression too, on standard error.") var trace = false

  func validate() throws {
    if node != nil, object != nil {
      throw OptionError("--node and --object cannot be given together")
    }
    if request.isMatrix {
      throw OptionError("an expression is evaluated for one version of Rancher")
    }
  }

  private var request: CheckRequest {
    var request = CheckRequest(
      inputs: input.inputs, target: target.request, packs: packs.request)
    request.jobs = input.jobs ?? ThreadCount.available
    request.now = now
    request.filter = filter.filter
    return request
  }

  private var subject: ExpressionSubject {
    if let node { return .node(node) }
    return object.map { .object($0) } ?? .cluster
  }

  func end() throws(Ending) -> Ending {
    var query = ExpressionQuery(text: expression, subject: subject)
    query.wantsTrace = trace
    let evaluation: EvaluatedExpression
    do {
      evaluation = try EvaluatedExpression(query, request)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    OutputStream.error.write(problems: evaluation.problems)
    if let branch = evaluation.trace {
      var text = TraceText(OutputStream.error)
      text.write(branch)
      OutputStream.error.write(bytes: text.bytes)
    }
    return end(evaluation.answer)
  }

  private func end(_ answer: ExpressionAnswer) -> Ending {
    let text = AnswerText(answer)
    if let line = text.output, let ending = OutputStream.output.write(text: line).ending {
      return ending
    }
    OutputStream.error.write(bytes: text.explanation(.error))
    return text.ending(doing: Self.action)
  }
}
