import Findings

// Notifications: problems, missing evidence, and what was left out.

extension SARIFRunBuilder {
  func configurationNotes() -> [SARIFRun.Note] {
    judgement.problems.filter { Self.isAboutConfiguration($0.stage) }.map(note)
  }

  func executionNotes(_ omitted: Omission) -> [SARIFRun.Note] {
    judgement.problems.filter { !Self.isAboutConfiguration($0.stage) }.map(note)
      + missingNotes() + evidenceNotes() + omissionNotes(omitted)
  }

  private static func isAboutConfiguration(_ stage: Problem.Stage) -> Bool {
    switch stage {
    case .arguments, .target, .rules, .waivers, .baseline: true
    case .documents, .snapshot, .evaluation, .report: false
    }
  }

  private func note(
    _ code: String, _ level: Severity, _ text: String, _ places: [Place] = []
  ) -> SARIFRun.Note {
    SARIFRun.Note(
      code: code, index: index.notification(code), level: level.rawValue, text: text,
      locations: places.compactMap(location))
  }

  private func note(_ problem: Problem) -> SARIFRun.Note {
    let times = problem.count > 1 ? " (\(problem.count) times)" : ""
    var text = SARIFText.sentence(problem.message + times)
    if let help = problem.help { text += " " + SARIFText.sentence(help) }
    return note(problem.code, problem.severity, text, problem.places)
  }

  /// One for each thing that is missing, however many rules and subjects wait for it.
  private func missingNotes() -> [SARIFRun.Note] {
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
      return note(
        "missing-evidence", .warning, sentences.joined(separator: " "),
        reason.place.map { [$0] } ?? [])
    }
  }

  /// One for each state of evidence other than complete.
  private func evidenceNotes() -> [SARIFRun.Note] {
    EvidenceEntry.State.allCases.filter { $0 != .complete }.compactMap { state in
      let names = judgement.evidence.filter { $0.state == state }.map { entry in
        entry.name + (entry.namespace.map { " in \($0)" } ?? "")
          + (entry.node.map { " of node \($0)" } ?? "")
      }
      guard !names.isEmpty else { return nil }
      let shown = names.prefix(100).joined(separator: ", ")
      let rest = names.count > 100 ? " and \(names.count - 100) more" : ""
      return note(
        "incomplete-evidence", .note,
        SARIFText.sentence("Evidence \(state.rawValue): \(shown)\(rest)"))
    }
  }

  private func omissionNotes(_ omitted: Omission) -> [SARIFRun.Note] {
    var notes: [SARIFRun.Note] = []
    if omitted.cut > 0 {
      notes.append(
        note("result-limit", .error, "\(omitted.cut) findings are left out: GitHub takes no more."))
    }
    if omitted.placeless > 0 {
      notes.append(
        note(
          "placeless-result", .error,
          "\(omitted.placeless) findings are left out: no file that was read could show them."))
    }
    return notes
  }
}
