// Objects of Kubernetes' own types that no API server wrote so.
//
// An API server drops what its types do not know, checks what they hold, and always writes what they
// must have. So a field that is misspelt, text where a number belongs, or a container without a name
// says that the file was changed or damaged after the export: by hand, by a script, by a bad disk.
// What a misspelt field was meant to say is evidence that no rule sees: nothing of such an input
// counts as ready. The rest is said, since the rules that read it judge it as it is.
//
// A field that the table lacks, and that is not near one that it has, may be of a later Kubernetes:
// nothing is said of it. Sources of the table: see `KubernetesFields`.

import Basics
import Documents
import Findings

struct MisshapenObjects {
  private(set) var problems: [Problem] = []

  /// What was found in objects of one kind, and where: the first values of many.
  fileprivate struct Flaw: Sendable {
    let code: Code
    let severity: Severity
    let message: String
    var values: [Value]
    var count = 1
  }

  fileprivate enum Code: String, Sendable {
    case misspeltField = "misspelt-field"
    case misspeltValue = "misspelt-value"
    case misplacedField = "misplaced-field"
    case missingField = "missing-field"
    case unfitValue = "unfit-value"
  }

  /// - Parameter jobs: threads that look through the objects.
  init(_ buckets: [ResourceCollector.Bucket], _ store: DocumentStore, jobs: Int) {
    let known = KubernetesFields(store)
    let size = 2_000
    var pieces: [(definition: Int, kind: String, entries: ArraySlice<ResourceEntry>)] = []
    for bucket in buckets {
      guard let definition = known.definition(ofKind: bucket.kind, apiVersion: bucket.apiVersion)
      else { continue }
      for start in stride(from: 0, to: bucket.entries.count, by: size) {
        let entries = bucket.entries[start..<min(start + size, bucket.entries.count)]
        pieces.append((definition, bucket.kind, entries))
      }
    }
    let all = pieces
    let found = inParallel(all.count, threads: jobs) { i -> [Flaw] in
      var walk = FieldWalk(known, store, kind: all[i].kind)
      for entry in all[i].entries { walk.check(entry.value, all[i].definition) }
      return walk.flaws
    }
    var tally = ProblemTally()
    for flaw in found.joined() {
      for (index, value) in flaw.values.enumerated() {
        var problem = Problem(
          flaw.code.rawValue, flaw.severity, flaw.message,
          help: "an API server writes no such object: export it again, as it is")
        if index == 0 { problem.count = flaw.count - flaw.values.count + 1 }
        tally.add(
          problem, inFile: store.source(of: value)?.path ?? "", at: store.place(of: value))
      }
    }
    problems = tally.problems
  }
}

/// Walks through objects of one kind along the definitions of their fields.
private struct FieldWalk {
  private let known: KubernetesFields
  private let store: DocumentStore
  private let memory: Memory
  private let kind: String
  private(set) var flaws: [MisshapenObjects.Flaw] = []
  private var numbers: [String: Int] = [:]
  private var count = 0
  /// The keys on the way from the object to the value at hand.
  private var path: [UInt32] = []
  /// The definitions of the objects around it.
  private var around: [Int] = []
  private var plans: [PlanKey: Int] = [:]
  private var made: [Plan] = []

  /// Flaws that are looked at in a piece: what is beyond is like them.
  private static let limit = 1_000
  /// Missing fields of one object that are named.
  private static let namedFields = 3

  private struct PlanKey: Hashable {
    let definition: Int
    let shape: UInt32
  }

  /// What to do with each map of some keys: the same for all of them.
  private struct Plan {
    struct Step {
      let slot: Int
      let key: UInt32
      let type: KubernetesFields.FieldType
    }

    var steps: [Step] = []
    /// Slots of keys that are no fields.
    var strangers: [(slot: Int, key: UInt32)] = []
    var missing: [UInt32] = []

    var isOdd: Bool { !strangers.isEmpty || !missing.isEmpty }
  }

  init(_ known: KubernetesFields, _ store: DocumentStore, kind: String) {
    self.known = known
    self.store = store
    memory = store.memory
    self.kind = kind
  }

  mutating func check(_ object: Value, _ definition: Int) {
    guard count < FieldWalk.limit, object.tag == .map, object.form == .document else {
      return
    }
    let number = plan(definition, memory.shape(of: object))
    if made[number].isOdd, object.tail == 0 {
      reportKeys(of: object, definition, made[number])
    }
    around.append(definition)
    for index in made[number].steps.indices {
      let step = made[number].steps[index]
      path.append(step.key)
      check(memory.value(slot: step.slot, of: object), step.type, step.type.wrappings[...])
      path.removeLast()
    }
    around.removeLast()
  }

  private mutating func plan(_ definition: Int, _ shape: UInt32) -> Int {
    let key = PlanKey(definition: definition, shape: shape)
    if let known = plans[key] { return known }
    var plan = Plan()
    let fields = known.definitions[definition].fields
    let record = memory.shapeRecord(shape)
    for slot in 0..<Int(record[0]) {
      let key = record[1 + slot]
      if let type = fields[key] {
        if type.content != .anything || !type.wrappings.isEmpty {
          plan.steps.append(Plan.Step(slot: slot, key: key, type: type))
        }
      } else {
        plan.strangers.append((slot, key))
      }
    }
    for key in known.definitions[definition].always where memory.slot(of: key, in: shape) < 0 {
      plan.missing.append(key)
    }
    plans[key] = made.count
    made.append(plan)
    return made.count - 1
  }

  private mutating func check(
    _ value: Value, _ type: KubernetesFields.FieldType,
    _ wrappings: ArraySlice<KubernetesFields.FieldType.Wrapping>
  ) {
    switch value.tag {
    case .null, .hidden, .unknown: return
    default: break
    }
    switch (wrappings.first, value.tag) {
    case (.list, .list):
      for i in 0..<memory.count(list: value) {
        check(memory.element(i, of: value), type, wrappings.dropFirst())
      }
    case (.map, .map):
      guard value.form == .document else { return }
      for slot in 0..<memory.count(map: value) {
        check(memory.value(slot: slot, of: value), type, wrappings.dropFirst())
      }
    case (.list, _): reportUnfit(value, "a list")
    case (.map, _): reportUnfit(value, "a map")
    case (nil, _): check(value, type.content)
    }
  }

  private mutating func check(_ value: Value, _ content: KubernetesFields.FieldType.Content) {
    switch content {
    case .anything: break
    case .text: if value.tag != .string { reportUnfit(value, "text") }
    case .number:
      if ![.int, .uint, .double].contains(value.tag) { reportUnfit(value, "a number") }
    case .flag: if value.tag != .bool { reportUnfit(value, "true or false") }
    case .quantity:
      if ![.string, .int, .uint, .double].contains(value.tag) { reportUnfit(value, "a quantity") }
    case .time: checkTime(value, length: "2006-01-02T15:04:05Z".utf8.count)
    case .microTime: checkTime(value, length: "2006-01-02T15:04:05.000000Z".utf8.count)
    case .words(let range): checkWord(value, range)
    case .object(let definition):
      if value.tag == .map { check(value, definition) } else { reportUnfit(value, "a map") }
    }
  }

  /// API servers write times of one length. Only others are read: looking at the text of all times
  /// would bring all pages of an export into memory again.
  private mutating func checkTime(_ value: Value, length: Int) {
    guard value.tag == .string else { return reportUnfit(value, "a time") }
    guard value.byteCount != length else { return }
    if Timestamp(memory.bytes(of: value), spelling: .rfc3339) == nil {
      reportUnfit(value, "a time")
    }
  }

  private mutating func checkWord(_ value: Value, _ range: Range<Int>) {
    guard value.tag == .string else { return reportUnfit(value, "text") }
    let bytes = memory.bytes(of: value)
    let words = known.words[range]
    if words.contains(where: { $0.utf8.elementsEqual(bytes) }) { return }
    let text = DocumentValue(value, in: store).string ?? ""
    // What is near none may be of a later Kubernetes.
    guard let meant = closestWord(to: text, among: words, most: 1) else { return }
    report(
      .misspeltValue, .error, value,
      "is \"\(text)\", which Kubernetes does not know; did you mean \"\(meant)\"?")
  }

  // MARK: What is said

  private mutating func reportKeys(of object: Value, _ definition: Int, _ plan: Plan) {
    let fields = known.definitions[definition].fields
    var misspelt: Set<String> = []
    for (slot, key) in plan.strangers {
      let value = memory.value(slot: slot, of: object)
      let name = name(of: key)
      // Rancher's API of all types calls an object's own `type` so.
      if name.hasPrefix("_") { continue }
      path.append(key)
      if let meant = closestWord(to: name, among: fields.keys.lazy.map(self.name), most: 1) {
        misspelt.insert(meant)
        report(
          .misspeltField, .error, value,
          "is a field that Kubernetes does not know; did you mean \"\(meant)\"?")
      } else if isOfNeighbour(key, fields) {
        report(.misplacedField, .warning, value, "is a field that Kubernetes does not know there")
      }
      path.removeLast()
    }
    let missing = plan.missing.map(self.name).filter { !misspelt.contains($0) }
    guard !missing.isEmpty else { return }
    let named = missing.prefix(FieldWalk.namedFields).joined(separator: ", ")
    let others = missing.count - FieldWalk.namedFields
    // An object that lacks most of what it must have was trimmed on purpose, by a tool or by hand.
    let isTrimmed = missing.count * 2 > known.definitions[definition].always.count
    report(
      .missingField, isTrimmed ? .note : .warning, object,
      "lacks \(named)\(others > 0 ? " and \(others) more" : ""), which an API server always writes")
  }

  /// Whether a key is a field of the object around this one, or of one that lies in it: a line that
  /// lost its indentation.
  private func isOfNeighbour(_ key: UInt32, _ fields: [UInt32: KubernetesFields.FieldType]) -> Bool
  {
    // Rancher and other tools add fields of their own to the object itself.
    guard let outer = around.last else { return false }
    if known.definitions[outer].fields[key] != nil { return true }
    return fields.values.contains { type in
      guard case .object(let inner) = type.content else { return false }
      return known.definitions[inner].fields[key] != nil
    }
  }

  private mutating func reportUnfit(_ value: Value, _ wanted: String) {
    report(.unfitValue, .warning, value, "is not \(wanted)")
  }

  private mutating func report(
    _ code: MisshapenObjects.Code, _ severity: Severity, _ value: Value, _ what: String
  ) {
    guard count < FieldWalk.limit else { return }
    count += 1
    let field = path.map(name).joined(separator: ".")
    let message = "\(field.isEmpty ? "" : "\(field) of ")this \(kind) \(what)"
    if let number = numbers[message] {
      flaws[number].count += 1
      if flaws[number].values.count < ProblemTally.placeLimit { flaws[number].values.append(value) }
      return
    }
    numbers[message] = flaws.count
    flaws.append(
      MisshapenObjects.Flaw(code: code, severity: severity, message: message, values: [value]))
  }

  private func name(of key: UInt32) -> String {
    String(decoding: memory.bytes(of: memory.keyValue(key)), as: UTF8.self)
  }
}
