import Findings

// Results and their places.

extension SARIFReport {
  func write(_ json: inout JSONWriter, _ result: SARIFResult) {
    json.member("ruleId", result.rule)
    if let place = index.rulePlaces[result.rule] {
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
    json.objects("locations", [result]) { json, _ in writePrimary(&json, result) }
    if let finding = result.finding { writeDetails(&json, finding) }
    if isWithSuppressions {
      let waivers = [result.finding?.waiver].compactMap { $0 }
      json.objects("suppressions", waivers, writeSuppression)
    }
    json.object("properties") { json in
      json.member("subject", VisibleText.line(result.subject.text))
      if result.kind == .open { json.member("severity", result.severity.rawValue) }
      if let finding = result.finding { writeProperties(&json, finding) }
    }
  }

  private func writeDetails(_ json: inout JSONWriter, _ finding: Finding) {
    let related = finding.places.dropFirst().prefix(100)
    if !related.isEmpty {
      json.objects("relatedLocations", related.enumerated()) { json, element in
        json.member("id", element.offset + 1)
        writePhysical(&json, element.element)
        if let note = element.element.note {
          json.object("message") { $0.member("text", SARIFText.sentence(note)) }
        }
      }
    }
    json.object("partialFingerprints") {
      $0.member("importlint/v1", finding.fingerprint)
      // The one that GitHub looks at: it must not change when lines move.
      $0.member("primaryLocationLineHash", finding.fingerprint + ":1")
    }
  }

  private func writeProperties(_ json: inout JSONWriter, _ finding: Finding) {
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
        json.member("text", VisibleText.line(missing.text))
        if let step = missing.collect {
          json.object("collect") {
            $0.member("kind", step.kind.rawValue)
            $0.optional("node", step.node.map { VisibleText.line($0) })
            $0.member("text", VisibleText.line(step.text))
          }
        }
      }
    }
  }

  /// The first location: where the value stands, and what it belongs to.
  private func writePrimary(_ json: inout JSONWriter, _ result: SARIFResult) {
    if let place = result.finding?.places.first {
      writePhysical(&json, place)
    } else if profile == .github {
      // GitHub refuses a result without a file. The first input stands for the whole snapshot.
      let input = judgement.artifacts.first { $0.role == .snapshot && $0.archive == nil }
      writePhysical(&json, Place(path: input?.path ?? "snapshot"))
    }
    if profile != .github {
      json.objects("logicalLocations", [result.logicalLocation]) { json, number in
        json.member("index", number)
        let location = index.logicalLocations[number]
        json.member("fullyQualifiedName", VisibleText.line(location.fullyQualifiedName))
      }
    }
  }

  func writePhysical(_ json: inout JSONWriter, _ place: Place) {
    json.object("physicalLocation") { json in
      json.object("artifactLocation") { json in
        if profile == .github {
          let base = options.sarifBase
          json.member("uri", SARIFText.uri(base.isEmpty ? place.path : base + "/" + place.path))
        } else {
          let artifact = index.artifacts[place.path]
          json.member("uri", SARIFText.uri(place.path))
          if artifact.map({ judgement.artifacts[$0].role == .snapshot }) ?? true {
            json.member("uriBaseId", "SNAPSHOT")
          }
          if let artifact { json.member("index", artifact) }
        }
      }
      guard let region = place.region else {
        // GitHub needs a line; elsewhere no region means the whole file.
        if profile == .github { json.object("region") { $0.member("startLine", 1) } }
        return
      }
      json.object("region") {
        $0.member("startLine", region.line)
        $0.member("startColumn", region.column)
        $0.member("endLine", region.endLine)
        $0.member("endColumn", region.endColumn)
      }
      if let frame = place.frame { writeContext(&json, frame, region) }
    }
  }

  /// The lines around, where they are the file's own text and hold the region whole.
  private func writeContext(_ json: inout JSONWriter, _ frame: SourceFrame, _ region: Region) {
    guard !frame.isAltered, let first = frame.lines.first, let last = frame.lines.last,
      first.number <= region.line, last.number >= region.endLine
    else { return }
    json.object("contextRegion") { json in
      json.member("startLine", first.number)
      json.member("endLine", last.number)
      let text = frame.lines.map(\.text).joined(separator: "\n")
      json.object("snippet") { $0.member("text", text) }
    }
  }

  private func writeSuppression(_ json: inout JSONWriter, _ waiver: Waiver) {
    json.member("kind", "external")
    json.member("status", waiver.isExpired ? "rejected" : "accepted")
    json.member("justification", VisibleText.line(waiver.reason))
    if let place = waiver.place { json.object("location") { writePhysical(&$0, place) } }
    json.object("properties") {
      $0.member("owner", VisibleText.line(waiver.owner))
      $0.optional("expires", waiver.expires)
    }
  }
}
