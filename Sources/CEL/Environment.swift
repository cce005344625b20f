import Basics
import Documents

/// What expressions may refer to: variables with their types, and functions.
///
/// A value: extend a copy to declare more. Variables have indices, counted in the order of their
/// declaration, under which an `Evaluator` is given their values; a copy keeps those it began with.
public struct Environment: Sendable {
  /// A variable; its name may hold dots (`variables.servers`).
  public struct Variable: Sendable {
    public let name: String
    private let deferredType: Deferred<CELType>

    public var type: CELType { deferredType.value }

    fileprivate init(_ name: String, _ type: Deferred<CELType>) {
      self.name = name
      deferredType = type
    }
  }

  public let pool: ConstantPool
  /// The namespace that names are looked up in, as `a.b`; "" for none.
  public var container = ""
  /// Functions that are newer are errors.
  public var compatibility: KubernetesVersion?
  /// Whether the elements of a list or map literal must have one type, as Kubernetes demands.
  public var needsHomogeneousLiterals = false
  /// Whether a duration or timestamp that is written out must be valid, as in Kubernetes.
  public var validatesLiterals = true
  /// Whether type errors are errors; else an expression is resolved as far as possible, and what
  /// is wrong shows when it is evaluated.
  public var checksTypes = true
  /// Prefixes of names, `definitions` of `definitions.x`, that are not variables themselves even
  /// where nothing has such a name.
  public var namespaces: Set<String> = []
  /// Whether programs keep the environment, so that they can be recompiled. One that they keep is
  /// copied whole, hundreds of names, by whoever goes on to declare in it.
  public var isKeptByPrograms = true
  private(set) var table = VariableTable()
  public var variables: [Variable] { table.all }
  var functions: FunctionTable

  /// - Parameter onlyKubernetes: Whether it has Kubernetes' functions and macros only, and takes no
  ///   others: what the expressions of policies may use.
  public init(pool: ConstantPool, onlyKubernetes: Bool = false) {
    self.pool = pool
    functions = onlyKubernetes ? .kubernetes : .all
  }

  public init(store: DocumentStore) { self.init(pool: ConstantPool(store: store)) }

  /// Declares a variable and gives its index; a name that is declared already gets a new type.
  @discardableResult
  public mutating func declare(_ name: String, _ type: CELType) -> Int {
    let variable = Variable(name, .made(type))
    guard let index = table.index(of: name) else { return table.append(variable) }
    table.set(variable, at: index)
    return index
  }

  /// Gives a name and a type to a variable that another environment declared.
  public mutating func declare(_ name: String, _ type: CELType, at index: Int) {
    declare(name, .made(type), at: index)
  }

  /// The same with a type that is found when an expression names the variable.
  public mutating func declare(_ name: String, _ type: Deferred<CELType>, at index: Int) {
    precondition(index >= 0 && index < table.count, "a variable has the index \(index)")
    table.set(Variable(name, type), at: index)
  }

  /// Whether names of variables or functions may go on after a name and a dot; it is cheap, and
  /// never false where one does.
  func mayHaveMembers(_ prefix: String) -> Bool {
    namespaces.contains(prefix) || table.hasPrefix(prefix)
      || functions.prefixes.contains(prefix)
  }

  /// Takes a variable's name away; the indices of the others stay.
  public mutating func withdraw(_ name: String) { table.withdraw(name) }

  /// Lets copies share all that is declared: what they declare is all that they cost.
  public mutating func share() { table.share() }

  /// The index of a declared variable.
  public func index(of name: String) -> Int? { table.index(of: name) }

  /// Adds a function, or overloads to one that is there; only Kubernetes' to an environment that
  /// takes no others.
  public mutating func add(_ function: Function) { functions.add(function) }

  /// Reads, checks and compiles an expression.
  public func compile(_ text: String) -> Result<Program, CompilationFailure> {
    switch Parser.parse(text) {
    case .failure(let problem): return .failure(CompilationFailure(text, [problem]))
    case .success(let syntax): return compile(syntax)
    }
  }

  /// Checks and compiles an expression that was read.
  func compile(_ syntax: Syntax) -> Result<Program, CompilationFailure> {
    var checker = Checker(environment: self, syntax: syntax)
    let type = checker.check()
    if !checker.diagnostics.isEmpty {
      return .failure(CompilationFailure(syntax.text, checker.diagnostics))
    }
    return .success(Program(self, checker.result(type)))
  }

  /// Reads an expression without checking it.
  public static func parse(_ text: String) -> Result<Syntax, CompilationFailure> {
    Parser.parse(text).mapError { CompilationFailure(text, [$0]) }
  }

  /// The full names that `name` may stand for, the innermost namespace first.
  func candidates(_ name: String) -> [String] {
    if name.hasPrefix(".") { return [String(name.dropFirst())] }
    if container.isEmpty { return [name] }
    var result: [String] = []
    var prefix = container[...]
    while true {
      result.append("\(prefix).\(name)")
      guard let dot = prefix.lastIndex(of: ".") else { break }
      prefix = prefix[..<dot]
    }
    result.append(name)
    return result
  }
}

/// Why an expression could not be compiled.
public struct CompilationFailure: Error, Sendable {
  public let text: String
  /// In the order of the text; at least one.
  public let diagnostics: [Diagnostic]

  init(_ text: String, _ diagnostics: [Diagnostic]) {
    self.text = text
    self.diagnostics = diagnostics.sorted { $0.range.offset < $1.range.offset }
  }

  /// All diagnostics with their carets, a blank line between them.
  public var rendered: String {
    diagnostics.map { $0.rendered(in: text) }.joined(separator: "\n\n")
  }
}
