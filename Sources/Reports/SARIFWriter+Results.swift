import Findings

// Results and their places.

extension SARIFWriter {
  static func write(_ json: inout JSONWriter, _ result: SARIFResult) {
    json.member("ruleId", result.rule)
    if let place = result.rulePlace {
      if let component = place.component {
        json.object("rule") { json in
          json.member("id", result.rule)
          json.member("index", place.index)
          json.object("toolComponent") { $0.member("index", component) }
        }
      } else {
        json.member("ruleIndex", place.index)
      }
    }
    json.member("kind", result.kind.rawValue)
    json.member("level", result.level)
    json.object("message") { $0.member("text", result.message) }
    json.optional("baselineState", result.baselineState)
    json.objects("locations", [result], writePrimary)
    writeRelated(&json, result.relatedLocations)
    if let finding = result.finding { writeFingerprints(&json, finding) }
    if let suppressions = result.suppressions {
      json.objects("suppressions", suppressions, write)
    }
    json.object("properties") { json in
      json.member("subject", VisibleText.line(result.subject.text))
      if result.kind == .open { json.member("severity", result.severity.rawValue) }
      if let finding = result.finding { writeProperties(&json, finding) }
    }
  }

  private static func writeRelated(_ json: inout JSONWriter, _ locations: [SARIFLocation]) {
    guard !locations.isEmpty else { return }
    json.objects("relatedLocations", locations.enumerated()) { json, element in
      json.member("id", element.offset + 1)
      writePhysical(&json, element.element)
      writeMessage(&json, element.element)
    }
  }

  private static func writeFingerprints(_ json: inout JSONWriter, _ finding: Finding) {
    json.object("partialFingerprints") {
      $0.member("importlint/v1", finding.fingerprint)
      // The one that GitHub looks at: it must not change when lines move.
      $0.member("primaryLocationLineHash", finding.fingerprint + ":1")
    }
  }

  private static func writeProperties(_ json: inout JSONWriter, _ finding: Finding) {
    json.member("validation", VisibleText.line(finding.validation))
    json.object("fix") {
      $0.member("text", VisibleText.block(finding.fix.text))
      $0.strings("commands", finding.fix.commands.lazy.map(VisibleText.block))
    }
    if let place = finding.places.first { json.member("precision", place.precision.rawValue) }
    if !finding.decidingValues.isEmpty {
      json.objects("decidingValues", finding.decidingValues) {
        $0.member("expression", VisibleText.line($1.expression))
        $0.member("value", VisibleText.line($1.value))
      }
    }
    if !finding.missing.isEmpty {
      json.objects("missing", finding.missing) { json, missing in
        json.member("kind", missing.kind.rawValue)
        if let step = missing.collect {
          json.object("collect") {
            $0.member("kind", step.kind.rawValue)
            $0.optional("node", step.node.map { VisibleText.line($0) })
            let nodes = step.node.map { [$0] } ?? []
            $0.member("text", VisibleText.line(step.text(ofNodes: nodes)))
          }
        }
      }
    }
  }

  private static func write(
    _ json: inout JSONWriter, _ suppression: SARIFResult.Suppression
  ) {
    let waiver = suppression.waiver
    json.member("kind", "external")
    json.member("status", waiver.isExpired ? "rejected" : "accepted")
    json.member("justification", VisibleText.line(waiver.reason))
    if let location = suppression.location {
      json.object("location") { writePhysical(&$0, location) }
    }
    json.object("properties") {
      $0.member("owner", VisibleText.line(waiver.owner))
      $0.optional("ticket", waiver.ticket.map { VisibleText.line($0) })
      $0.optional("expires", waiver.expires)
    }
  }

  // MARK: Locations

  /// The first location: where the value stands, and what it belongs to.
  private static func writePrimary(_ json: inout JSONWriter, _ result: SARIFResult) {
    if let location = result.location { writePhysical(&json, location) }
    if let reference = result.logicalLocation {
      json.objects("logicalLocations", [reference]) {
        $0.member("index", $1.index)
        $0.member("fullyQualifiedName", VisibleText.line($1.name))
      }
    }
  }

  static func writePhysical(_ json: inout JSONWriter, _ location: SARIFLocation) {
    json.object("physicalLocation") { json in
      json.object("artifactLocation") {
        $0.member("uri", location.uri)
        if location.hasBase { $0.member("uriBaseId", SARIFWriter.base) }
        if let artifact = location.artifact { $0.member("index", artifact) }
      }
      if let span = location.span { json.object("region") { write(&$0, span) } }
      if let frame = location.context { writeContext(&json, frame) }
    }
  }

  private static func write(_ json: inout JSONWriter, _ span: SARIFLocation.Span) {
    switch span {
    case .line(let line): json.member("startLine", line)
    case .region(let region):
      json.member("startLine", region.line)
      json.member("startColumn", region.column)
      json.member("endLine", region.endLine)
      json.member("endColumn", region.endColumn)
    }
  }

  private static func writeContext(_ json: inout JSONWriter, _ frame: SourceFrame) {
    guard let first = frame.lines.first, let last = frame.lines.last else { return }
    json.object("contextRegion") { json in
      json.member("startLine", first.number)
      json.member("endLine", last.number)
      let text = frame.lines.map(\.text).joined(separator: "\n")
      json.object("snippet") { $0.member("text", text) }
    }
  }

  static func writeMessage(_ json: inout JSONWriter, _ location: SARIFLocation) {
    guard let message = location.message else { return }
    json.object("message") { $0.member("text", message) }
  }
}
