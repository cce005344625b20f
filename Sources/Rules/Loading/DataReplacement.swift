import Basics
import Documents
import Findings
import FoundationEssentials
import Snapshots

// `--data DIR`: newer data without a new release. A file of the folder takes the place of the
// pack's file of the same name, whole. Rules read these files without looking: a key that is
// misspelt would leave them undecided, or judge by half a table. So the new file must have the
// form of the one that it replaces, and whatever differs is said with its place before anything is
// judged.

/// Takes the files of a folder for the packs' data files of the same names.
struct DataReplacement {
  let reader: PackFileReader
  let problems: ProblemList
  let folder: String

  /// Files beside the data that nobody takes for data.
  private static let ignoredExtensions = ["md", "txt"]
  private static let dataExtensions = ["yaml", "yml", "json"]

  /// Replaces; what is wrong becomes a fatal problem, and the pack's own file stays.
  func apply(to packs: inout [Pack]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return add("unreadable-folder", "the data folder \(folder) cannot be read")
    }
    let known = packs.flatMap { $0.data.map(\.name) }
    var taken: [String: String] = [:]
    for file in names.sortedByBytes() {
      guard let name = dataName(of: file, known: known) else { continue }
      if let other = taken.updateValue(file, forKey: name) {
        add("duplicate-data", "\(folder) holds the data \"\(name)\" twice: \(other) and \(file)")
        continue
      }
      replace(name, by: file, in: &packs)
    }
    if taken.isEmpty, !problems.problems.contains(where: \.isFatal) {
      add(
        "empty-folder", "the data folder \(folder) holds no data file",
        help: "Data files are \(known.map { $0 + ".yaml" }.joined(separator: ", ")).")
    }
  }

  private func add(_ code: String, _ message: String, help: String? = nil) {
    problems.add(
      Problem(stage: .rules, code: code, isFatal: true, message: message, help: help))
  }

  /// The name of the data that a file holds; nil, with a problem where it is not to be passed over.
  private func dataName(of file: String, known: [String]) -> String? {
    if file.hasPrefix(".") { return nil }
    let parts = file.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let ending = parts.count > 1 ? parts[parts.count - 1] : ""
    if Self.ignoredExtensions.contains(ending) { return nil }
    let name = parts.dropLast(Self.dataExtensions.contains(ending) ? 1 : 0).joined(separator: ".")
    if Self.dataExtensions.contains(ending), known.contains(name) { return name }
    let base = String(file.prefix { $0 != "." })
    let hint = closestWord(to: base, among: known).map { "; did you mean \"\($0).yaml\"?" } ?? ""
    add(
      "unknown-data", "\(folder)/\(file) replaces nothing: no pack has data of that name\(hint)",
      help: "The packs' data are \(known.joined(separator: ", ")).")
    return nil
  }

  /// The first pack that has the data, in the order of loading, gets the new ones.
  private func replace(_ name: String, by file: String, in packs: inout [Pack]) {
    let path = folder.hasSuffix("/") ? "\(folder)\(file)" : "\(folder)/\(file)"
    // Lines of any file could be shown otherwise.
    guard let root = InputWalk.realPath(folder), let real = InputWalk.realPath(path) else {
      return add("unreadable-file", "\(path) cannot be read")
    }
    guard InputWalk.isInside(real, root) else {
      return add("unreadable-file", "\(path) is a link that leads out of the folder")
    }
    switch SourceText.read(file: path, path: path) {
    case .failure(let error): add("unreadable-file", "\(path) \(error.message)")
    case .success(let source):
      guard let document = reader.document(source) else { return }
      for index in packs.indices {
        guard let at = packs[index].data.firstIndex(where: { $0.name == name }) else { continue }
        let old = packs[index].data[at].value
        if DataForm(problems: problems, path: path).accepts(document, insteadOf: old) {
          packs[index].data[at].value = document
        }
        return
      }
    }
  }
}

/// Compares the form of new data with that of the data which they replace.
private struct DataForm {
  let problems: ProblemList
  let path: String

  /// Keys that every file has, which are looked at on their own, and where the data come from.
  private static let ownKeys = ["schema", "updated", "source", "sources"]

  /// Whether the new data can stand where the old ones do.
  func accepts(_ new: DocumentValue, insteadOf old: DocumentValue) -> Bool {
    let before = problems.problems.count
    guard new.value.tag == .map else {
      wrong("\(path) must be a map", new)
      return false
    }
    if new["schema"]?.int != 1 { wrong("\"schema\" must be 1", new["schema"] ?? new) }
    if new["updated"]?.string.map(isDate) != true {
      wrong(
        "\"updated\" must be the day of the data in quotes, such as \"2026-08-20\"",
        new["updated"] ?? new)
    }
    let keys = new.entries.map(\.key)
    for (key, value) in old.entries where !Self.ownKeys.contains(key) {
      guard let entry = new[key] else {
        wrong("\(path) lacks \"\(key)\"\(renamed(key, keys, old))", new)
        continue
      }
      compare(entry, with: value, name: key)
    }
    return problems.problems.count == before
  }

  /// A key that the old data do not have, and that may be meant for this one.
  private func renamed(_ key: String, _ keys: [String], _ old: DocumentValue) -> String {
    let new = keys.filter { old[$0] == nil }
    return closestWord(to: key, among: new).map { ", and has \"\($0)\"" } ?? ""
  }

  private func wrong(_ message: String, _ value: DocumentValue) {
    problems.add("invalid-data", message, at: value.place)
  }

  private func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [4, 2, 2]
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  private func compare(_ new: DocumentValue, with old: DocumentValue, name: String) {
    guard new.value.tag == old.value.tag else {
      return wrong("\"\(name)\" must be \(word(old.value.tag)), as in the pack's own data", new)
    }
    if isVersion(old), !isVersion(new) { return wrong("\"\(name)\" is not a version", new) }
    guard old.value.tag == .list else { return }
    let olds = old.elements
    guard let first = olds.first else { return }
    let areVersions = olds.allSatisfy(isVersion)
    for element in new.elements {
      if element.value.tag != first.value.tag {
        wrong("\"\(name)\" must be a list, each item \(word(first.value.tag))", element)
      } else if areVersions, !isVersion(element) {
        wrong("\"\(name)\" must be a list of versions", element)
      }
    }
    if first.value.tag == .map { compareRows(new.elements, with: olds, name: name) }
  }

  private func isVersion(_ value: DocumentValue) -> Bool {
    value.string.map { VersionNumber($0) != nil } ?? false
  }

  /// Rows of a table: what every old row has must be there, and nothing that none of them has.
  private func compareRows(
    _ rows: [DocumentValue], with olds: [DocumentValue], name: String
  ) {
    let keys = olds.map { Set($0.entries.map(\.key)) }
    let required = keys.dropFirst().reduce(keys[0]) { $0.intersection($1) }.sorted()
    let known = keys.reduce(Set()) { $0.union($1) }.sorted()
    let ranges = known.filter { key in
      olds.allSatisfy { $0[key].map { $0.string.flatMap { VersionRange($0) } != nil } ?? true }
    }
    for row in rows where row.value.tag == .map {
      for (key, value) in row.entries where !known.contains(key) {
        wrong("a row of \"\(name)\" has no field \"\(key)\"\(didYouMean(key, among: known))", value)
      }
      // A misspelt field is said once: as what it is, not as what is missing too.
      let meant = row.entries.map(\.key).filter { !known.contains($0) }
        .compactMap { closestWord(to: $0, among: known) }
      for key in required where row[key] == nil && !meant.contains(key) {
        wrong("a row of \"\(name)\" lacks \"\(key)\"", row)
      }
      for key in ranges {
        guard let value = row[key] else { continue }
        if value.string.flatMap({ VersionRange($0) }) == nil {
          wrong("\"\(key)\" is not a version range such as \">=2.5 <2.12\"", value)
        }
      }
    }
  }

  private func word(_ tag: Tag) -> String {
    switch tag {
    case .map: "a map"
    case .list: "a list"
    case .string: "a text in quotes"
    case .bool: "true or false"
    default: "a number"
    }
  }
}
