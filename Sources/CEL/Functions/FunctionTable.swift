/// The functions that an environment knows, by name.
struct FunctionTable: Sendable {
  private(set) var functions: [String: Function] = [:]

  /// All of Kubernetes' functions.
  static let standard: FunctionTable = {
    var table = FunctionTable()
    let libraries = [
      Operators.functions, StandardFunctions.functions, ConversionFunctions.functions,
      TimeFunctions.functions, StringLibrary.functions, MathLibrary.functions,
      EncoderLibrary.functions, ListLibrary.functions, SetLibrary.functions,
      OptionalLibrary.functions, RegexLibrary.functions, URLLibrary.functions,
      QuantityLibrary.functions, NetworkLibrary.functions, SemverLibrary.functions,
      FormatLibrary.functions,
    ]
    for function in libraries.joined() { table.add(function) }
    return table
  }()

  subscript(name: String) -> Function? { functions[name] }

  /// Adds a function; overloads of one that is there already come behind its own.
  mutating func add(_ function: Function) {
    var function = function
    for i in function.overloads.indices where function.overloads[i].since == nil {
      function.overloads[i].since = function.since
    }
    if var known = functions[function.name] {
      known.overloads += function.overloads
      known.since = min(known.since, function.since)
      functions[function.name] = known
    } else {
      functions[function.name] = function
    }
  }

  /// Names of functions with a member, or without.
  func names(member: Bool) -> [String] {
    functions.values.filter { $0.overloads.contains { $0.isMember == member } }.map(\.name)
  }
}
