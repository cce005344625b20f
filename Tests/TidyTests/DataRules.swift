import Checkout

/// Whether a path below `rules/` is a rule's file: `rules/<pack>/<area>/<rule-id>.yaml`. What a
/// pack brings besides (pack.yaml, tables in `data/`, definitions, fixtures, cases) is not.
func isRuleFile(_ path: String) -> Bool {
  let parts = path.split(separator: "/")
  return parts.count == 4
    && !["data", "definitions", "fixtures", "translations"].contains(parts[2])
    && path.hasSuffix(".yaml") && !path.hasSuffix(".cases.yaml")
}

/// Faults of a rule's file, as far as its text shows them; the rule reader's own tests see the
/// rest.
func ruleFileFaults(named path: String, text: String) -> [Fault] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let name = path.split(separator: "/").last.map { String($0.dropLast(".yaml".count)) } ?? ""
  var faults: [Fault] = []

  let ids = lines.indices.filter { lines[$0].hasPrefix("id:") }
  if ids.count != 1 {
    let line = ids.last.map { $0 + 1 } ?? 1
    faults.append(Fault(line: line, text: "\(ids.count) rules in one file"))
  }
  for index in ids.prefix(1) {
    let words = lines[index].dropFirst("id:".count).split(separator: " ")
    if words.first.map(String.init) != name {
      let id = words.first ?? "nothing"
      faults.append(Fault(line: index + 1, text: "rule \(id) in a file named \(name).yaml"))
    }
  }

  if let start = lines.firstIndex(where: { $0.hasPrefix("examples:") }) {
    let body = lines[(start + 1)...].prefix { $0.isEmpty || " -#".contains($0.first ?? "x") }
    // What does not fail may also be outside of the rule. Some rules only ever say what is not
    // known.
    let neverFails = lines.contains { $0 == "neverFails: true" }
    let wanted = [["fail"], ["pass", "notApplicable"]].dropFirst(neverFails ? 1 : 0)
    for verdicts in wanted
    where !body.contains(where: { line in verdicts.contains { line.contains($0) } }) {
      faults.append(Fault(line: start + 1, text: "no example of \(verdicts[0])"))
    }
  } else {
    faults.append(Fault(line: 1, text: "no examples"))
  }
  return faults
}

/// The fixtures that no test mentions: files, and folders as a whole where nothing in them is
/// mentioned. A mention of a folder by itself (`"exports"`, `"inputs/exports/"`) covers what lies
/// in it; a mention of a file in it does not.
func orphanFixtures(mentionedIn tests: String, below folder: String) -> [String] {
  Checkout.names(in: folder).flatMap { name -> [String] in
    let path = "\(folder)/\(name)"
    guard Checkout.isFolder(path) else {
      return mentions(name, in: tests) ? [] : [path]
    }
    if mentions(name, in: tests) { return [] }
    let inside = orphanFixtures(mentionedIn: tests, below: path)
    return inside.count == Checkout.names(in: path).count ? [path] : inside
  }
}

/// Whether the text holds the name as the last part of a quoted path, with or without its
/// extension.
func mentions(_ name: String, in text: String) -> Bool {
  let stem = name.prefix { $0 != "." }
  return [name, stem.isEmpty ? name : String(stem)].contains { name in
    text.ranges(of: name).contains { range in
      let before = text[..<range.lowerBound].last
      let after = text[range.upperBound...].prefix(2)
      return (before == "\"" || before == "/") && (after.hasPrefix("\"") || after == "/\"")
    }
  }
}

/// The types that the glossary of ARCHITECTURE.md puts beside its terms: `**finding** (`Finding`)`.
func glossaryTypes(in text: String) -> [String] {
  let lines = text.split(separator: "\n")
  let section = lines.drop { $0 != "## Glossary" }.dropFirst().prefix { !$0.hasPrefix("## ") }
  return section.flatMap { line -> [String] in
    guard line.hasPrefix("- **"), let open = line.firstRange(of: "** ("),
      let close = line[open.upperBound...].firstRange(of: "):")
    else { return [] }
    return line[open.upperBound..<close.lowerBound].split(separator: "`").map(String.init)
      .filter { $0.first?.isUppercase == true }
  }
}
