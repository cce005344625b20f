import Basics
import Findings

/// The whole result as JSON; `docs/schemas/importlint-result-2.schema.json` describes it.
///
/// Every key is always there, `null` where nothing is known, so that readers need no cases.
///
/// An object, since what writes a member of each finding holds it: a judgement has many parts, and
/// each copy counts them all.
final class JSONReport: Sendable {
  enum Profile: String, CaseIterable {
    /// Indented by two spaces.
    case standard
    /// On one line.
    case compact
  }

  private let judgement: Judgement
  private let profile: Profile
  private let jobs: Int

  init(_ judgement: Judgement, _ profile: Profile, jobs: Int = 1) {
    self.judgement = judgement
    self.profile = profile
    self.jobs = jobs
  }

  func write(to sink: @escaping ReportFormat.Sink) {
    var writer = JSONWriter(isIndented: profile == .standard, to: sink)
    writer.document { json in
      json.member("schema", Judgement.schemaVersion)
      writeTool(&json)
      json.member("readiness", judgement.readiness.rawValue)
      json.member("exitCode", Int(judgement.exitCode))
      json.member("reason", judgement.conclusion.reason)
      writeSummaries(&json)
      writeCounts(&json)
      json.object("profile", judgement.profile, ProfileJSON.write)
      json.objects("findings", judgement.findings, jobs: jobs) { self.write(&$0, $1) }
      json.objects("collection", judgement.collection, write)
      json.objects("rules", judgement.rules, write)
      json.objects("evidence", judgement.evidence, write)
      json.object("baseline", judgement.baseline, write)
      json.objects("problems", judgement.problems, write)
      json.objects("artifacts", judgement.artifacts, write)
    }
  }

  func writeTool(_ json: inout JSONWriter) {
    json.object("tool") {
      $0.member("name", judgement.tool.name)
      $0.member("version", judgement.tool.version)
      $0.member("dataDate", judgement.tool.dataDate)
      $0.member("newestRancher", judgement.tool.newestRancher)
    }
  }

  func writeSummaries(_ json: inout JSONWriter) {
    json.object("cluster") {
      let cluster = judgement.cluster
      $0.member("name", cluster.name)
      $0.member("uid", cluster.uid)
      $0.member("distribution", cluster.distribution)
      $0.member("version", cluster.version)
      $0.member("nodeCount", cluster.nodeCount)
      $0.member("time", cluster.time)
    }
    json.object("target") {
      $0.member("rancherVersion", judgement.target.rancherVersion)
      $0.member("rancherURL", judgement.target.rancherURL)
      $0.member("path", judgement.target.path)
    }
    json.object("options") {
      let options = judgement.options
      $0.member("failOn", options.failOn.rawValue)
      $0.member("unknown", options.unknownPolicy.rawValue)
      $0.member("now", options.now)
      $0.strings("selected", options.selected)
      $0.strings("ignored", options.ignored)
      $0.member("failOnNew", options.failOnNew)
    }
    json.object("run") { write(&$0, judgement.terms.run) }
    json.objects("packs", judgement.packs) { json, pack in
      json.member("name", pack.name)
      json.member("version", pack.version)
      json.member("source", pack.source)
      json.member("digest", pack.digest)
      json.objects("overrides", pack.overrides) {
        $0.member("rule", $1.rule)
        $0.member("severity", $1.severity?.rawValue)
        $0.member("enabled", $1.isEnabled)
        $0.member("waivable", $1.isWaivable ?? true)
        $0.member("reason", $1.reason)
      }
      json.objects("data", pack.data) {
        $0.member("name", $1.name)
        $0.member("updated", $1.updated)
        $0.member("path", $1.path)
        $0.member("sha256", $1.sha256)
      }
    }
  }

  private func write(_ json: inout JSONWriter, _ run: RunRecord) {
    json.strings("inputs", run.inputs)
    json.strings("include", run.include)
    json.strings("exclude", run.exclude)
    json.member("target", run.target.file)
    json.member("rancher", run.target.rancher)
    json.member("rancherURL", run.target.rancherURL)
    json.strings("packs", run.packs.folders)
    json.member("builtIn", run.packs.includesBuiltIn)
    json.member("data", run.packs.data)
    if run.packs.allowsDrafts { json.member("draft", true) }
    json.member("assume", run.assumption)
    json.member("maxAge", run.maxAge)
    json.strings("waivers", run.waivers)
    json.member("baseline", run.baseline)
    json.member("moment", run.moment)
    if let language = run.language { json.member("language", language) }
  }

  func writeCounts(_ json: inout JSONWriter) {
    json.object("counts") { json in
      json.member("rules", judgement.rules.count)
      json.object("verdicts") { write(&$0, judgement.counts) }
      json.object("findings") { json in
        for verdict in [Verdict.fail, .unknown] {
          json.object(verdict.rawValue) { json in
            for severity in Severity.allCases.reversed() {
              let count = judgement.findings.count {
                $0.isLive && $0.verdict == verdict && $0.severity == severity
              }
              json.member(severity.rawValue, count)
            }
          }
        }
        json.member("waived", judgement.findings.count { !$0.isLive })
      }
      json.member("problems", judgement.problems.count)
    }
  }

  private func write(_ json: inout JSONWriter, _ counts: VerdictCounts) {
    for verdict in [Verdict.pass, .fail, .unknown, .notApplicable] {
      json.member(verdict.rawValue, counts[verdict])
    }
  }

  private func write(_ json: inout JSONWriter, _ finding: Finding) {
    json.member("rule", finding.rule)
    json.member("title", finding.title)
    json.member("validation", finding.validation)
    json.member("verdict", finding.verdict.rawValue)
    json.member("severity", finding.severity.rawValue)
    json.member("live", finding.isLive)
    json.object("subject") { write(&$0, finding.subject) }
    json.member("message", finding.message)
    json.object("fix") { write(&$0, finding.fix) }
    json.objects("places", finding.places, write)
    json.objects("decidingValues", finding.decidingValues) {
      $0.member("expression", $1.expression)
      $0.member("value", $1.value)
    }
    json.objects("missing", finding.missing) {
      $0.member("kind", $1.kind.rawValue)
      $0.member("text", $1.text)
      $0.object("collect", $1.collect, write)
      $0.objects("alternatives", $1.alternatives, write)
    }
    json.member("fingerprint", finding.fingerprint)
    json.strings("formerFingerprints", finding.identity.formerFingerprints)
    json.object("change", finding.change) {
      $0.member("kind", $1.kind.rawValue)
      $0.member("doubt", $1.doubt)
      $0.member("worse", $1.isWorse)
    }
    json.object("waiver", finding.waiver) {
      $0.member("reason", $1.reason)
      $0.member("owner", $1.owner)
      $0.member("ticket", $1.ticket)
      $0.member("expires", $1.expires)
      $0.member("expired", $1.isExpired)
      $0.object("place", $1.place, write)
    }
  }

  private func write(_ json: inout JSONWriter, _ baseline: BaselineSummary) {
    json.member("path", baseline.path)
    json.member("time", baseline.time)
    json.object("counts") { json in
      for kind in Finding.Change.Kind.allCases {
        json.member(kind.rawValue, judgement.findings.count { $0.change?.kind == kind })
      }
      json.member("absent", baseline.absent.count)
    }
    json.objects("absent", baseline.absent) { json, absence in
      json.member("rule", absence.identity.rule)
      json.member("title", absence.title)
      json.member("validation", absence.identity.validation)
      json.member("verdict", absence.verdict.rawValue)
      json.member("severity", absence.severity.rawValue)
      json.object("subject") { write(&$0, absence.identity.subject) }
      json.member("message", absence.message)
      json.member("fingerprint", absence.identity.fingerprint)
      json.member("doubt", absence.doubt)
    }
  }

  private func write(_ json: inout JSONWriter, _ subject: Subject) {
    json.member("kind", subject.kind.rawValue)
    json.member("text", subject.text)
    switch subject {
    case .cluster: break
    case .node(let name): json.member("name", name)
    case .resource(let resource):
      json.member("group", resource.group)
      json.member("version", resource.version)
      json.member("resourceKind", resource.kind)
      json.member("plural", resource.plural)
      json.member("namespace", resource.namespace)
      json.member("name", resource.name)
    }
  }

  private func write(_ json: inout JSONWriter, _ place: Place) {
    json.member("path", place.path)
    json.member("precision", place.precision.rawValue)
    json.object("region", place.region) {
      $0.member("byteOffset", $1.byteOffset)
      $0.member("byteLength", $1.byteLength)
      $0.member("line", $1.line)
      $0.member("column", $1.column)
      $0.member("endLine", $1.endLine)
      $0.member("endColumn", $1.endColumn)
    }
    json.member("pointer", place.pointer)
    json.member("note", place.note)
    json.object("frame", place.frame) {
      $0.member("altered", $1.isAltered)
      $0.objects("lines", $1.lines) {
        $0.member("number", $1.number)
        $0.member("text", $1.text)
        $0.object("mark", $1.mark) {
          $0.member("start", $1.lowerBound)
          $0.member("end", $1.upperBound)
        }
      }
    }
  }

  private func write(_ json: inout JSONWriter, _ fix: Fix) {
    json.member("text", fix.text)
    json.strings("commands", fix.commands)
  }

  func write(_ json: inout JSONWriter, _ step: CollectionStep) {
    json.member("kind", step.kind.rawValue)
    json.member("node", step.node)
    json.member("text", step.text(ofNodes: step.node.map { [$0] } ?? []))
    json.member("action", step.action)
    json.member("place", step.place)
    json.member("example", step.example)
    json.member("note", step.note)
    json.member("type", step.type)
  }

  /// The types of the objects that a rule names, each once, without the objects.
  private static func types(of rule: RuleResult) -> [ResourceReference] {
    var types: Set<ResourceReference> = []
    var last: ResourceReference?
    for list in [rule.passing, rule.notApplicable] {
      for case .resource(let resource) in list where !(last?.isOfType(of: resource) ?? false) {
        last = resource
        types.insert(resource.named("", inNamespace: ""))
      }
    }
    return types.sorted {
      compareByBytes([$0.group, $0.kind, $0.version], [$1.group, $1.kind, $1.version]) < 0
    }
  }

  private func write(_ json: inout JSONWriter, _ rule: RuleResult) {
    json.member("id", rule.id)
    json.member("pack", rule.pack)
    json.member("title", rule.title)
    json.member("severity", rule.severity.rawValue)
    json.member("area", rule.area)
    json.member("subjectKind", rule.subjectKind.rawValue)
    json.member("why", rule.why)
    json.object("fix") { write(&$0, rule.fix) }
    if let translation = rule.translation {
      json.object("translation") { json in
        json.member("language", translation.language)
        json.member("title", translation.title)
        json.member("why", translation.why)
        json.object("fix") { write(&$0, translation.fix) }
      }
    }
    json.objects("references", rule.references) {
      $0.member("title", $1.title)
      $0.member("url", $1.url)
    }
    json.strings("deprecatedIds", rule.deprecatedIds)
    json.object("counts") { write(&$0, rule.counts) }
    json.member("notApplicableReason", rule.notApplicableReason)
    json.member("step", rule.step)
    json.objects("subjectTypes", Self.types(of: rule)) {
      $0.member("group", $1.group)
      $0.member("version", $1.version)
      $0.member("kind", $1.kind)
      $0.member("plural", $1.plural)
    }
    json.strings("passing", rule.passing.lazy.map(\.text))
    json.strings("notApplicable", rule.notApplicable.lazy.map(\.text))
  }

  func write(_ json: inout JSONWriter, _ entry: EvidenceEntry) {
    json.member("kind", entry.kind.rawValue)
    json.member("name", entry.name)
    json.member("node", entry.node)
    json.member("namespace", entry.namespace)
    json.member("state", entry.state.rawValue)
    json.member("detail", entry.detail)
    json.strings("paths", entry.paths)
  }

  func write(_ json: inout JSONWriter, _ problem: Problem) {
    json.member("stage", problem.stage.rawValue)
    json.member("code", problem.code)
    json.member("severity", problem.severity.rawValue)
    json.member("fatal", problem.isFatal)
    json.member("message", problem.message)
    json.member("count", problem.count)
    json.objects("places", problem.places, write)
    json.member("help", problem.help)
  }

  func write(_ json: inout JSONWriter, _ artifact: Artifact) {
    json.member("path", artifact.path)
    json.member("role", artifact.role.rawValue)
    json.member("length", artifact.length)
    json.member("sha256", artifact.sha256)
    json.member("archive", artifact.archive)
  }
}
