import Basics
import Documents

/// What `systemctl` said of a node's units.
struct SystemdUnits {
  /// One property and where its text stands.
  struct Field {
    let source: SourceText
    let range: Range<Int>
  }

  /// Fields by unit: `load`, `active`, `sub`, `enabled`.
  private(set) var units: [String: [String: Field]] = [:]
  /// Whether a whole table is there, so that a unit that is not in it is not loaded.
  private(set) var isWhole = false
  /// Tables that end with another number of units than they hold: some of their lines are lost.
  private(set) var miscounted: [(place: SourcePlace, rows: Int, said: Int)] = []
  /// What `systemctl show` and a table say differently.
  private(set) var contradictions: [(unit: String, property: String, places: [SourcePlace])] = []

  /// Units that every system runs. A table without them was filtered: `--failed`, `--state=…`.
  private static let ubiquitous: Set<String> = ["init.scope", "systemd-journald.service"]

  /// The third word of a unit's line.
  private static let activeStates: Set<String> = [
    "active", "inactive", "failed", "activating", "deactivating", "reloading", "maintenance",
    "refreshing",
  ]

  private static let properties = [
    "LoadState": "load", "ActiveState": "active", "SubState": "sub", "UnitFileState": "enabled",
  ]

  /// Reads the unit files of a node, tables first: `systemctl show` is nearer to the truth.
  init(_ files: [String: NodeFiles.File]) {
    for path in files.keys.sortedByBytes() {
      guard let file = files[path] else { continue }
      if path.hasPrefix("commands/systemctl-list-unit-files") {
        addUnitFiles(file)
      } else if path.hasPrefix("commands/systemctl-list-units") {
        addTable(file)
      }
    }
    for path in files.keys.sortedByBytes() {
      if path.hasPrefix("systemd/"), path.hasSuffix(".show"), let file = files[path] {
        let name = path.dropFirst("systemd/".count).dropLast(".show".count)
        addShow(file, unit: String(name))
      }
    }
  }

  /// `systemctl show`: `Property=value` lines; several units are set apart by empty lines.
  private mutating func addShow(_ file: NodeFiles.File, unit fileName: String) {
    let source = file.source
    var fields: [String: Field] = [:]
    var name = fileName
    for line in file.wholeLines {
      guard let equals = line.first(where: { source.bytes[$0] == UInt8(ascii: "=") }) else {
        merge(fields, into: name)
        (fields, name) = ([:], fileName)
        continue
      }
      let key = source.text(in: line.lowerBound..<equals)
      let value = equals + 1..<line.upperBound
      if key == "Id", !value.isEmpty { name = source.text(in: value) }
      // A unit without a file of its own has no state of one; of the others none is ever empty.
      if let field = SystemdUnits.properties[key], !value.isEmpty || field == "enabled" {
        fields[field] = Field(source: source, range: value)
      }
    }
    merge(fields, into: name)
  }

  /// Adds what `systemctl show` says. What a table says differently is noted.
  private mutating func merge(_ fields: [String: Field], into unit: String) {
    for (property, field) in fields.sorted(by: { $0.key < $1.key }) {
      if let known = units[unit]?[property],
        known.source.text(in: known.range) != field.source.text(in: field.range)
      {
        contradictions.append(
          (
            unit, property,
            [known, field].map { SourcePlace(source: $0.source, offset: $0.range.lowerBound) }
          ))
      }
      units[unit, default: [:]][property] = field
    }
  }

  /// `systemctl list-units`: unit, load, active, sub, description.
  private mutating func addTable(_ file: NodeFiles.File) {
    let source = file.source
    var end: (place: SourcePlace, said: Int)?
    var rows = 0
    var names: Set<String> = []
    for line in source.lineRanges {
      let words = columns(source, line)
      // A line whose name runs into the next word is a unit's, too.
      if words.dropFirst().prefix(2).contains(where: {
        SystemdUnits.activeStates.contains(source.text(in: $0))
      }) {
        rows += 1
      }
      if words.count >= 4, isUnit(source.text(in: words[0])) {
        let name = source.text(in: words[0])
        names.insert(name)
        for (field, range) in zip(["load", "active", "sub"], words.dropFirst()) {
          units[name, default: [:]][field] = Field(source: source, range: range)
        }
      }
      if let said = SystemdUnits.total(source.text(in: line)) {
        // Several tables may follow each other.
        end = (SourcePlace(source: source, offset: line.lowerBound), said + (end?.said ?? 0))
      }
    }
    guard let end else { return }
    if end.said != rows {
      miscounted.append((end.place, rows, end.said))
    } else if !names.isDisjoint(with: SystemdUnits.ubiquitous) {
      isWhole = true
    }
  }

  /// The number in the last line of a table: `183 loaded units listed. …`; nil for other lines.
  private static func total(_ line: String) -> Int? {
    let words = line.split(separator: " ")
    guard words.count >= 4, words[1...3] == ["loaded", "units", "listed."] else { return nil }
    return Int(words[0]).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  /// `systemctl list-unit-files`: unit file, state.
  private mutating func addUnitFiles(_ file: NodeFiles.File) {
    let source = file.source
    for line in file.wholeLines {
      let words = columns(source, line)
      guard words.count >= 2, isUnit(source.text(in: words[0])) else { continue }
      units[source.text(in: words[0]), default: [:]]["enabled"] =
        Field(source: source, range: words[1])
    }
  }

  private func isUnit(_ word: String) -> Bool {
    let types = [".service", ".socket", ".timer", ".mount", ".target", ".path", ".slice", ".scope"]
    return types.contains { word.hasSuffix($0) }
  }

  /// The words of a line after the bullet that marks failed units.
  private func columns(_ source: SourceText, _ line: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for i in line {
      if source.bytes[i] == 0x20 || source.bytes[i] == 0x09 {
        if let begin = start { words.append(begin..<i) }
        start = nil
      } else {
        start = start ?? i
      }
    }
    if let begin = start { words.append(begin..<line.upperBound) }
    if let first = words.first, ["●", "*", "○", "×", "↻"].contains(source.text(in: first)) {
      words.removeFirst()
    }
    return words
  }
}
