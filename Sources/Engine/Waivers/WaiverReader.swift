import Basics
import Documents
import Findings
import Governance
import Rules
import Snapshots

/// Reads files with waivers. A waiver that is not understood could accept too much, or let pass
/// what nobody accepted: every mistake is fatal.
struct WaiverReader {
  /// Waivers of one run: what hostile files cost is bounded by it.
  private static let limit = 10_000

  let store: DocumentStore
  let terms: WaiverTerms
  let day: CivilDate
  let problems = ProblemList(of: .waivers)
  private(set) var entries: [WaiverEntry] = []
  private(set) var files: [SettingsFile] = []

  init(_ files: [String], terms: WaiverTerms, day: CivilDate, into store: DocumentStore) {
    self.store = store
    self.terms = terms
    self.day = day
    for file in files {
      if let file = SettingsFile(file, WaiverReader.noun, into: store, problems) { add(file) }
    }
  }

  /// The waivers of one text that is at hand.
  init(_ source: SourceText, terms: WaiverTerms, day: CivilDate, into store: DocumentStore) {
    self.init([], terms: terms, day: day, into: store)
    if let file = SettingsFile(source, WaiverReader.noun, into: store, problems) { add(file) }
  }

  private static let noun = "waiver file"

  private mutating func add(_ file: SettingsFile) {
    files.append(file)
    guard let fields = FieldReader(file.document, as: WaiverDeclarations.file, problems) else {
      return
    }
    fields.checkSchema(problems)
    let waivers = fields.objects("waivers", as: WaiverDeclarations.waiver)
    guard entries.count + waivers.count <= WaiverReader.limit else {
      problems.add(
        "too-many-waivers", "there are more than \(WaiverReader.limit) waivers",
        at: fields.value("waivers")?.place)
      return
    }
    entries += waivers.compactMap(entry)
  }

  private func entry(_ fields: FieldReader) -> WaiverEntry? {
    let name = fields.required("rule")
    let rules = rules(named: name, fields)
    let scope = scope(fields)
    let expires = expiry(fields)
    let reason = fields.required("reason")
    let owner = fields.required("owner")
    let ticket = fields.string("ticket")
    guard let rules, let scope, let expires else { return nil }
    return WaiverEntry(
      rule: name, rules: rules, scope: scope, reason: CredentialText.masked(reason),
      owner: CredentialText.masked(owner), ticket: ticket.map(CredentialText.masked),
      expires: expires, place: fields.map.place.map { Place($0) })
  }

  private func rules(named name: String, _ fields: FieldReader) -> Set<String>? {
    guard let place = fields.value("rule")?.place, !name.isEmpty else { return nil }
    let pattern = name.contains("*") ? WaiverPattern(name) : nil
    let found = terms.rules(named: name, matching: pattern.map { $0.matches })
    guard found.ambiguous.isEmpty else {
      problems.add(
        "ambiguous-rule",
        "\"\(name)\" may be \(found.ambiguous.joined(separator: " or "))", at: place,
        help: "Name one of them.")
      return nil
    }
    if found.waivable.isEmpty, let first = found.others.min(by: { $0.precedesByBytes($1) }) {
      problems.add("unwaivable-rule", "the rule \(first) must not be waived", at: place)
      return nil
    }
    if found.waivable.isEmpty {
      problems.add(
        "unknown-rule",
        pattern == nil
          ? "no rule is named \"\(name)\"\(didYouMean(name, among: terms.names))"
          : "no rule's full id fits \"\(name)\"", at: place,
        help: "`importlint rules` lists them.")
      return nil
    }
    return found.waivable
  }

  private func expiry(_ fields: FieldReader) -> CivilDate? {
    let text = fields.required("expires")
    guard !text.isEmpty else { return nil }
    let place = fields.value("expires")?.place
    guard let expires = CivilDate(fullDate: text) else {
      problems.add(
        "wrong-value", "\"expires\" must be a day such as 2026-01-31, not \"\(text)\"", at: place)
      return nil
    }
    if let longest = terms.longest,
      expires.daysSinceEpoch - day.daysSinceEpoch > Int64(longest.days)
    {
      let latest = CivilDate(daysSinceEpoch: day.daysSinceEpoch + Int64(longest.days))
      problems.add(
        "waiver-too-long",
        "the pack \(longest.pack) lets waivers hold for \(counted(longest.days, "day")): until "
          + "\(latest.text) at most", at: place)
    }
    return expires
  }

  // MARK: Scope

  private func scope(_ fields: FieldReader) -> WaiverScope? {
    let known = problems.problems.count
    guard let value = fields.value("scope"),
      let parts = FieldReader(value, as: WaiverDeclarations.scope, problems)
    else { return nil }
    // A part that says nothing would fit everything.
    for (name, part) in value.entries where Self.isBlank(part) {
      problems.add("wrong-value", "\"\(name)\" must not be empty", at: part.place ?? value.place)
    }
    let scope = WaiverScope(
      fingerprints: fingerprints(parts), subjects: subjects(parts),
      namespaces: patterns("namespace", parts), nodes: patterns("node", parts),
      clusters: patterns("cluster", parts), labels: labels(parts))
    // What is wrong with a part was said.
    guard problems.problems.count == known else { return nil }
    guard !scope.isEmpty else {
      problems.add(
        "empty-scope", "the scope names nothing in particular", at: value.place ?? parts.map.place,
        help: "Name what is accepted, such as subject: node/w1, or cluster: NAME for all of one "
          + "cluster.")
      return nil
    }
    return scope
  }

  private static func isBlank(_ part: DocumentValue) -> Bool {
    switch part.value.tag {
    case .list: part.elements.isEmpty
    case .map: part.entries.isEmpty
    default: part.isNull
    }
  }

  private func patterns(_ name: String, _ fields: FieldReader) -> [WaiverPattern] {
    fields.texts(name, problems).map { WaiverPattern($0.text) }
  }

  private func fingerprints(_ fields: FieldReader) -> [String] {
    fields.texts("fingerprint", problems).map { text, place in
      let isHexadecimal = text.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66)
      }
      if !isHexadecimal || text.utf8.count != 32 {
        problems.add(
          "wrong-value", "\"\(text)\" is not a fingerprint: 32 digits of 0-9 and a-f", at: place,
          help: "A JSON report has it whole; importlint waivers add takes its first digits.")
      }
      return text
    }
  }

  private func subjects(_ fields: FieldReader) -> [WaiverPattern] {
    fields.texts("subject", problems).map { text, place in
      if text != "cluster", !text.contains("*"), !text.contains("/") {
        problems.add(
          "wrong-value", "\"\(text)\" is not a subject's name, such as node/w1 or Namespace/shop",
          at: place)
      }
      return WaiverPattern(text)
    }
  }

  private func labels(_ fields: FieldReader) -> [WaiverScope.Label] {
    guard let map = fields.value("labels") else { return [] }
    guard map.value.tag == .map else {
      problems.add("wrong-type", "\"labels\" must be a map of texts", at: map.place)
      return []
    }
    return map.entries.compactMap { key, value in
      guard let text = value.string else {
        problems.add("wrong-type", "the label \"\(key)\" must be a text", at: value.place)
        return nil
      }
      return WaiverScope.Label(key, WaiverPattern(text))
    }
  }
}
