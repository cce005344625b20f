import Basics
import Engine
import Findings

/// Reads back what `JudgedRowWriter` writes: the third schema.
struct JudgedRowReader {
  /// Bytes of a row's messages, and of its paths: what is written once may be named any number of
  /// times.
  static let textLimit = 16 << 20

  /// Full ids of rules, by number.
  private let rules: [String]
  private let texts: [String]
  private let subjects: [String]
  private let paths: [String]

  static func read(
    _ json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> JudgedRow {
    var pack = try RowPack(name: json.text("pack"))
    func ids(_ key: String) throws(ResultMistake) -> [String] {
      try pack.ids(json.text(key), &shared)
    }
    var row = try JudgedRow(head: json)
    row.failing = try json.objects("failing") { group throws(ResultMistake) in
      try Self.rules(group, &pack, &shared, atLeast: 1)
    }.flatMap(\.self)
    row.unknown = try json.objects("unknown") { group throws(ResultMistake) in
      try Self.rules(group, &pack, &shared, atLeast: 0)
    }.flatMap(\.self)
    let reader = JudgedRowReader(
      rules: (row.failing + row.unknown).map(\.id) + (try ids("otherRules")),
      texts: try json.texts("texts").map { shared[$0] },
      subjects: try json.texts("subjects").map { shared[$0] },
      paths: try paths(json.texts("paths"), in: json.text("folder")))
    row.waived = try ids("waived")
    row.passing = try ids("passing")
    row.notApplicable = try ids("notApplicable")
    var left = textLimit
    row.findings = try json.objects("findings") { group throws(ResultMistake) in
      try reader.findings(group, &shared, &left)
    }.flatMap(\.self)
    row.omittedCount = try json.count("omittedFindings")
    row.steps = try json.objects("collect") { steps throws(ResultMistake) in
      try reader.steps(steps, &shared)
    }.flatMap(\.self)
    return row
  }

  // MARK: What is written field by field

  /// A list of as many; none is there where all are what goes without saying.
  private static func list<Item>(
    _ json: ResultFields, _ key: String, _ count: Int, or standard: Item,
    _ read: (String) throws(ResultMistake) -> [Item]
  ) throws(ResultMistake) -> [Item] {
    let items = try json.added(key, or: nil as [Item]?) { key throws(ResultMistake) in
      try read(key)
    }
    guard let items else { return Array(repeating: standard, count: count) }
    try check(items.count, count)
    return items
  }

  static func check(_ counts: Int...) throws(ResultMistake) {
    if Set(counts).count > 1 { throw ResultMistake("has lists of several lengths") }
  }

  static func item<Item>(
    _ number: Int, of items: [Item], _ what: String
  ) throws(ResultMistake) -> Item {
    guard items.indices.contains(number) else {
      throw ResultMistake("names a \(what) that is not there")
    }
    return items[number]
  }

  // MARK: Rules

  private static func rules(
    _ json: ResultFields, _ pack: inout RowPack, _ shared: inout SharedTexts, atLeast least: Int
  ) throws(ResultMistake) -> [JudgedRow.Rule] {
    let severity: Severity = try json.choice("severity")
    let decides = try json.flag("decides")
    let ids = try pack.ids(json.text("rules"), &shared)
    guard !ids.isEmpty else { throw ResultMistake("has a group of no rules") }
    let titles = try list(json, "titles", ids.count, or: "", json.texts)
    let counts = try list(json, "findings", ids.count, or: 1, json.counts)
    let openCounts = try list(json, "unknown", ids.count, or: 0, json.counts)
    let fixes = try list(json, "fixes", ids.count, or: "", json.texts)
    if counts.contains(where: { $0 < least }) {
      throw ResultMistake("has a failing rule without a finding")
    }
    return ids.indices.map { index in
      JudgedRow.Rule(
        id: ids[index], title: shared[titles[index]], severity: severity, decides: decides,
        findingCount: counts[index], openCount: openCounts[index], fix: shared[fixes[index]])
    }
  }

  // MARK: Findings

  private func findings(
    _ json: ResultFields, _ shared: inout SharedTexts, _ left: inout Int
  ) throws(ResultMistake) -> [JudgedRow.Finding] {
    let verdict: Verdict = try json.choice("verdict")
    let severity: Severity = try json.choice("severity")
    let rules = try json.counts("rules")
    let subjects = try json.counts("subjects")
    let messages = try json.countLists("messages")
    let fingerprints = try json.texts("fingerprints")
    try Self.check(rules.count, subjects.count, messages.count, fingerprints.count)
    let places = try Self.list(json, "places", rules.count, or: [], json.countLists)
    return try rules.indices.map { index throws(ResultMistake) in
      let subject = try Self.item(subjects[index], of: self.subjects, "subject")
      let place = places[index]
      guard let fingerprint = RowFingerprint.full(fingerprints[index]) else {
        throw ResultMistake("has a fingerprint that is none")
      }
      return JudgedRow.Finding(
        rule: try Self.item(rules[index], of: self.rules, "rule"), verdict: verdict,
        severity: severity, subject: subject,
        message: shared[try message(messages[index], subject, &left)], fingerprint: fingerprint,
        path: try place.first.map { number throws(ResultMistake) in
          try Self.item(number, of: paths, "path")
        }, line: place.count > 1 ? place[1] : nil, column: place.count > 2 ? place[2] : nil)
    }
  }

  private func message(
    _ numbers: [Int], _ subject: String, _ left: inout Int
  ) throws(ResultMistake) -> String {
    let name = RowTexts.name(in: subject)
    var message = ""
    for number in numbers {
      let piece =
        if number == RowTexts.nameNumber, let name { name } else {
          try Self.item(number - 1, of: texts, "text")
        }
      left -= piece.utf8.count
      guard left >= 0 else { throw ResultMistake("has messages without end") }
      message += piece
    }
    return message
  }

  private static func paths(
    _ rests: [String], in folder: String
  ) throws(ResultMistake) -> [String] {
    guard folder.utf8.count * rests.count <= textLimit else {
      throw ResultMistake("has paths without end")
    }
    return rests.map { folder + $0 }
  }

  // MARK: Steps

  private func steps(
    _ json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> [JudgedRow.Step] {
    let blocks = try json.flag("blocks")
    let texts = try json.texts("steps")
    let numbers = try json.countLists("rules")
    try Self.check(texts.count, numbers.count)
    let nodes = try Self.list(json, "nodes", texts.count, or: 0, json.counts)
    return try texts.indices.map { index throws(ResultMistake) in
      JudgedRow.Step(
        text: shared[texts[index]], nodeCount: nodes[index],
        rules: try numbers[index].map { number throws(ResultMistake) in
          try Self.item(number, of: rules, "rule")
        }, blocks: blocks)
    }
  }
}
