// An evaluator owns everything that an evaluation writes, so that evaluations on several threads
// share nothing but what never changes: programs, constants, documents.
//
//     globals    values of the environment's variables; stay until they are set anew
//     locals     variables of macros; a program that is evaluated within another one (a lazy
//                variable) gets the slots after those
//     caches     where selections found their fields last; stay, and only ever speed up
//     scratch    values and texts that were made; gone at the next reset
//     errors     what error values say; gone at the next reset
//     reasons    sets of reasons of unknown values; forgotten when there are many

import Basics
import Documents

/// Evaluates programs on one thread, one subject after another.
///
/// Values that an evaluation makes live until `reset()`; a value of a document lives as long as its
/// store. All programs of environments with the same constant pool may be evaluated.
public final class Evaluator {
  public let store: DocumentStore
  let arena: ScratchArena
  let state: UnsafeMutablePointer<EvaluationState>
  var reasonSets = ReasonSets()
  var errors: [ErrorRecord] = []
  var messages: [String] = []
  var tracer: Tracer?
  /// Programs that are evaluated instead of the bodies of defined functions, by the bodies' ids.
  public var replacements: [Int: Program] = [:]
  let timeZones = TimeZoneDatabase()
  private var patterns: [ExactText: Result<Regex, LibraryError>] = [:]
  /// URLs that were parsed.
  var urls = KnownURLs()
  private let localBase: UnsafeMutablePointer<Value>
  /// Lazy variables whose value was found for the current subject.
  private var resolved: [Int] = []
  /// Finds the value of a lazy variable, by its index; called at most once for each subject.
  public var provider: ((Evaluation, Int) -> Value)?
  /// What the host's functions need besides their arguments; theirs alone.
  public var host: AnyObject?

  // Together 32 MiB: what one subject's expressions may take beside the documents, whatever they
  // cost; as many subjects are judged at a time as there are threads.

  /// Values that one subject's evaluations can make, 16 bytes each; they take memory when used.
  static let valueLimit = 1 << 20
  /// Values that can be on the stack at a time, after the others.
  static let stackLimit = 1 << 19
  /// Bytes of text that one subject's evaluations can make.
  static let textLimit = 8 << 20
  /// Variables of macros of all programs that are being evaluated at a time.
  static let localLimit = 1 << 14

  /// nil if the store has no arena left.
  ///
  /// - Parameter room: How many times what one subject's evaluations may make there may be, where
  ///   more than one subject's values are kept.
  public init?(store: DocumentStore, room: Int = 1) {
    let (valueLimit, stackLimit) = (Evaluator.valueLimit * room, Evaluator.stackLimit * room)
    let textLimit = Evaluator.textLimit * room
    guard
      let arena = ScratchArena(
        store: store, valueLimit: valueLimit + stackLimit, textLimit: textLimit)
    else { return nil }
    self.store = store
    self.arena = arena
    state = .allocate(capacity: 1)
    let globals = UnsafeMutablePointer<Value>.allocate(capacity: 64)
    globals.initialize(repeating: .unset, count: 64)
    let locals = UnsafeMutablePointer<Value>.allocate(capacity: Evaluator.localLimit)
    locals.initialize(repeating: .null, count: Evaluator.localLimit)
    localBase = locals
    state.initialize(
      to: EvaluationState(
        memory: store.memory, globals: globals, globalCapacity: 64, locals: locals,
        caches: .allocate(capacity: 1), values: arena.values,
        valueLimit: valueLimit,
        texts: arena.texts, textLimit: textLimit,
        stack: arena.values + valueLimit,
        stackLimit: stackLimit,
        scratch: arena.number, owner: .passUnretained(self)))
  }

  deinit {
    state.pointee.globals.deallocate()
    localBase.deallocate()
    state.pointee.caches.deallocate()
    state.deallocate()
  }

  /// The handle that host functions are given; for making values outside an evaluation.
  public var evaluation: Evaluation { Evaluation(state: state) }

  // MARK: Variables

  /// Gives a variable its value, which stays until it is given another.
  public func set(_ index: Int, to value: Value) {
    reserveGlobals(index + 1)
    state.pointee.globals[index] = value
  }

  /// Takes a variable's value away; a lazy one will be asked for again.
  public func unset(_ index: Int) { set(index, to: .unset) }

  /// Ends a subject: all values that were made are gone, and lazy variables have none.
  public func reset() {
    if state.pointee.isOwnerUsed { clear() }
    if state.pointee.valueCount > 1 << 18 || state.pointee.textCount > 1 << 22 {
      arena.shrink(valuesKept: 1 << 16, textsKept: 1 << 20)
    }
    state.pointee.valueCount = 1
    state.pointee.textCount = 0
    state.pointee.stackCount = 0
    state.pointee.cost = 0
    state.pointee.isMemoryExceeded = false
  }

  @inline(never)
  private func clear() {
    for index in resolved { state.pointee.globals[index] = .unset }
    resolved.removeAll(keepingCapacity: true)
    errors.removeAll(keepingCapacity: true)
    messages.removeAll(keepingCapacity: true)
    reasonSets.renew()
    state.pointee.isOwnerUsed = false
  }

  private func reserveGlobals(_ count: Int) {
    guard count > state.pointee.globalCapacity else { return }
    let capacity = max(count, 2 * state.pointee.globalCapacity)
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    larger.initialize(repeating: .unset, count: capacity)
    larger.update(from: state.pointee.globals, count: state.pointee.globalCapacity)
    state.pointee.globals.deallocate()
    state.pointee.globals = larger
    state.pointee.globalCapacity = capacity
  }

  private func reserveCaches(_ count: Int) {
    guard count > state.pointee.cacheCapacity else { return }
    let capacity = max(count + 256, 2 * state.pointee.cacheCapacity)
    state.pointee.caches.deallocate()
    state.pointee.caches = .allocate(capacity: capacity)
    state.pointee.caches.initialize(repeating: SelectionCache(), count: capacity)
    state.pointee.cacheCapacity = capacity
  }

  func reserveSites(_ count: Int) {
    if count > state.pointee.cacheCapacity { reserveCaches(count) }
  }

  // MARK: Evaluating

  /// Cost of the last evaluation, in the units of Kubernetes' cost model.
  public var cost: UInt64 { state.pointee.cost }

  /// The value of a program for the variables as they are set.
  ///
  /// - Parameter costLimit: in the units of Kubernetes' cost model; an evaluation that needs more
  ///   is an error. Kubernetes grants 1,000,000 to an expression.
  public func evaluate(_ program: Program, costLimit: UInt64 = 1_000_000) -> Value {
    prepare(program)
    state.pointee.cost = program.cost
    state.pointee.costLimit = costLimit
    state.pointee.stackCount = 0
    state.pointee.program = program.number
    state.pointee.localCount = program.localCount
    state.pointee.isMemoryExceeded = false
    state.pointee.depth = 0
    return evaluation.withinLimits(program.code(Evaluation(state: state)))
  }

  @inline(__always)
  func prepare(_ program: Program) {
    if program.siteLimit > state.pointee.cacheCapacity { reserveCaches(program.siteLimit) }
    if program.globalCount > state.pointee.globalCapacity { reserveGlobals(program.globalCount) }
  }

  /// Whether `count` more variables of macros fit.
  func hasRoom(for count: Int, at base: UnsafeMutablePointer<Value>) -> Bool {
    base - localBase + count <= Evaluator.localLimit
  }

  /// The value of a lazy variable, or an error where it has none.
  func resolve(_ index: Int, name: Value, at expression: Expression.ID) -> Value {
    let current = state.pointee.globals[index]
    guard current.isUnset else { return current }
    let e = Evaluation(state: state)
    if current.payload == Value.pending.payload { return e.error(.cycle, name, at: expression) }
    guard let provider else { return e.error(.unboundVariable, name, at: expression) }
    state.pointee.globals[index] = .pending
    let value = provider(e, index)
    state.pointee.globals[index] = value
    resolved.append(index)
    state.pointee.isOwnerUsed = true
    if value.isUnset { return e.error(.unboundVariable, name, at: expression) }
    return value
  }

  /// A regular expression that is not constant; those used lately are kept.
  func regex(_ pattern: UTF8Bytes) throws(LibraryError) -> Regex {
    let text = ExactText(String(pattern))
    if let known = patterns[text] { return try known.get() }
    if patterns.count >= 64 { patterns.removeAll() }
    let result: Result<Regex, LibraryError>
    // Kubernetes does not count this; a few letters can make a large program.
    evaluation.charge(UInt64(pattern.count) / 10)
    do throws(LibraryError) {
      let regex = try Regex(pattern)
      evaluation.charge(UInt64(regex.programSize) / 10)
      result = .success(regex)
    } catch {
      result = .failure(error)
    }
    patterns[text] = result
    return try result.get()
  }

  // MARK: Reading results

  /// The numbers of the reasons for which a value is unknown or hidden, or for which a list or map
  /// may have more elements than are known; in ascending order.
  public func reasons(of value: Value) -> [UInt32] {
    switch value.tag {
    case .unknown, .hidden: return reasonSets.members(value.reasons)
    case .list, .map: return reasonSets.members(value.tail)
    default: return []
    }
  }

  /// The number under which an unknown with all of these reasons travels.
  public func reasons(_ members: [UInt32]) -> UInt32 {
    reasonSets.number(of: Set(members).sorted())
  }

  /// The text of a string value; nil for anything else.
  public func string(_ value: Value) -> String? {
    guard value.tag == .string else { return nil }
    return String(decoding: store.memory.bytes(of: value), as: UTF8.self)
  }
}

extension Evaluation {
  /// Evaluates another program within this evaluation, at its cost; for lazy variables.
  public func evaluate(_ program: Program) -> Value {
    evaluate(program, program.code, program.cost, localCount: program.localCount)
  }

  /// The same, as a part of the trace that is being recorded.
  func evaluate(_ program: Program, _ tracer: Tracer) -> Value {
    let traced = program.traced()
    evaluator.reserveSites(traced.siteLimit)
    tracer.enterBody()
    defer { tracer.leaveBody(program) }
    return evaluate(program, traced.code, traced.cost, localCount: traced.localCount)
  }

  private func evaluate(
    _ program: Program, _ code: Code, _ cost: UInt64, localCount: Int
  ) -> Value {
    let outer = (state.pointee.locals, state.pointee.localCount, state.pointee.program)
    let owner = evaluator
    owner.prepare(program)
    let base = outer.0 + outer.1
    guard owner.hasRoom(for: localCount, at: base) else { return memoryExceeded() }
    state.pointee.locals = base
    state.pointee.localCount = localCount
    state.pointee.program = program.number
    charge(cost)
    let value = code(self)
    (state.pointee.locals, state.pointee.localCount, state.pointee.program) = outer
    return withinLimits(value)
  }

  /// The same at a cost of its own, which is given back; the outer evaluation pays nothing.
  public func evaluate(_ program: Program, costLimit: UInt64) -> (value: Value, cost: UInt64) {
    let outer = (
      state.pointee.cost, state.pointee.costLimit, state.pointee.isMemoryExceeded
    )
    // Nor does a merge that one of them paid for make the other cheaper.
    let paid = evaluator.reasonSets.paid
    evaluator.reasonSets.paid = []
    defer { evaluator.reasonSets.paid = paid }
    state.pointee.cost = 0
    state.pointee.costLimit = costLimit
    let value = evaluate(program)
    let cost = state.pointee.cost
    (state.pointee.cost, state.pointee.costLimit, state.pointee.isMemoryExceeded) = outer
    return (value, cost)
  }
}
