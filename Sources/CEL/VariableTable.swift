/// The variables of an environment, by index and by name.
///
/// What many environments have in common lies in a part that they share: a pack has hundreds of
/// names, each of its rules declares a few more, and a copy costs no more than those.
struct VariableTable: Sendable {
  private var shared = Part()
  /// What was declared since the last `share()`. Indices go on after those of the shared part.
  private var own = Part()
  /// Variables of the shared part that got another name or type.
  private var changed: [Int: Environment.Variable] = [:]
  /// Names of the shared part that were taken away.
  private var withdrawn: Set<String> = []

  private struct Part: Sendable {
    var variables: [Environment.Variable] = []
    var index: [String: Int] = [:]
    /// What stands before the dots of names, also of those that were withdrawn.
    var prefixes: Set<String> = []
  }

  var count: Int { shared.variables.count + own.variables.count }

  subscript(index: Int) -> Environment.Variable {
    if let variable = changed[index] { return variable }
    let start = shared.variables.count
    return index < start ? shared.variables[index] : own.variables[index - start]
  }

  var all: [Environment.Variable] { (0..<count).map { self[$0] } }

  /// The names that can be used, in no order.
  var names: [String] {
    own.index.keys
      + shared.index.keys.filter { own.index[$0] == nil && !withdrawn.contains($0) }
  }

  func index(of name: String) -> Int? {
    if let index = own.index[name] { return index }
    return withdrawn.contains(name) ? nil : shared.index[name]
  }

  /// Whether names go on after a name and a dot; it is never false where one does.
  func hasPrefix(_ prefix: String) -> Bool {
    own.prefixes.contains(prefix) || shared.prefixes.contains(prefix)
  }

  /// Adds a variable, and gives its index.
  mutating func append(_ variable: Environment.Variable) -> Int {
    own.variables.append(variable)
    name(count - 1, variable.name)
    return count - 1
  }

  /// Gives a name and a type to the variable of an index.
  mutating func set(_ variable: Environment.Variable, at index: Int) {
    if index < shared.variables.count {
      changed[index] = variable
    } else {
      own.variables[index - shared.variables.count] = variable
    }
    name(index, variable.name)
  }

  private mutating func name(_ index: Int, _ name: String) {
    own.index[name] = index
    own.prefixes.addPrefixes(of: name)
  }

  mutating func withdraw(_ name: String) {
    own.index[name] = nil
    withdrawn.insert(name)
  }

  /// Moves all into the part that copies share.
  mutating func share() {
    var part = Part()
    part.variables = all
    part.index = Dictionary(names.map { ($0, index(of: $0) ?? 0) }) { first, _ in first }
    part.prefixes = shared.prefixes.union(own.prefixes)
    self = VariableTable()
    shared = part
  }
}
