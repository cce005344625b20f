import Basics
import Documents
import Findings

/// Walks through objects of one kind along the definitions of their fields.
struct FieldWalk {
  private let known: KubernetesFields
  private let store: DocumentStore
  private let memory: Memory
  private let kind: String
  /// Who knows the fields, in messages.
  private let knower: String
  private(set) var result = Result()
  private var numbers: [FlawKey: Int] = [:]
  /// The keys on the way from the object to the value at hand.
  private var path: [UInt32] = []
  /// The definitions of the objects around it.
  private var around: [Int] = []
  private var plans: [PlanKey: Int] = [:]
  private var made: [Plan] = []
  /// The steps of all plans, one after the other.
  private var steps: [Step] = []
  /// The plan that the last object of each definition had: neighbours mostly have the same keys.
  private var latest: [Latest]
  private var strangers: [StrangerKey: Stranger] = [:]
  private var neighbours: [Int: Neighbours] = [:]

  struct Result: Sendable {
    var flaws: [MisshapenObjects.Flaw] = []
    /// Fields that are misspelt or misplaced: what holds a credential is known by its field.
    var concealed: [(map: Value, slots: Range<Int>)] = []
    /// Values that Kubernetes does not write where they stand: rules would take them for others.
    var unfit: [Value] = []
    var unfitSlots: [(map: Value, slot: Int)] = []
  }

  /// Different flaws that are kept of a piece; the others of each are counted.
  private static let limit = 1_000
  /// Values of a piece that rules do not see.
  private static let unfitLimit = 10_000
  /// Missing fields of one object that are named.
  private static let namedFields = 3
  /// Shorter words are near too many others.
  private static let shortestField = 3
  private static let shortestWord = 3

  /// What makes two flaws the same.
  private struct FlawKey: Hashable {
    let code: MisshapenObjects.Code
    let path: [UInt32]
    /// The shape that lacks fields, the hash of a misspelt word; else 0.
    let detail: Int
  }

  private struct PlanKey: Hashable {
    let definition: Int
    let shape: UInt32
  }

  private struct StrangerKey: Hashable {
    let definition: Int
    let key: UInt32
  }

  /// A key that is no field of its object.
  private struct Stranger {
    /// What was meant, if that is another key.
    let meant: String?
    /// Whether it is a field of an object that lies in this one.
    let isOfInner: Bool
  }

  /// What the fields of a definition are called, and what lies in them.
  private struct Neighbours {
    let names: [String]
    let inner: Set<UInt32>
  }

  private struct Latest {
    var shape: UInt32 = 0
    var plan = -1
  }

  /// What to do with the value of one key. There are millions of values, and most are right at a
  /// glance: it refers to what is only needed for the others, so that nothing is retained.
  private struct Step {
    let slot: Int
    let key: UInt32
    let definition: Int
    let glance: Glance
    /// Whether an API server never writes null there.
    let isNeverNull: Bool
  }

  /// Which values of a field are right whatever they are.
  private enum Glance {
    case text, number, flag, texts
    /// Text of so many bytes.
    case time(Int)
    /// A map of this definition; a list of such.
    case object(Int)
    case objects(Int)
    case none

    init(_ type: KubernetesFields.FieldType) {
      self =
        switch (type.content, type.wrappings) {
        case (.text, []): .text
        case (.number, []): .number
        case (.flag, []): .flag
        case (.text, [.map]): .texts
        case (.time, []): .time(FieldWalk.timeLength)
        case (.microTime, []): .time(FieldWalk.microTimeLength)
        case (.object(let definition), []): .object(definition)
        case (.object(let definition), [.list]): .objects(definition)
        default: .none
        }
    }
  }

  /// What to do with each map of some keys: the same for all of them.
  private struct Plan {
    /// In `steps`.
    var steps = 0..<0
    /// Keys that are no fields, and that may be misspelt or misplaced.
    var strangers: [(slot: Int, key: UInt32, stranger: Stranger)] = []
    var missing: [UInt32] = []
    /// More keys that are no fields than are looked at one by one.
    var rest: [Int] = []

    var isOdd: Bool { !strangers.isEmpty || !missing.isEmpty }
  }

  /// - Parameter definition: Of the objects.
  init(_ known: KubernetesFields, _ store: DocumentStore, kind: String, _ definition: Int) {
    self.known = known
    self.store = store
    memory = store.memory
    self.kind = kind
    knower = known.table.definitions[definition].isCustom ? "its definition" : "Kubernetes"
    latest = Array(repeating: Latest(), count: known.table.definitions.count)
  }

  mutating func check(_ object: Value, _ definition: Int) {
    guard object.tag == .map, object.form == .document else { return }
    let shape = memory.shape(of: object)
    let number = plan(definition, shape)
    if made[number].isOdd, object.tail == 0 { reportKeys(of: object, definition, made[number]) }
    around.append(definition)
    for index in made[number].steps {
      let step = steps[index]
      let value = memory.value(slot: step.slot, of: object)
      if isRight(value, step.glance) { continue }
      path.append(step.key)
      switch (step.glance, value.tag) {
      case (.object(let inner), .map): check(value, inner)
      case (.objects(let inner), .list): checkEach(value, inner)
      default:
        let before = result.unfit.count
        checkClosely(value, step)
        // The field of an item that had no kind only refers to the item's.
        if result.unfit.count > before, value.arena != object.arena {
          result.unfitSlots.append((object, step.slot))
        }
      }
      path.removeLast()
    }
    around.removeLast()
  }

  private func isRight(_ value: Value, _ glance: Glance) -> Bool {
    switch glance {
    case .text: return value.tag == .string
    case .number: return value.tag == .int
    case .flag: return value.tag == .bool
    case .texts:
      guard value.tag == .map, value.form == .document else { return false }
      for slot in 0..<memory.count(map: value)
      where memory.value(slot: slot, of: value).tag != .string {
        return false
      }
      return true
    case .time(let length): return value.tag == .string && value.byteCount == length
    case .object, .objects, .none: return false
    }
  }

  private mutating func checkEach(_ list: Value, _ definition: Int) {
    for i in 0..<memory.count(list: list) {
      let element = memory.element(i, of: list)
      switch element.tag {
      case .map: check(element, definition)
      case .null: reportNull(element)
      default: check(element, KubernetesFields.FieldType(content: .object(definition)), [])
      }
    }
  }

  private mutating func checkClosely(_ value: Value, _ step: Step) {
    guard let type = known.type(of: step.key, in: step.definition) else { return }
    if step.isNeverNull, value.tag == .null { reportNull(value) }
    check(value, type, type.wrappings[...])
  }

  private mutating func check(
    _ value: Value, _ type: KubernetesFields.FieldType,
    _ wrappings: ArraySlice<KubernetesFields.FieldType.Wrapping>
  ) {
    switch value.tag {
    case .hidden, .unknown: return
    case .null:
      // A list or map may be null, and nothing in it.
      if wrappings.count < type.wrappings.count, type.content != .anything { reportNull(value) }
      return
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
    case (nil, _):
      check(
        value, type.content, isOpen: type.isOpen,
        mayBeEmpty: type.wrappings.isEmpty && !type.isCustom)
    }
  }

  private mutating func check(
    _ value: Value, _ content: KubernetesFields.FieldType.Content, isOpen: Bool, mayBeEmpty: Bool
  ) {
    switch content {
    case .anything: break
    case .text: if value.tag != .string { reportUnfit(value, "text") }
    case .number:
      if ![.int, .uint, .double].contains(value.tag) { reportUnfit(value, "a number") }
    case .flag: if value.tag != .bool { reportUnfit(value, "true or false") }
    case .quantity:
      let isQuantity =
        switch value.tag {
        case .string: QuantityForm.fits(memory.bytes(of: value))
        case .int, .uint, .double: true
        default: false
        }
      if !isQuantity { reportUnfit(value, "a quantity") }
    case .time: checkTime(value, length: FieldWalk.timeLength)
    case .microTime: checkTime(value, length: FieldWalk.microTimeLength)
    case .words(let range):
      // What is not set may be empty.
      if value.tag == .string, value.byteCount == 0, mayBeEmpty { return }
      checkWord(value, known.table.words[range], isOpen: isOpen)
    case .object(let definition):
      if value.tag == .map { check(value, definition) } else { reportUnfit(value, "a map") }
    }
  }

  private static let timeLength = "2006-01-02T15:04:05Z".utf8.count
  private static let microTimeLength = "2006-01-02T15:04:05.000000Z".utf8.count

  /// API servers write times of one length. Only others are read: looking at the text of all times
  /// would bring all pages of an export into memory again.
  private mutating func checkTime(_ value: Value, length: Int) {
    guard value.tag == .string else { return reportUnfit(value, "a time") }
    guard value.byteCount != length else { return }
    if Timestamp(memory.bytes(of: value), spelling: .rfc3339) == nil {
      reportUnfit(value, "a time")
    }
  }

  private mutating func checkWord(_ value: Value, _ words: ArraySlice<String>, isOpen: Bool) {
    guard value.tag == .string else { return reportUnfit(value, "text") }
    let bytes = memory.bytes(of: value)
    if words.contains(where: { $0.utf8.elementsEqual(bytes) }) { return }
    let text = String(decoding: bytes.prefix(FieldWalk.longestWord + 1), as: UTF8.self)
    let isWord = (FieldWalk.shortestWord...FieldWalk.longestWord).contains(bytes.count)
    if isWord, let meant = closestWord(to: text, among: words, most: 1) {
      report(.misspeltValue, .error, value, detail: text.hashValue) { [knower] in
        "is \"\(text)\", which \(knower) does not know; did you mean \"\(meant)\"?"
      }
    } else if !isOpen {
      // It may be of a later version.
      let shown = bytes.count > FieldWalk.longestWord ? text + "…" : text
      report(.unknownValue, .warning, value, detail: text.hashValue) { [knower] in
        "is \(QuotedText.json(shown)), which \(knower) does not know: it knows "
          + words.filter { !$0.isEmpty }.joined(separator: ", ")
      }
      doubt(value)
    }
  }

  /// No word of Kubernetes is longer; a longer text is near none.
  private static let longestWord = 64

  // MARK: Plans

  private mutating func plan(_ definition: Int, _ shape: UInt32) -> Int {
    if latest[definition].shape == shape, latest[definition].plan >= 0 {
      return latest[definition].plan
    }
    let planKey = PlanKey(definition: definition, shape: shape)
    let number = plans[planKey] ?? makePlan(planKey)
    latest[definition] = Latest(shape: shape, plan: number)
    return number
  }

  private mutating func makePlan(_ planKey: PlanKey) -> Int {
    let (definition, shape) = (planKey.definition, planKey.shape)
    var plan = Plan(steps: steps.count..<steps.count)
    let record = memory.shapeRecord(shape)
    var misspelt: Set<String> = []
    for slot in 0..<Int(record[0]) {
      let key = record[1 + slot]
      if let type = known.type(of: key, in: definition) {
        if type.content != .anything || !type.wrappings.isEmpty {
          steps.append(
            Step(
              slot: slot, key: key, definition: definition, glance: Glance(type),
              isNeverNull: type.isNeverNull))
        }
        continue
      }
      guard plan.strangers.count < FieldWalk.limit else {
        plan.rest.append(slot)
        continue
      }
      var stranger = stranger(key, in: definition)
      if let meant = stranger.meant {
        // A field that stands beside the one that it is near to is another one, of a later version.
        let isBeside = store.key(meant).map { memory.slot(of: $0, in: shape) >= 0 } ?? false
        if isBeside { stranger = Stranger(meant: nil, isOfInner: false) }
        misspelt.insert(meant)
      }
      // Also one that says nothing by itself: it may be a field of the object around.
      plan.strangers.append((slot, key, stranger))
    }
    for key in known.always(in: definition) where memory.slot(of: key, in: shape) < 0 {
      if !misspelt.contains(name(of: key)) { plan.missing.append(key) }
    }
    plan.steps = plan.steps.lowerBound..<steps.count
    plans[planKey] = made.count
    made.append(plan)
    return made.count - 1
  }

  private mutating func stranger(_ key: UInt32, in definition: Int) -> Stranger {
    let strangerKey = StrangerKey(definition: definition, key: key)
    if let known = strangers[strangerKey] { return known }
    let neighbours = neighbours(of: definition)
    let name = name(of: key)
    // Rancher's API of all types calls an object's own `type` `_type`.
    let mayBeMisspelt =
      (FieldWalk.shortestField...FieldWalk.longestWord).contains(name.utf8.count)
      && !name.hasPrefix("_")
    var meant = mayBeMisspelt ? closestWord(to: name, among: neighbours.names, most: 1) : nil
    // Later versions put a list beside what was one: `podIPs`, `clusterIPs`.
    if let word = meant, !word.hasSuffix("s"), name == word + "s" { meant = nil }
    let stranger = Stranger(meant: meant, isOfInner: neighbours.inner.contains(key))
    strangers[strangerKey] = stranger
    return stranger
  }

  private mutating func neighbours(of definition: Int) -> Neighbours {
    if let known = neighbours[definition] { return known }
    let fields = known.fields(of: definition)
    var inner: Set<UInt32> = []
    for (_, type) in fields {
      if case .object(let number) = type.content {
        inner.formUnion(known.fields(of: number).map(\.key))
      }
    }
    let made = Neighbours(names: fields.map { name(of: $0.key) }.sortedByBytes(), inner: inner)
    neighbours[definition] = made
    return made
  }

  // MARK: What is said

  private mutating func reportKeys(of object: Value, _ definition: Int, _ plan: Plan) {
    for (slot, key, stranger) in plan.strangers {
      // Rancher and other tools add fields of their own to the object itself.
      let isMisplaced = around.last.map {
        stranger.isOfInner || known.type(of: key, in: $0) != nil
      }
      guard stranger.meant != nil || isMisplaced == true else { continue }
      let value = conceal(slot, of: object)
      path.append(key)
      if let meant = stranger.meant {
        report(.misspeltField, .error, value) { [knower] in
          "is a field that \(knower) does not know; did you mean \"\(meant)\"?"
        }
      } else {
        report(.misplacedField, .warning, value) { [knower] in
          "is a field that \(knower) does not know there"
        }
      }
      path.removeLast()
    }
    if !plan.rest.isEmpty {
      for slot in plan.rest { conceal(slot, of: object) }
      report(.misspeltField, .error, object) { [knower] in
        "has more than \(FieldWalk.limit) fields that \(knower) does not know"
      }
    }
    guard !plan.missing.isEmpty else { return }
    // An object that lacks most of what it must have was trimmed on purpose, by a tool or by hand.
    let isTrimmed = plan.missing.count * 2 > known.always(in: definition).count
    let shape = Int(memory.shape(of: object))
    report(.missingField, isTrimmed ? .note : .warning, object, detail: shape) { [self] in
      let named = plan.missing.prefix(FieldWalk.namedFields).map(name).joined(separator: ", ")
      let others = plan.missing.count - FieldWalk.namedFields
      return "lacks \(named)\(others > 0 ? " and \(others) more" : ""), which an API server always "
        + "writes"
    }
  }

  @discardableResult
  private mutating func conceal(_ slot: Int, of object: Value) -> Value {
    let last = result.concealed.indices.last
    if let last, result.concealed[last].map.index == object.index,
      result.concealed[last].map.arena == object.arena,
      result.concealed[last].slots.upperBound == slot
    {
      result.concealed[last].slots = result.concealed[last].slots.lowerBound..<slot + 1
    } else {
      result.concealed.append((object, slot..<slot + 1))
    }
    return memory.value(slot: slot, of: object)
  }

  private mutating func reportNull(_ value: Value) {
    report(.unfitValue, .warning, value) { "is null, which an API server never writes there" }
    doubt(value)
  }

  private mutating func reportUnfit(_ value: Value, _ wanted: String) {
    // Of a list or map there is nothing that could be kept from rules, if it is empty.
    let isContainer = value.tag == .list || value.tag == .map
    report(.unfitValue, isContainer ? .error : .warning, value) { "is not \(wanted)" }
    doubt(value)
  }

  /// Keeps a value from rules.
  private mutating func doubt(_ value: Value) {
    guard result.unfit.count < FieldWalk.unfitLimit else {
      return report(.unfitValue, .error, value, detail: 2) {
        "is one of more than \(FieldWalk.unfitLimit) values that an API server does not write"
      }
    }
    result.unfit.append(value)
  }

  /// - Parameters:
  ///   - detail: tells flaws of one code at one path apart.
  ///   - what: is only asked for the first of them.
  private mutating func report(
    _ code: MisshapenObjects.Code, _ severity: Severity, _ value: Value, detail: Int = 0,
    _ what: () -> String
  ) {
    let key = FlawKey(code: code, path: path, detail: detail)
    if let number = numbers[key] {
      result.flaws[number].count += 1
      if result.flaws[number].values.count < ProblemTally.placeLimit {
        result.flaws[number].values.append(value)
      }
      return
    }
    // Errors have room of their own: what is only worth knowing hides none of them.
    guard result.flaws.count < FieldWalk.limit * (severity == .error ? 2 : 1) else { return }
    let field = path.map(name).joined(separator: ".")
    let message = "\(field.isEmpty ? "" : "\(field) of ")this \(kind) \(what())"
    numbers[key] = result.flaws.count
    result.flaws.append(
      MisshapenObjects.Flaw(code: code, severity: severity, message: message, values: [value]))
  }

  private func name(of key: UInt32) -> String {
    String(decoding: memory.bytes(of: memory.keyValue(key)), as: UTF8.self)
  }
}
