// Where a finding points.
//
// Expressions give the values that decided, and values know the word that they were read from.
// What a report wants beside file and line is the object that the value belongs to and the path
// inside it. Both follow from how documents lie in memory (see Value.swift): a container is written
// when it ends, so the words of an object fill the range that ends with its own header, and the
// ranges of different objects do not overlap. The objects of each arena, ordered by header, make
// "which object holds this word" a binary search; the path is then found by one walk through that
// object. Findings are few, so the order is only made when the first of them asks.

import Basics
import CEL
import Documents
import Findings
import Snapshots
import Synchronization

/// Finds places, pointers and texts of the values that decided.
final class FindingPlaces: Sendable {
  let snapshot: Snapshot
  let library: ResourceLibrary
  /// Sources that are not evidence: those of packs.
  private let excluded: Set<ObjectIdentifier>
  private let owners = Mutex<[Owner]?>(nil)

  /// An object and the last word of its memory.
  private struct Owner: Sendable {
    let arena: UInt16
    let header: UInt32
    let object: Value
  }

  /// What a report shows of the values that decided.
  struct Located {
    var places: [Place] = []
    var values: [DecidingValue] = []
    /// The first place's path in its object, with list items named by their natural keys.
    var stablePointer: String?
  }

  /// Places beside the deciding one that a finding shows.
  static let relatedLimit = 8

  init(
    _ snapshot: Snapshot, _ library: ResourceLibrary, excluding excluded: Set<ObjectIdentifier>
  ) {
    self.snapshot = snapshot
    self.excluded = excluded
    self.library = library
  }

  /// - Parameter pointed: the value that the rule itself points at; it comes first.
  func located(
    _ deciding: [DecidingPart], _ subject: JudgedSubject, _ evaluator: Evaluator,
    pointingAt pointed: DecidingPart? = nil
  ) -> Located {
    var located = Located()
    var seen: Set<String> = []
    if let pointed, let place = place(of: pointed) {
      seen.insert(place.text)
      located.stablePointer = stablePointer(of: pointed)
      located.places.append(place)
    }
    for value in deciding {
      if located.values.count < FindingPlaces.relatedLimit {
        located.values.append(
          DecidingValue(
            expression: value.program.text(of: value.expression), value: text(of: value)))
      }
      guard located.places.count <= FindingPlaces.relatedLimit, let place = place(of: value),
        seen.insert(place.text).inserted
      else { continue }
      if located.places.isEmpty { located.stablePointer = stablePointer(of: value) }
      located.places.append(place)
    }
    // A searched file tells less than a value, and less than the subject itself.
    located.places =
      located.places.filter { $0.precision != .file }
      + located.places.filter { $0.precision == .file }
    if located.places.first.map({ $0.precision == .file }) ?? true, let place = place(of: subject) {
      located.places.insert(place, at: 0)
    }
    for i in located.places.indices.dropFirst() { located.places[i].note = "also decisive" }
    // Appending leaves room for more, here in each of ten thousand findings.
    located.places = located.places.map { $0 }
    located.values = located.values.map { $0 }
    return located
  }

  // MARK: Places

  private func place(of deciding: DecidingPart) -> Place? {
    var value = deciding.value
    if let type = library.type(ofList: value) { return place(ofList: type) }
    var isWhole = true
    if case .missingField = deciding.role { isWhole = false }
    if case .collection = deciding.role {
      // A list of one scalar is decided by the one.
      let element = onlyElement(of: value)
      isWhole = element != nil
      value = element ?? value
    }
    guard let source = snapshot.store.place(of: value) else { return nil }
    if let origin = library.origin(of: source.source) {
      // A text inside of an annotation or key: that is where a reader can look it up.
      return snapshot.store.place(of: origin).map { place(at: $0, of: origin, .object) }
    }
    guard !source.source.path.isEmpty, !excluded.contains(ObjectIdentifier(source.source)) else {
      return nil
    }
    return place(at: source, of: value, isWhole ? .exact : .object, count: span(of: value))
  }

  private func place(
    at source: SourcePlace, of value: Value, _ precision: Place.Precision, count: Int? = nil
  ) -> Place {
    let path = pointer(to: value)
    var object: (@Sendable () -> String)?
    if let path {
      let value = DocumentValue(path.object, in: snapshot.store)
      object = { FindingPlaces.name(of: value) }
    }
    return Place(
      masked: source, count: count, pointer: path?.exact, precision: precision, object: object)
  }

  /// `apps/Deployment/shop/web`: as subjects are named.
  private static func name(of object: DocumentValue) -> String {
    let group = ResourceType(apiVersion: object["apiVersion"]?.string ?? "", plural: "").group
    let metadata = object["metadata"]
    let parts = [group, object["kind"]?.string, metadata?["namespace"]?.string]
    return (parts + [metadata?["name"]?.string]).compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: "/")
  }

  /// The scalar of a list that has one, and surely no more; nil if it has no place.
  private func onlyElement(of list: Value) -> Value? {
    let memory = snapshot.store.memory
    guard list.tag == .list, list.tail == 0, memory.count(list: list) == 1 else { return nil }
    let element = memory.element(0, of: list)
    guard element.tag != .map, element.tag != .list else { return nil }
    return snapshot.store.place(of: element) == nil ? nil : element
  }

  /// Bytes of a value in its source; containers are shown by their first token's line.
  private func span(of value: Value) -> Int? {
    switch value.tag {
    case .string: value.sourceByteCount
    case .list, .map: 0
    default: nil
    }
  }

  /// Where a type was looked for: the file that holds its objects.
  private func place(ofList type: ResourceType) -> Place? {
    snapshot.evidence(of: type).paths.first.map { Place(path: $0) }
  }

  private func place(of subject: JudgedSubject) -> Place? {
    let store = snapshot.store
    switch subject {
    case .cluster: return nil
    case .resource(let entry, _, _):
      return store.place(of: entry.value).map { Place(masked: $0, count: 0, precision: .object) }
    case .node(_, let value):
      guard let object = DocumentValue(value, in: store)["object"]?.value else {
        return nil
      }
      return store.place(of: object).map { Place(masked: $0, count: 0, precision: .object) }
    }
  }

  // MARK: Pointers

  private func stablePointer(of deciding: DecidingPart) -> String? {
    guard let pointer = pointer(to: deciding.value)?.stable else { return nil }
    if case .missingField(let name) = deciding.role {
      return pointer + "/" + JSONPointer.escaped(name)
    }
    return pointer
  }

  /// The path of a value in the object that holds it: as a JSON pointer, and with list items named
  /// by their keys. Nil for what lies in no object.
  func pointer(to value: Value) -> (exact: String, stable: String, object: Value)? {
    guard value.node != 0, let object = owner(of: value) else { return nil }
    if object.arena == value.arena, object.node == value.node { return ("", "", object) }
    guard let path = path(from: object, to: value) else { return nil }
    return (path.exact, path.stable, object)
  }

  private func owner(of value: Value) -> Value? {
    owners.withLock { owners in
      if owners == nil { owners = sortedOwners() }
      let all = owners ?? []
      // A container is looked for by its header, which is the object's own last words.
      let word =
        value.form == .document && (value.tag == .map || value.tag == .list)
        ? UInt32(truncatingIfNeeded: value.index) : value.node
      var low = 0
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        let owner = all[middle]
        let end = owner.header + UInt32(snapshot.store.memory.count(map: owner.object))
        if (owner.arena, end) < (value.arena, word) { low = middle + 1 } else { high = middle }
      }
      guard low < all.count, all[low].arena == value.arena else { return nil }
      return all[low].object
    }
  }

  private func sortedOwners() -> [Owner] {
    var all: [Owner] = []
    all.reserveCapacity(snapshot.resources.count)
    for type in snapshot.resources.types {
      for entry in snapshot.resources.all(of: type) where entry.value.form == .document {
        all.append(
          Owner(
            arena: entry.value.arena, header: UInt32(truncatingIfNeeded: entry.value.index),
            object: entry.value))
      }
    }
    return all.sorted { ($0.arena, $0.header) < ($1.arena, $1.header) }
  }

  private func path(from object: Value, to value: Value) -> (exact: String, stable: String)? {
    let memory = snapshot.store.memory
    if object.tag == .map {
      for i in 0..<memory.count(map: object) {
        let (key, child) = memory.entry(i, of: object)
        let name = JSONPointer.escaped(String(decoding: memory.bytes(of: key), as: UTF8.self))
        if let rest = step(to: child, value) {
          return ("/\(name)\(rest.exact)", "/\(name)\(rest.stable)")
        }
      }
    } else if object.tag == .list {
      for i in 0..<memory.count(list: object) {
        let child = memory.element(i, of: object)
        if let rest = step(to: child, value) {
          return ("/\(i)\(rest.exact)", "/\(naturalKey(of: child) ?? "\(i)")\(rest.stable)")
        }
      }
    }
    return nil
  }

  private func step(to child: Value, _ value: Value) -> (exact: String, stable: String)? {
    if child.arena == value.arena, child.node == value.node { return ("", "") }
    // The words of a child fill a range that ends with its header: skip what cannot hold it.
    guard child.tag == .map || child.tag == .list, child.form == .document,
      child.arena == value.arena,
      value.node <= UInt32(truncatingIfNeeded: child.index) + size(child)
    else { return nil }
    return path(from: child, to: value)
  }

  private func size(_ container: Value) -> UInt32 {
    let memory = snapshot.store.memory
    return UInt32(
      container.tag == .map ? memory.count(map: container) : memory.count(list: container))
  }

  /// `name=web` for a list item that Kubernetes itself knows by a key.
  private func naturalKey(of item: Value) -> String? {
    let item = DocumentValue(item, in: snapshot.store)
    for key in ["name", "type", "key", "ip"] {
      if let text = item[key]?.string { return "\(key)=\(JSONPointer.escaped(text))" }
    }
    return nil
  }

  // MARK: Texts

  /// Bytes of a value that a report shows.
  private static let textLimit = 200

  private func text(of deciding: DecidingPart) -> String {
    if case .missingField(let name) = deciding.role { return "has no \(name)" }
    return CredentialText.masked(text(of: deciding.value, depth: 0))
  }

  private func text(of value: Value, depth: Int) -> String {
    let memory = snapshot.store.memory
    switch value.tag {
    case .null: return "null"
    case .bool: return value.asBool ? "true" : "false"
    case .int: return "\(value.asInt)"
    case .double: return "\(value.asDouble)"
    case .string:
      let bytes = memory.bytes(of: value)
      let text = CredentialText.masked(String(decoding: bytes.prefix(4096), as: UTF8.self))
      let shown = String(decoding: text.utf8.prefix(FindingPlaces.textLimit), as: UTF8.self)
      return "\"\(shown)\(bytes.count > FindingPlaces.textLimit ? "…" : "")\""
    case .list:
      let count = memory.count(list: value)
      if depth > 0 || count > 8 { return memory.length(ofList: value) }
      let parts = (0..<count).map { text(of: memory.element($0, of: value), depth: depth + 1) }
      return "[\(parts.joined(separator: ", "))]"
    case .map:
      let count = memory.count(map: value)
      let name = DocumentValue(value, in: snapshot.store)[path: "metadata", "name"]?.string
      if let name { return "{… \(name) …}" }
      if depth > 0 || count > 8 { return memory.fieldNames(ofMap: value) }
      let parts = (0..<count).map { i in
        let (key, child) = memory.entry(i, of: value)
        return "\(String(decoding: memory.bytes(of: key), as: UTF8.self)): "
          + text(of: child, depth: depth + 1)
      }
      return "{\(parts.joined(separator: ", "))}"
    case .hidden: return "(hidden)"
    case .unknown: return "(unknown)"
    default: return "(\(value.tag))"
    }
  }
}
