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

  private static let properties = [
    "LoadState": "load", "ActiveState": "active", "SubState": "sub", "UnitFileState": "enabled",
  ]

  /// Reads the unit files of a node, tables first: `systemctl show` is nearer to the truth.
  init(_ files: [String: NodeFiles.File]) {
    for path in files.keys.sortedByBytes() {
      guard let file = files[path] else { continue }
      if path.hasPrefix("commands/systemctl-list-unit-files") {
        addUnitFiles(file.source)
      } else if path.hasPrefix("commands/systemctl-list-units") {
        addTable(file.source)
      }
    }
    for path in files.keys.sortedByBytes() {
      if path.hasPrefix("systemd/"), path.hasSuffix(".show"), let file = files[path] {
        let name = path.dropFirst("systemd/".count).dropLast(".show".count)
        addShow(file.source, unit: String(name))
      }
    }
  }

  /// `systemctl show`: `Property=value` lines; several units are set apart by empty lines.
  private mutating func addShow(_ source: SourceText, unit fileName: String) {
    var fields: [String: Field] = [:]
    var name = fileName
    func flush(_ units: inout [String: [String: Field]]) {
      if !fields.isEmpty { units[name, default: [:]].merge(fields) { $1 } }
      fields = [:]
      name = fileName
    }
    for line in source.lineRanges {
      guard let equals = line.first(where: { source.bytes[$0] == UInt8(ascii: "=") }) else {
        flush(&units)
        continue
      }
      let key = source.text(in: line.lowerBound..<equals)
      let value = equals + 1..<line.upperBound
      if key == "Id", !value.isEmpty { name = source.text(in: value) }
      if let field = SystemdUnits.properties[key] {
        fields[field] = Field(source: source, range: value)
      }
    }
    flush(&units)
  }

  /// `systemctl list-units`: unit, load, active, sub, description.
  private mutating func addTable(_ source: SourceText) {
    for line in source.lineRanges {
      let words = columns(source, line)
      if words.count >= 4, isUnit(source.text(in: words[0])) {
        let name = source.text(in: words[0])
        for (field, range) in zip(["load", "active", "sub"], words.dropFirst()) {
          units[name, default: [:]][field] = Field(source: source, range: range)
        }
      }
      // The last line of a table that was not cut: `183 loaded units listed.`
      if source.text(in: line).contains("loaded units listed") { isWhole = true }
    }
  }

  /// `systemctl list-unit-files`: unit file, state.
  private mutating func addUnitFiles(_ source: SourceText) {
    for line in source.lineRanges {
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
