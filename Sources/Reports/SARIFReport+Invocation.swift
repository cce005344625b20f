import Findings

// How the run went: problems, missing evidence, and what was set by hand.

extension SARIFReport {
  func writeInvocation(_ json: inout JSONWriter) {
    json.member("executionSuccessful", judgement.exitCode != 2)
    json.member("exitCode", Int(judgement.exitCode))
    json.member("exitCodeDescription", SARIFText.sentence(judgement.conclusion.sentence))
    if profile != .github {
      let overrides = judgement.packs.flatMap(\.overrides)
      if !overrides.isEmpty {
        json.objects("ruleConfigurationOverrides", overrides, writeOverride)
      }
    }
    let configuration = judgement.problems.filter { isAboutConfiguration($0.stage) }
    let execution = judgement.problems.filter { !isAboutConfiguration($0.stage) }
    json.objects("toolConfigurationNotifications", configuration.map(note), writeNote)
    let notes = execution.map(note) + missingNotes() + evidenceNotes() + limitNotes()
    json.objects("toolExecutionNotifications", notes, writeNote)
  }

  private func isAboutConfiguration(_ stage: Problem.Stage) -> Bool {
    switch stage {
    case .arguments, .target, .rules, .waivers: true
    case .documents, .snapshot, .evaluation, .report: false
    }
  }

  /// What becomes a notification.
  private struct Note {
    var code: String
    var level: String
    var text: String
    var places: [Place] = []
  }

  private func note(_ problem: Problem) -> Note {
    var text = SARIFText.sentence(problem.message)
    if let help = problem.help { text += " " + SARIFText.sentence(help) }
    return Note(
      code: problem.code, level: problem.severity.rawValue, text: text, places: problem.places)
  }

  /// One for each thing that is missing, however many rules and subjects wait for it.
  private func missingNotes() -> [Note] {
    UnknownReason.list(judgement.findings.lazy.filter(\.isLive)).map { reason in
      let text = reason.nodes.count > 1 ? reason.textWithoutNode : reason.text
      var sentences = [SARIFText.sentence("Not decided: " + text)]
      if reason.nodes.count > 1 {
        sentences.append(
          SARIFText.sentence("\(reason.nodes.count) nodes: \(reason.nodes.joined(separator: ", "))")
        )
      }
      sentences.append(
        SARIFText.sentence("Needed by \(reason.rules.joined(separator: ", "))"))
      return Note(
        code: "missing-evidence", level: "warning", text: sentences.joined(separator: " "),
        places: reason.place.map { [$0] } ?? [])
    }
  }

  /// One for each state of evidence other than complete.
  private func evidenceNotes() -> [Note] {
    EvidenceEntry.State.allCases.filter { $0 != .complete }.compactMap { state in
      let names = judgement.evidence.filter { $0.state == state }.map { entry in
        entry.name + (entry.namespace.map { " in \($0)" } ?? "")
          + (entry.node.map { " of node \($0)" } ?? "")
      }
      guard !names.isEmpty else { return nil }
      let shown = names.prefix(100).joined(separator: ", ")
      let rest = names.count > 100 ? " and \(names.count - 100) more" : ""
      return Note(
        code: "incomplete-evidence", level: "note",
        text: SARIFText.sentence("Evidence \(state.rawValue): \(shown)\(rest)"))
    }
  }

  private func limitNotes() -> [Note] {
    guard cutCount > 0 else { return [] }
    return [
      Note(
        code: "result-limit", level: "error",
        text: "\(cutCount) findings are left out: GitHub takes no more.")
    ]
  }

  private func writeNote(_ json: inout JSONWriter, _ note: Note) {
    json.object("descriptor") {
      $0.member("id", note.code)
      $0.member("index", index.notification(note.code))
    }
    json.member("level", note.level)
    json.object("message") { $0.member("text", note.text) }
    if !note.places.isEmpty {
      json.objects("locations", note.places) { json, place in
        writePhysical(&json, place)
        if let text = place.note {
          json.object("message") { $0.member("text", SARIFText.sentence(text)) }
        }
      }
    }
  }

  private func writeOverride(_ json: inout JSONWriter, _ change: PackInfo.Override) {
    json.object("descriptor") { json in
      json.member("id", change.rule)
      guard let place = index.rulePlaces[change.rule] else { return }
      json.member("index", place.index)
      if let component = place.component {
        json.object("toolComponent") { $0.member("index", component) }
      }
    }
    json.object("configuration") {
      $0.member("enabled", change.isEnabled)
      $0.optional("level", change.severity?.rawValue)
    }
    if let reason = change.reason {
      json.object("properties") { $0.member("reason", VisibleText.line(reason)) }
    }
  }
}
