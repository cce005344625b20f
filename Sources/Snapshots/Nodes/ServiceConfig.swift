// A configuration of k3s and RKE2 on one node, merged as the programs merge it.
//
// There are two. What runs is said by the annotations `node-env` and `node-args`: the environment
// and the outcome of files and command line at the time the program started, with credentials
// masked. What runs after a restart is said by the files. Weakest first: environment variables;
// config.yaml; the drop-ins of config.yaml.d in byte order, where a key replaces what was there
// and `key+` appends to it. Neither stands for the other. Where the files say what the annotation
// says, the file's own value is kept: it has the better place.

import Basics
import Documents

/// The merged configuration of one node.
struct ServiceConfig {
  /// A value and the texts that it stands for; nil texts are hidden.
  private struct Entry {
    var values: [Value]
    var isList: Bool
    var texts: [String?]
    /// Whether a list may have more elements than are known.
    var isCut = false

    mutating func add(_ later: Entry) {
      values += later.values
      texts += later.texts
      isList = true
      isCut = isCut || later.isCut
    }
  }

  private var entries: [String: Entry] = [:]
  /// Settings that both programs pass over, with the ones that were meant.
  private(set) var misspelt: [(key: String, meant: String, value: DocumentValue)] = []
  /// Where it was read from, the weakest first.
  private(set) var sources: [String] = []
  /// Whether the program's own account of its command line is there.
  private(set) var hasArguments = false
  let store: DocumentStore
  private let builders: FactBuilders

  init(_ builders: FactBuilders) {
    self.builders = builders
    store = builders.store
  }

  var isEmpty: Bool { sources.isEmpty }

  // MARK: Sources

  /// A configuration file or drop-in.
  mutating func add(file: NodeFiles.File) {
    sources.append(file.source.path)
    for document in file.documents {
      for (key, value) in DocumentValue(document, in: store).entries {
        if let meant = ServiceConfigKeys.meant(by: key) {
          misspelt.append((key, meant, value))
          continue
        }
        var entry = entry(of: value)
        entry.isCut = file.isFiltered && entry.isList
        guard key.utf8.last == UInt8(ascii: "+") else {
          entries[key] = entry
          continue
        }
        let base = String(key.dropLast())
        // Where it lies: what is added to often is not copied each time.
        if entries[base]?.add(entry) == nil { entries[base] = entry }
      }
    }
  }

  private func entry(of value: DocumentValue) -> Entry {
    if value.value.tag == .list {
      let elements = value.elements
      return Entry(
        values: elements.map(\.value), isList: true, texts: elements.map(ServiceConfig.text))
    }
    return Entry(values: [value.value], isList: false, texts: [ServiceConfig.text(of: value)])
  }

  /// Variables, as weak defaults. `place` is what they were read from.
  mutating func add(
    variables: [(name: String, value: Value, text: String?)], from source: String
  ) {
    var isUsed = false
    for variable in variables {
      guard let key = NodeArguments.configurationKey(ofVariable: variable.name) else { continue }
      isUsed = true
      if entries[key] == nil {
        entries[key] = Entry(values: [variable.value], isList: false, texts: [variable.text])
      }
    }
    if isUsed { sources.insert(source, at: 0) }
  }

  /// The annotation of the command line; `place` is its value's. What `files` say alike is taken
  /// from there.
  mutating func add(
    arguments: [NodeArguments.Setting], at place: SourcePlace, name: String,
    alike files: ServiceConfig
  ) {
    hasArguments = true
    sources.append("annotation \(name)")
    for setting in arguments {
      if let known = files.entries[setting.name], agrees(known, setting) {
        entries[setting.name] = known
        continue
      }
      guard let builder = builders.builder(for: place.source) else { continue }
      let isSecret = NodeArguments.isCredential(setting.name)
      let values = setting.values.map { text -> Value in
        if isSecret || NodeArguments.isMasked(text) || TextMark.occur(in: text)
          || CredentialText.occurs(in: text)
        {
          builder.hidden(reason: ReasonTable.hidden, at: place.offset)
        } else {
          ServiceConfig.push(text, builder, at: place.offset)
        }
        return builder.finish()
      }
      let wasList = files.entries[setting.name]?.isList ?? false
      entries[setting.name] = Entry(
        values: values, isList: wasList || values.count > 1,
        texts: setting.values.map { isSecret || NodeArguments.isMasked($0) ? nil : $0 })
    }
  }

  /// The settings of this configuration that `other` lacks or gives otherwise, in byte order.
  /// Hidden values agree with anything.
  func settings(unlike other: ServiceConfig) -> [String] {
    entries.filter { key, entry in
      if entry.isCut { return false }
      guard let theirs = other.entries[key] else {
        // A switch that is off says what its absence says.
        return !entry.texts.allSatisfy { $0 == "false" || $0 == "" }
      }
      guard theirs.texts.count == entry.texts.count else { return true }
      return !zip(entry.texts, theirs.texts).allSatisfy { ServiceConfig.agree($0, $1) }
    }.keys.sortedByBytes()
  }

  /// Whether two texts of a setting mean the same; nil is hidden.
  private static func agree(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return true }
    if left.utf8.elementsEqual(right.utf8) { return true }
    // `0644` of the file is `644` on the command line.
    if let left = Int64(left), let right = Int64(right) { return left == right }
    return false
  }

  /// Whether the annotation says what a file said. Hidden values agree with anything, but not a
  /// masked one with one that is shown.
  private func agrees(_ entry: Entry, _ setting: NodeArguments.Setting) -> Bool {
    guard entry.texts.count == setting.values.count else { return false }
    return zip(entry.texts, setting.values).allSatisfy { text, value in
      NodeArguments.isMasked(value) ? text == nil : ServiceConfig.agree(text, value)
    }
  }

  // MARK: Reading it

  /// The texts of a setting; nil if it is not set.
  func texts(_ key: String) -> [String?]? { entries[key]?.texts }

  /// The last text of a setting; nil if it is not set or hidden.
  func text(_ key: String) -> String? { entries[key]?.texts.last ?? nil }

  /// The last value of a setting; nil if it is not set.
  func lastValue(_ key: String) -> Value? { entries[key]?.values.last }

  /// The value that `node.config` has; `tail` is the reason for which it may have more keys.
  func value(tail: UInt32) -> Value? {
    guard let builder = builders.builder() else { return nil }
    builder.beginMap()
    for key in entries.keys.sortedByBytes() {
      guard let entry = entries[key] else { continue }
      builder.key(key)
      if !entry.isList, !ServiceConfig.isRepeatable(key), let only = entry.values.first {
        builder.link(only)
        continue
      }
      builder.beginList()
      for value in entry.values { builder.link(value) }
      builder.endList(tail: entry.isCut ? ReasonTable.hidden : 0)
    }
    builder.endMap(tail: tail)
    return builder.finish()
  }

  /// Whether a flag may be given several times: its value is a list, however it was written.
  private static func isRepeatable(_ key: String) -> Bool {
    let lists = ["tls-san", "node-taint", "node-label", "disable", "node-ip", "node-external-ip"]
    return key.hasSuffix("-arg") || lists.contains(key)
  }

  /// A scalar as text; nil for what is hidden or no scalar.
  private static func text(of value: DocumentValue) -> String? {
    if let string = value.string { return string }
    if let bool = value.bool { return bool ? "true" : "false" }
    if let int = value.int { return String(int) }
    return value.double.map { "\($0)" }
  }

  /// Pushes the text of a flag as what YAML would make of it: `true`, a number, or text.
  private static func push(_ text: String, _ builder: DocumentBuilder, at offset: Int) {
    if text == "true" || text == "false" { return builder.bool(text == "true", at: offset) }
    let digits = text.utf8
    let isNumber =
      !digits.isEmpty && digits.count < 18 && digits.allSatisfy { (0x30...0x39).contains($0) }
      && (digits.count == 1 || digits.first != 0x30)
    if isNumber, let number = Int64(text) { return builder.int(number, at: offset) }
    builder.string(text, at: offset)
  }
}
