import CEL
import Documents

/// Compiles and evaluates expressions, and asks:
///
/// - that diagnostics lie in the text and can be shown;
/// - that an evaluation with a trace gives the value that one without gives, and a second
///   evaluation that of the first, at the same cost, which stays below the limit;
/// - that it makes no difference to a value whether types were checked.
enum ExpressionTrial {
  static func parser(_ bytes: UnsafeBufferPointer<UInt8>) {
    var input = InputBytes(bytes)
    let text =
      input.next() & 1 == 0
      ? String(decoding: input.rest(), as: UTF8.self) : ExpressionText.make(&input)
    switch Environment.parse(text) {
    case .failure(let failure): show(failure, text)
    case .success(let syntax):
      let range = syntax.range(of: syntax.root.id)
      require(range.offset + range.length <= text.utf8.count, "the expression ends after its text")
    }
  }

  static func checker(_ bytes: UnsafeBufferPointer<UInt8>) {
    var input = InputBytes(bytes)
    var environment = Bench.next().environment
    let options = input.next()
    environment.needsHomogeneousLiterals = options & 1 != 0
    if options & 2 != 0 { environment.compatibility = KubernetesVersion(1, 25 + Int(options >> 4)) }
    environment.checksTypes = options & 12 != 12
    declare(in: &environment, &input)
    let text = ExpressionText.make(&input)
    if case .failure(let failure) = environment.compile(text) { show(failure, text) }
  }

  /// The variable `object`, of some type, and `x`, of another.
  private static func declare(in environment: inout Environment, _ input: inout InputBytes) {
    let fields: [String: CELType] = [
      "n": .int, "s": .string, "t": .bool, "list": .list(.int), "words": .list(.string),
      "map": .map(.string, .int), "objects": .list(.map(.string, .dyn)), "u": .dyn,
    ]
    let types: [CELType] = [
      .dyn, .map(.string, .dyn), .object(ObjectType("Object", fields: fields)),
      .object(ObjectType("Open", fields: fields, isOpen: true)), .list(.dyn), .optional(.dyn),
      .string, .int, .quantity, .map(.int, .list(.string)),
    ]
    environment.declare("object", input.one(types))
    if input.next() & 1 == 0 { environment.declare("x", input.one(types)) }
    if input.next() & 7 == 0 { environment.container = "object" }
  }

  private static func show(_ failure: CompilationFailure, _ text: String) {
    require(!failure.diagnostics.isEmpty, "a failure says nothing: \(text)")
    for diagnostic in failure.diagnostics {
      let range = diagnostic.range
      require(
        range.offset >= 0 && range.length >= 0 && range.offset + range.length <= text.utf8.count,
        "\(diagnostic.message) at \(range) is outside of \(text)")
    }
    require(!failure.rendered.isEmpty, "a failure shows nothing: \(text)")
  }

  static func evaluator(_ bytes: UnsafeBufferPointer<UInt8>) {
    var input = InputBytes(bytes)
    let options = input.next()
    let bench = Bench.next()
    let (store, evaluator) = (bench.store, bench.evaluator)
    guard let maker = ObjectMaker(store: store, source: bench.source) else {
      return require(false, "the store has no room")
    }
    var environment = bench.environment
    let variable = environment.declare("object", .dyn)
    environment.checksTypes = options & 1 == 0
    let object = maker.make(&input)
    let text = ExpressionText.make(&input)
    guard case .success(let program) = environment.compile(text) else { return }
    evaluator.set(variable, to: object)
    let limit: UInt64 = options & 2 == 0 ? 10_000 : 100_000
    let first = Result(evaluator, program, limit)
    let second = Result(evaluator, program, limit)
    require(first == second, "twice: \(text)\n\(first)\n\(second)")
    evaluator.reset()
    let trace = evaluator.trace(program, costLimit: limit)
    let traced = Result.text(of: trace.value, evaluator)
    require(
      first.text == traced || first.isLimit || Result.isLimit(traced),
      "traced: \(text)\n\(first)\n\(traced)")
    for deciding in evaluator.decidingParts(of: trace) {
      require(
        deciding.range.offset + deciding.range.length <= text.utf8.count,
        "a deciding value's expression is outside of the text")
      if let place = store.place(of: deciding.value) {
        require(place.offset <= place.source.count, "a place is outside of the source: \(text)")
      }
    }
    guard environment.checksTypes else { return }
    environment.checksTypes = false
    guard case .success(let loose) = environment.compile(text) else {
      return require(false, "compiles only where types are checked: \(text)")
    }
    let unchecked = Result(evaluator, loose, limit)
    require(
      first.text == unchecked.text || first.isError && unchecked.isError,
      "unchecked: \(text)\n\(first)\n\(unchecked)")
  }

  /// What an evaluation gave, in words.
  private struct Result: Equatable, CustomStringConvertible {
    let text: String
    let cost: UInt64

    init(_ evaluator: Evaluator, _ program: Program, _ limit: UInt64) {
      evaluator.reset()
      let value = evaluator.evaluate(program, costLimit: limit)
      text = Result.text(of: value, evaluator)
      cost = evaluator.cost
      require(cost <= limit || value.tag == .error, "costs \(cost) of \(limit): \(program.text)")
    }

    var isError: Bool { text.hasPrefix("error") }
    /// Whether it was one of the limits that ended it.
    var isLimit: Bool { Result.isLimit(text) }
    var description: String { "\(text) at \(cost)" }

    static func isLimit(_ text: String) -> Bool { text.hasPrefix("error: the expression") }

    static func text(of value: Value, _ evaluator: Evaluator) -> String {
      let reasons = evaluator.reasons(of: value).map(String.init).joined(separator: ", ")
      if value.tag == .error {
        let error = evaluator.error(of: value)
        return "error: \(error?.message ?? "-") / \(error?.kubernetesMessage ?? "-")"
      }
      return "\(value.tag) \(evaluator.text(of: value)) [\(reasons)]"
    }
  }
}
