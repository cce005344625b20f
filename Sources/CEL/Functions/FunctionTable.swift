/// The functions that an environment knows, by name.
struct FunctionTable: Sendable {
  private(set) var functions: [String: Function] = [:]
  /// What stands before the dots of their names: `a` and `a.b` of `a.b.c`.
  private(set) var prefixes: Set<String> = []
  /// Whether it takes Kubernetes' functions only. What policies may use is decided here: by where a
  /// function comes from, and by nothing that one who adds one could forget.
  let isKubernetesOnly: Bool

  /// The functions of all libraries.
  static let all = FunctionTable(isKubernetesOnly: false)
  /// Those of them that Kubernetes has.
  static let kubernetes = FunctionTable(isKubernetesOnly: true)

  private init(isKubernetesOnly: Bool) {
    self.isKubernetesOnly = isKubernetesOnly
    for library in FunctionLibrary.all {
      for function in library.functions where !isKubernetesOnly || function.origin.since != nil {
        add(function)
      }
    }
  }

  subscript(name: String) -> Function? { functions[name] }

  /// Adds a function; overloads of one that is there already come after its own.
  mutating func add(_ function: Function) {
    precondition(
      !isKubernetesOnly || function.origin.since != nil, "\(function.name) is not Kubernetes'")
    var function = function
    for i in function.overloads.indices { function.overloads[i].since = function.origin.since }
    if var known = functions[function.name] {
      known.overloads += function.overloads
      functions[function.name] = known
    } else {
      functions[function.name] = function
      prefixes.addPrefixes(of: function.name)
    }
  }

  /// Names of functions with a member, or without.
  func names(member: Bool) -> [String] {
    functions.values.filter { $0.overloads.contains { $0.isMember == member } }.map(\.name)
  }
}

extension Set<String> {
  /// Adds what stands before each dot of a name.
  mutating func addPrefixes(of name: String) {
    for dot in name.utf8.indices where name.utf8[dot] == UInt8(ascii: ".") {
      insert(String(name[..<dot]))
    }
  }
}
