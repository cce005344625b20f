import Findings

// What the cluster is made of, in a few lines.

extension TextReport {
  mutating func writeProfile() {
    guard let profile = judgement.profile, !judgement.rules.isEmpty else { return }
    guard self.profile == .full else { return writeShort(profile) }
    out.blank()
    out.line(.init("Cluster", .bold))
    for row in ProfileRows(profile).rows {
      let gap = String(repeating: " ", count: 14 - row.label.count)
      out.paragraph(.init(row.label + gap), row.text, indent: 2)
    }
    write(profile.questions)
  }

  private mutating func writeShort(_ profile: ClusterProfile) {
    let rows = ProfileRows(profile, isShort: true, listing: 4).rows
    let labels = isGist ? ["nodes", "Rancher"] : rows.map(\.label)
    let text = rows.filter { $0.label != "kind" && labels.contains($0.label) }
      .map { "\($0.label) \($0.text)" }.joined(separator: "; ")
    // The gist has it among the other counts.
    if isGist { return out.paragraph("cluster   ", text, indent: 2) }
    out.blank()
    out.paragraph(.init("Cluster  ", .bold), text)
  }

  private mutating func write(_ questions: [DesignQuestion]) {
    for question in questions {
      let answers = [
        question.found, question.declared.map { "declared: \($0)" },
        question.isAnswered ? nil : "not known: declare \(question.topic.field)",
      ].compactMap { $0 }
      out.paragraph("- ", "\(question.topic.text) \(answers.joined(separator: "; "))", indent: 4)
    }
  }
}
