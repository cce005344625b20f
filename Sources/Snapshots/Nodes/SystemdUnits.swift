import Basics
import Documents

/// What `systemctl show` says of one unit.
private struct ShowBlock {
  /// The name by which it was asked for, then its own.
  var name: String
  /// Its other names.
  private(set) var aliases: [Substring] = []
  private(set) var fields: [String: SystemdUnits.Field] = [:]
  /// A property that is there and empty is a state that is not known.
  private(set) var isUnit = false
  private(set) var hasId = false

  init(name: String) { self.name = name }

  func isCalled(_ unit: String) -> Bool { name == unit || aliases.contains { $0 == unit } }

  /// Adds a property; gives the one that was meant, if it is misspelt.
  mutating func add(_ key: String, _ value: Range<Int>, _ source: SourceText) -> String? {
    switch key {
    case "Id":
      hasId = !value.isEmpty
      if hasId { name = source.text(in: value) }
    case "Names": aliases = source.text(in: value).split(separator: " ")
    default:
      // A unit without a file of its own has no state of one; of the others none is ever empty.
      guard let field = SystemdUnits.properties[key] else {
        let known = ["Id", "Names"] + SystemdUnits.properties.keys.sortedByBytes()
        return closestWord(to: key, among: known, most: 1)
      }
      isUnit = true
      if !value.isEmpty || field == "enabled" {
        fields[field] = SystemdUnits.Field(source: source, range: value)
      }
    }
    return nil
  }
}

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
  var isWhole: Bool { whole != nil }
  /// The end of the first whole table.
  private var whole: SourcePlace?
  /// The units of all tables.
  private var listed: Set<String> = []
  /// Tables that end with another number of units than they hold: some of their lines are lost.
  private(set) var miscounted: [(place: SourcePlace, rows: Int, said: Int)] = []
  /// What `systemctl show` and a table say differently.
  private(set) var contradictions: [(unit: String, property: String, places: [SourcePlace])] = []

  /// What is wrong with the output of `systemctl show`, and where.
  private(set) var doubts: [(message: String, place: SourcePlace)] = []

  /// States that systemd has no word for.
  private(set) var strange: [(unit: String, property: String, place: SourcePlace)] = []

  /// A service that every system runs, and none of `systemctl --user`.
  private static let journal = "systemd-journald.service"
  /// Units of other types that every system has: one of them, since systemd has the first from
  /// version 226 on. A table without them was filtered: `--type=service`, `--failed`.
  private static let others: Set<String> = ["init.scope", "-.slice", "system.slice", "-.mount"]

  private static let loadStates: Set<String> = [
    "stub", "loaded", "not-found", "bad-setting", "error", "merged", "masked",
  ]
  /// The third word of a unit's line.
  private static let activeStates: Set<String> = [
    "active", "inactive", "failed", "activating", "deactivating", "reloading", "maintenance",
    "refreshing",
  ]
  private static let fileStates: Set<String> = [
    "enabled", "enabled-runtime", "linked", "linked-runtime", "alias", "masked", "masked-runtime",
    "static", "disabled", "indirect", "generated", "transient", "bad", "invalid",
  ]

  fileprivate static let properties = [
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
    var blocks = [ShowBlock(name: fileName)]
    for line in file.wholeLines {
      guard let equals = line.first(where: { source.bytes[$0] == UInt8(ascii: "=") }) else {
        blocks.append(ShowBlock(name: fileName))
        continue
      }
      let key = source.text(in: trimmed(line.lowerBound..<equals, source))
      let value = trimmed(equals + 1..<line.upperBound, source)
      if let meant = blocks[blocks.count - 1].add(key, value, source) {
        let message = "\(key) is no property of a systemd unit; did you mean \"\(meant)\"?"
        doubts.append((message, SourcePlace(source: source, offset: line.lowerBound)))
      }
    }
    blocks.removeAll { !$0.isUnit }
    for block in blocks {
      noteUnlisted(block)
      merge(block.fields, into: block.name)
      if block.name != fileName, block.isCalled(fileName) { merge(block.fields, into: fileName) }
    }
    addDoubts(of: blocks, in: file, unit: fileName)
  }

  /// A unit that is loaded, as all are that do or did something, stands in a whole table by its Id.
  private mutating func noteUnlisted(_ block: ShowBlock) {
    guard let whole, block.hasId, !listed.contains(block.name), let field = block.fields["active"]
    else { return }
    let state = field.source.text(in: field.range)
    guard SystemdUnits.activeStates.contains(state), state != "inactive" else { return }
    let place = SourcePlace(source: field.source, offset: field.range.lowerBound)
    contradictions.append((block.name, "active", [whole, place]))
  }

  /// Says what is not of the unit that the file is named after, and what breaks off.
  private mutating func addDoubts(
    of blocks: [ShowBlock], in file: NodeFiles.File, unit fileName: String
  ) {
    let start = SourcePlace(source: file.source, offset: 0)
    if isUnit(fileName) {
      if let other = blocks.first, !blocks.contains(where: { $0.isCalled(fileName) }) {
        let what =
          other.aliases.isEmpty
          ? "does not say whether \(fileName) is another name of \(other.name)"
          : "is what systemctl says of another unit than \(fileName)"
        doubts.append((what, start))
      }
    } else if blocks.contains(where: { !$0.hasId }) {
      doubts.append(("says the state of a unit without its Id", start))
    }
    if file.mayBeTruncated, let last = file.source.lineRanges.last {
      let place = SourcePlace(source: file.source, offset: last.lowerBound)
      doubts.append(("its last line has no line break and does not count", place))
    }
  }

  /// Without blanks at its ends: files are edited, and carried over from other systems.
  private func trimmed(_ range: Range<Int>, _ source: SourceText) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    func isBlank(_ i: Int) -> Bool { [0x20, 0x09, 0x0D].contains(source.bytes[i]) }
    while start < end, isBlank(start) { start += 1 }
    while start < end, isBlank(end - 1) { end -= 1 }
    return start..<end
  }

  /// Whether a text is a state that systemd has a word for. Those of `SubState` are each type's
  /// own.
  private static func isState(_ text: String, of property: String) -> Bool {
    switch property {
    case "load": loadStates.contains(text)
    case "active": activeStates.contains(text)
    case "enabled": text.isEmpty || fileStates.contains(text)
    default:
      text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    }
  }

  /// Leaves out what is not a state, and notes it.
  private mutating func states(_ fields: [String: Field], of unit: String) -> [String: Field] {
    fields.filter { property, field in
      let isState = SystemdUnits.isState(field.source.text(in: field.range), of: property)
      if !isState {
        strange.append(
          (unit, property, SourcePlace(source: field.source, offset: field.range.lowerBound)))
      }
      return isState
    }
  }

  /// Adds what `systemctl show` says. What a table says differently is noted.
  private mutating func merge(_ fields: [String: Field], into unit: String) {
    units[unit] = units[unit] ?? [:]
    for (property, field) in states(fields, of: unit).sorted(by: { $0.key < $1.key }) {
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
        listed.insert(name)
        var fields: [String: Field] = [:]
        for (field, range) in zip(["load", "active", "sub"], words.dropFirst()) {
          fields[field] = Field(source: source, range: range)
        }
        units[name, default: [:]].merge(states(fields, of: name)) { $1 }
      }
      if let said = SystemdUnits.total(source.text(in: line)) {
        // Several tables may follow each other.
        end = (SourcePlace(source: source, offset: line.lowerBound), said + (end?.said ?? 0))
      }
    }
    guard let end else { return }
    if end.said != rows {
      miscounted.append((end.place, rows, end.said))
    } else if names.contains(SystemdUnits.journal), !names.isDisjoint(with: SystemdUnits.others) {
      whole = whole ?? end.place
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
      let name = source.text(in: words[0])
      let field = Field(source: source, range: words[1])
      units[name, default: [:]].merge(states(["enabled": field], of: name)) { $1 }
    }
  }

  private func isUnit(_ word: String) -> Bool {
    let types = [
      ".service", ".socket", ".timer", ".mount", ".automount", ".swap", ".target", ".path",
      ".slice", ".scope", ".device",
    ]
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
