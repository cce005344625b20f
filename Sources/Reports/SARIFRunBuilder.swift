import Findings

/// Makes a run of a judgement, with what the content asks for.
struct SARIFRunBuilder {
  let judgement: Judgement
  let content: SARIFContent
  private(set) var index: SARIFIndex

  init(_ judgement: Judgement, _ content: SARIFContent) {
    self.judgement = judgement
    self.content = content
    index = SARIFIndex(judgement, isFlat: !content.hasTables)
  }

  func rule(_ rule: RuleResult) -> SARIFRun.Rule {
    SARIFRun.Rule(rule: rule, counts: content.hasTables ? rule.counts : nil)
  }

  /// The packs, with their rules; nil where all rules stand in the driver.
  func extensions() -> [SARIFRun.Extension]? {
    guard content.hasTables else { return nil }
    return zip(judgement.packs, index.extensionRules).map { pack, rules in
      SARIFRun.Extension(name: pack.name, version: pack.version, rules: rules.map(rule))
    }
  }

  func overrides() -> [SARIFRun.Override] {
    guard content.hasTables else { return [] }
    return judgement.packs.flatMap(\.overrides).map {
      SARIFRun.Override(change: $0, rule: index.rulePlaces[$0.rule])
    }
  }

  /// The tables that the results point into: complete when these are made.
  func tables() -> SARIFRun.Tables? {
    guard content.hasTables else { return nil }
    let files = judgement.artifacts.map { artifact in
      SARIFRun.File(
        artifact: artifact, parent: artifact.archive.flatMap { index.artifacts[$0] })
    }
    return SARIFRun.Tables(artifacts: files, logicalLocations: index.logicalLocations)
  }

  // MARK: Results

  /// The results, and how many of them the limit cut off.
  mutating func results() -> (results: [SARIFResult], cutCount: Int) {
    let shown = judgement.findings.filter { finding in
      switch content.findings {
      case .all: true
      case .liveFailures: finding.verdict == .fail && finding.isLive
      }
    }
    let isWithSuppressions = shown.contains { $0.waiver != nil } && content.findings == .all
    var results = shown.prefix(content.resultsMax).map { result($0) }
    for rule in judgement.rules { results += others(rule) }
    results += absences()
    if judgement.baseline != nil {
      for index in results.indices where results[index].baselineState == nil {
        // What passes was no finding before either.
        results[index].baselineState =
          results[index].finding?.change?.kind.rawValue ?? Finding.Change.Kind.unchanged.rawValue
      }
    }
    if isWithSuppressions {
      for index in results.indices {
        results[index].suppressions = suppressions(results[index].finding?.waiver)
      }
    }
    return (results, max(0, shown.count - content.resultsMax))
  }

  private mutating func result(_ finding: Finding) -> SARIFResult {
    let place = finding.places.first
    return SARIFResult(
      rule: finding.rule, rulePlace: index.rulePlaces[finding.rule],
      kind: finding.verdict == .fail ? .fail : .open, severity: finding.severity,
      message: Self.message(of: finding), subject: finding.subject,
      location: place.map(location) ?? requiredLocation(),
      logicalLocation: logicalLocation(of: finding.subject, pointer: place?.pointer),
      relatedLocations: finding.places.dropFirst().prefix(100).map(location), finding: finding)
  }

  private static func message(of finding: Finding) -> String {
    let message = SARIFText.sentence(finding.message)
    guard finding.verdict == .unknown, !finding.missing.isEmpty else { return message }
    let missing = finding.missing.map(\.text).joined(separator: "; ")
    return message + " " + SARIFText.sentence("Not decided: " + missing)
  }

  /// What a rule said besides its findings.
  private mutating func others(_ rule: RuleResult) -> [SARIFResult] {
    let isOutside = rule.counts.total > 0 && rule.counts.notApplicable == rule.counts.total
    let reason = rule.notApplicableReason ?? "The rule does not apply"
    switch content.otherVerdicts {
    case .none: return []
    case .inapplicableRules:
      return isOutside ? [other(rule, .notApplicable, .cluster, reason)] : []
    case .everySubject:
      let outside = rule.notApplicable.isEmpty && isOutside ? [.cluster] : rule.notApplicable
      return rule.passing.map { other(rule, .pass, $0, "\($0.text) passes") }
        + outside.map { other(rule, .notApplicable, $0, reason) }
    }
  }

  private mutating func other(
    _ rule: RuleResult, _ kind: SARIFResult.Kind, _ subject: Subject, _ message: String
  ) -> SARIFResult {
    SARIFResult(
      rule: rule.id, rulePlace: index.rulePlaces[rule.id], kind: kind, severity: rule.severity,
      message: SARIFText.sentence(message), subject: subject, location: requiredLocation(),
      logicalLocation: logicalLocation(of: subject, pointer: nil))
  }

  /// Findings of the baseline that the run does not have.
  private mutating func absences() -> [SARIFResult] {
    guard content.findings == .all, let baseline = judgement.baseline else { return [] }
    return baseline.absent.map { absence in
      let identity = absence.identity
      var text = SARIFText.sentence(absence.message)
      if let doubt = absence.doubt { text += " " + SARIFText.sentence("Not compared: \(doubt)") }
      let finding = Finding(
        identity, absence.verdict, absence.severity, message: absence.message,
        texts: RuleTexts(title: absence.title, why: "", fix: Fix(text: "")))
      return SARIFResult(
        rule: identity.rule, rulePlace: index.rulePlaces[identity.rule],
        kind: absence.verdict == .fail ? .fail : .open, severity: absence.severity,
        message: text, subject: identity.subject, location: requiredLocation(),
        logicalLocation: logicalLocation(of: identity.subject, pointer: nil),
        baselineState: "absent", finding: finding)
    }
  }

  private func suppressions(_ waiver: Waiver?) -> [SARIFResult.Suppression] {
    guard let waiver else { return [] }
    return [SARIFResult.Suppression(waiver: waiver, location: waiver.place.map(location))]
  }

  // MARK: Places

  func location(_ place: Place) -> SARIFLocation {
    var location: SARIFLocation
    switch content.layout {
    case .tables:
      let number = index.artifacts[place.path]
      let artifact = number.map { judgement.artifacts[$0] }
      // A member's URI is its path in the archive, as that of its artifact.
      location = SARIFLocation(
        uri: SARIFText.uri(artifact?.ownPath ?? place.path),
        isInSnapshot: artifact.map { $0.role == .snapshot && $0.archive == nil } ?? true,
        artifact: number)
    case .flat(let base):
      location = SARIFLocation(
        uri: SARIFText.uri(base.isEmpty ? place.path : base + "/" + place.path),
        isInSnapshot: false, span: .line(1))
    }
    if let region = place.region {
      location.span = .region(region)
      location.context = place.frame.flatMap { Self.isContext($0, of: region) ? $0 : nil }
    }
    location.message = place.note.map(SARIFText.sentence)
    return location
  }

  private static func isContext(_ frame: SourceFrame, of region: Region) -> Bool {
    guard !frame.isAltered, let first = frame.lines.first, let last = frame.lines.last else {
      return false
    }
    return first.number <= region.line && last.number >= region.endLine
  }

  /// What stands for the place of a result without one, where each must have one: the first
  /// input, for the whole snapshot.
  private func requiredLocation() -> SARIFLocation? {
    guard !content.hasTables else { return nil }
    let input = judgement.artifacts.first { $0.role == .snapshot && $0.archive == nil }
    return location(Place(path: input?.path ?? "snapshot"))
  }

  private mutating func logicalLocation(
    of subject: Subject, pointer: String?
  ) -> SARIFResult.LogicalReference? {
    guard content.hasTables else { return nil }
    let number = index.logicalLocation(of: subject, pointer: pointer)
    return SARIFResult.LogicalReference(
      index: number, name: index.logicalLocations[number].fullyQualifiedName)
  }
}

extension SARIFRun {
  /// - Parameter version: The version of Rancher, where a report has a run for each of several.
  init(_ judgement: Judgement, _ content: SARIFContent, version: String? = nil) {
    var builder = SARIFRunBuilder(judgement, content)
    let cutCount: Int
    (results, cutCount) = builder.results()
    self.judgement = judgement
    let cluster = judgement.cluster.name ?? judgement.cluster.uid ?? "cluster"
    let rancher = version.map { "rancher-\(SARIFText.segment($0))/" } ?? ""
    id = "importlint/\(SARIFText.segment(cluster))/\(rancher)"
    driverRules = builder.index.driverRules.map(builder.rule)
    descriptors = builder.index.notifications
    extensions = builder.extensions()
    overrides = builder.overrides()
    configurationNotes = builder.configurationNotes()
    executionNotes = builder.executionNotes(cutCount: cutCount)
    tables = builder.tables()
  }
}
