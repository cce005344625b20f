import Basics
import Engine
import Findings

/// Reads rows of the second schema, in which a text is what lies around the name of its subject.
struct JudgedRowSecondReader {
  /// What lies around the name; a text without it is one piece.
  private typealias Pieces = [String]

  /// What a message begins with that says why something is unknown, and what is between reasons.
  private static let undecided = "not decided: "
  private static let reasonSeparator = "; "

  /// Full ids of rules, by number.
  private let rules: [String]
  private let texts: [Pieces]

  static func read(
    _ json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> JudgedRow {
    var pack = try RowPack(name: json.text("pack"))
    func ids(_ key: String) throws(ResultMistake) -> [String] {
      try json.texts(key).map { id throws(ResultMistake) in shared[try pack.full(id)] }
    }
    let failing = try json.objects("failing") { rule throws(ResultMistake) in
      try Self.failing(rule, &pack, &shared)
    }
    let unknown = try json.objects("unknown") { group throws(ResultMistake) in
      try Self.unknown(group, &pack, &shared)
    }.flatMap(\.self)
    let reader = JudgedRowSecondReader(
      rules: (failing + unknown).map(\.id) + (try ids("otherRules")),
      texts: try json.textLists("texts").map { pieces in pieces.map { shared[$0] } })
    var row = try JudgedRow(head: json)
    row.failing = failing
    row.unknown = unknown
    row.waived = try ids("waived")
    row.passing = try ids("passing")
    row.notApplicable = try ids("notApplicable")
    var left = JudgedRowReader.textLimit
    row.findings = try json.objects("findings") { group throws(ResultMistake) in
      try reader.findings(group, &left)
    }.flatMap(\.self)
    row.omittedCount = try json.count("omittedFindings")
    row.steps = try json.object("collect") { steps throws(ResultMistake) in
      try reader.steps(steps, &shared)
    }
    return row
  }

  // MARK: Rules

  private static func failing(
    _ json: ResultFields, _ pack: inout RowPack, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> JudgedRow.Rule {
    JudgedRow.Rule(
      id: shared[try pack.full(json.text("rule"))], title: shared[try json.text("title")],
      severity: try json.choice("severity"), decides: try json.flag("decides"),
      findingCount: try json.count("findings", from: 1), openCount: try json.count("unknown"),
      fix: shared[try json.text("fix")])
  }

  private static func unknown(
    _ json: ResultFields, _ pack: inout RowPack, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> [JudgedRow.Rule] {
    let severity: Severity = try json.choice("severity")
    let decides = try json.flag("decides")
    let ids = try json.texts("rules")
    let titles = try json.texts("titles")
    let counts = try json.counts("findings")
    guard !ids.isEmpty else { throw ResultMistake("has a group of no rules") }
    try JudgedRowReader.check(ids.count, counts.count, titles.isEmpty ? ids.count : titles.count)
    return try ids.indices.map { index throws(ResultMistake) in
      JudgedRow.Rule(
        id: shared[try pack.full(ids[index])], title: titles.isEmpty ? "" : shared[titles[index]],
        severity: severity, decides: decides, findingCount: counts[index])
    }
  }

  private func rule(_ number: Int) throws(ResultMistake) -> String {
    try JudgedRowReader.item(number, of: rules, "rule")
  }

  // MARK: Findings

  private func findings(
    _ json: ResultFields, _ left: inout Int
  ) throws(ResultMistake) -> [JudgedRow.Finding] {
    let verdict: Verdict = try json.choice("verdict")
    let severity: Severity = try json.choice("severity")
    let numbers = try json.counts("rules")
    let subjects = try json.counts("subjects")
    let messages = try json.countLists("messages")
    let fingerprints = try json.texts("fingerprints")
    let places = try json.countLists("places")
    try JudgedRowReader.check(
      numbers.count, subjects.count, messages.count, fingerprints.count, places.count)
    return try numbers.indices.map { index throws(ResultMistake) in
      let subject = try text(subjects[index])
      let place = places[index]
      return JudgedRow.Finding(
        rule: try rule(numbers[index]), verdict: verdict, severity: severity, subject: subject,
        message: try message(messages[index], subject, &left), fingerprint: fingerprints[index],
        path: try place.first.map(text), line: place.count > 1 ? place[1] : nil,
        column: place.count > 2 ? place[2] : nil)
    }
  }

  private func text(_ number: Int) throws(ResultMistake) -> String {
    let pieces = try JudgedRowReader.item(number, of: texts, "text")
    guard pieces.count == 1 else { throw ResultMistake("names a text that is not there") }
    return pieces[0]
  }

  private func message(
    _ numbers: [Int], _ subject: String, _ left: inout Int
  ) throws(ResultMistake) -> String {
    if numbers.count == 1, texts.indices.contains(numbers[0]), texts[numbers[0]].count == 1 {
      return texts[numbers[0]][0]
    }
    let name = RowTexts.name(in: subject) ?? ""
    var message = ""
    for (position, number) in numbers.enumerated() {
      let pieces = try JudgedRowReader.item(number, of: texts, "text")
      left -= pieces.reduce(Self.reasonSeparator.utf8.count) {
        $0 + $1.utf8.count + name.utf8.count
      }
      guard left >= 0 else { throw ResultMistake("has messages without end") }
      let isFirst = position == 0 || position == 1 && message == Self.undecided
      if !isFirst { message += Self.reasonSeparator }
      message += pieces.count == 1 ? pieces[0] : pieces.joined(separator: name)
    }
    return message
  }

  // MARK: Steps

  private func steps(
    _ json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> [JudgedRow.Step] {
    let texts = try json.texts("steps")
    let nodes = try json.counts("nodes")
    let blocks = try json.flags("blocks")
    let numbers = try json.countLists("rules")
    try JudgedRowReader.check(texts.count, nodes.count, blocks.count, numbers.count)
    return try texts.indices.map { index throws(ResultMistake) in
      JudgedRow.Step(
        text: shared[texts[index]], nodeCount: nodes[index],
        rules: try numbers[index].map(rule), blocks: blocks[index])
    }
  }
}
