import Basics
import CEL
import Documents
import Rules
import Snapshots

/// The names that an expression of a pack may use, with what the documentation says of them.
struct ExpressionNames {
  /// One of them.
  struct Entry {
    enum Kind: Int {
      // As the protocol counts kinds of completion items.
      case function = 3
      case field = 5
      case variable = 6
    }

    let name: String
    let kind: Kind
    /// Its type or signature, in a line.
    let detail: String
    /// Markdown.
    let text: String
    /// Where the pack says it; nil for what belongs to the program.
    var place: SourcePlace?
  }

  private let set: RuleSet?
  private let pack: Pack?
  /// Whether it is an expression of a policy, which knows what a cluster knows.
  private let isPolicy: Bool
  /// The rule that the expression belongs to.
  private let rule: Rule?
  /// The definition that it is the body of.
  private let definition: Definition?

  /// Nil if nothing is known; a policy's need no pack.
  init?(_ loaded: LoadedPack?, at place: EditorPlace) {
    isPolicy = place.form == .policy
    pack = loaded?.pack
    guard isPolicy || pack != nil else { return nil }
    set = loaded?.set
    // The last one that begins before the cursor.
    func begun<T>(_ all: [T], _ start: (T) -> SourcePlace?) -> T? {
      all.filter {
        start($0)?.source.path == place.path && (start($0)?.offset ?? 0) <= place.offset
      }
      .max { (start($0)?.offset ?? 0) < (start($1)?.offset ?? 0) }
    }
    let name = pack?.name
    rule = begun(set?.rules.filter { $0.pack == name } ?? []) { $0.place }
    definition = begun(pack?.definitions ?? []) { $0.place }
  }

  // MARK: At a cursor

  /// All that may stand at a cursor.
  func entries(at cursor: ExpressionCursor) -> [Entry] {
    guard cursor.isMember else { return variables + functions(where: \.isFree) }
    if cursor.receiver.count == 1, case .name(let root)? = cursor.receiver.first {
      if let own = isPolicy ? policyMembers(of: root) : members(of: root) { return own }
      let inNamespace = type(ofRoot: root, cursor) == nil ? functions(in: root) : []
      if !inNamespace.isEmpty { return inNamespace }
    }
    let fields: [Entry]
    switch type(of: cursor.receiver, cursor) {
    case .object(let object): fields = object.fields.map(Self.entry)
    default: fields = []
    }
    return fields + functions(where: \.isMember)
  }

  /// What the name at a cursor means.
  func entry(at cursor: ExpressionCursor) -> Entry? {
    let name = cursor.name
    guard !name.isEmpty else { return nil }
    // `math` of `math.abs` is no name of its own.
    let found = entries(at: cursor).filter { $0.name == name }
    return found.first { ($0.kind == .function) == cursor.isCalled } ?? found.first
  }

  /// What stands behind `definitions.` and its like; nil if the name is none of these.
  private func members(of root: String) -> [Entry]? {
    guard let set, let pack else { return nil }
    return switch root {
    case Definition.namespace:
      set.definitions(seenBy: pack.name).map { definition in
        Entry(
          name: definition.name, kind: definition.parameters.isEmpty ? .variable : .function,
          detail: definition.signature,
          text: Self.code(definition.signature) + definition.description
            + "\n\n" + Self.code(definition.expression.text, "cel"), place: definition.place)
      }
    case "variables": ownVariables
    case "params":
      (pack.parameters?.entries ?? []).map { name, value in
        let text = value["description"]?.string ?? "A parameter of the pack."
        return Entry(
          name: name, kind: .field, detail: value["type"]?.string ?? "parameter", text: text,
          place: value.place)
      }
    case "data":
      pack.data.map {
        Entry(
          name: $0.name, kind: .field, detail: "file of the pack's data",
          text: "`data/\($0.name).yaml`", place: $0.value.place)
      }
    default: nil
    }
  }

  private var ownVariables: [Entry] {
    (rule?.variables ?? []).map {
      Entry(
        name: $0.name, kind: .variable, detail: "variable of the \(isPolicy ? "policy" : "rule")",
        text: Self.code($0.expression.text, "cel"), place: $0.expression.place)
    }
  }

  /// The same for a policy.
  private func policyMembers(of root: String) -> [Entry]? {
    root == "variables" ? ownVariables : nil
  }

  // MARK: Variables

  /// What policies may name.
  private static let policyVariables: [(String, String)] = [
    ("object", "the object as it would be; null when it is deleted"),
    ("oldObject", "the object as it is; null when it is created"),
    ("request", "what is asked of the API server"),
    ("params", "the object of paramRef, where the policy has a paramKind"),
    ("namespaceObject", "the namespace of the object; null where it has none"),
    ("authorizer", "asks what somebody may do"),
    ("authorizer.requestResource", "asks what somebody may do with the object"),
    ("variables", "variables of the policy"),
  ]

  private var variables: [Entry] {
    if isPolicy {
      return Self.policyVariables.map {
        Entry(name: $0.0, kind: .variable, detail: $0.1, text: $0.1)
      }
    }
    let declared = Declarations.all.map { name, type in
      Entry(
        name: name, kind: .variable, detail: type.name,
        text: "Its fields: " + type.fields.map { "`\($0.name)`" }.joined(separator: ", ") + ".")
    }
    let others: [(String, String)] = [
      ("nodes", "list of all nodes"), ("now", "time of judging"), ("object", "the resource"),
      ("namespaceObject", "the namespace of the resource"),
      ("variables", "variables of the rule"), ("params", "parameters of the pack"),
      ("data", "data files of the pack"), (Definition.namespace, "definitions of the pack"),
    ]
    let parameters = (definition?.parameters ?? []).map {
      Entry(
        name: $0.name, kind: .variable, detail: $0.type, text: "A parameter of the definition.",
        place: $0.place)
    }
    return declared + parameters
      + others.map { Entry(name: $0.0, kind: .variable, detail: $0.1, text: $0.1) }
  }

  private static func entry(of field: Declaration) -> Entry {
    Entry(
      name: field.name, kind: .field, detail: FieldDocs.name(of: field.type),
      text: FieldDocs.text(of: field))
  }

  // MARK: Types

  /// Variables inside of variables that are followed.
  private static let depth = 8

  private func type(
    of parts: [ExpressionCursor.Part], _ cursor: ExpressionCursor, depth: Int = 0
  ) -> FieldType? {
    guard depth < Self.depth, case .name(let root)? = parts.first else { return nil }
    var rest = parts.dropFirst()
    var type = type(ofRoot: root, cursor, depth: depth)
    if root == "variables", case .name(let name)? = rest.first {
      rest = rest.dropFirst()
      type = self.type(ofVariable: name, depth: depth)
    }
    for part in rest {
      switch (type, part) {
      case (.object(let object), .name(let name)): type = object.field(name)?.type
      case (.map(let value), .name), (.map(let value), .element): type = value
      case (.list(let element), .element): type = element
      default: return nil
      }
    }
    return type
  }

  private func type(
    ofRoot name: String, _ cursor: ExpressionCursor, depth: Int = 0
  ) -> FieldType? {
    // What a policy reads is declared nowhere here.
    if isPolicy { return nil }
    if depth < Self.depth, let macro = cursor.binding(of: name) {
      switch type(of: macro.receiver, macro, depth: depth + 1) {
      case .list(let element): return element
      case .map: return .string
      default: return nil
      }
    }
    let parameter = definition?.parameters.first { $0.name == name }?.type
    for (variable, type) in Declarations.all where variable == parameter ?? name {
      return .object(type)
    }
    guard name == "nodes", let node = Declarations.all.first(where: { $0.name == "node" }) else {
      return nil
    }
    return .list(.object(node.type))
  }

  /// Of a variable that is no more than a path.
  private func type(ofVariable name: String, depth: Int) -> FieldType? {
    guard let text = rule?.variables.first(where: { $0.name == name })?.expression.text else {
      return nil
    }
    let bytes = Array(text.utf8)
    let cursor = ExpressionCursor(bytes, from: 0, at: bytes.count)
    guard cursor.start == 0 else { return nil }
    return type(of: cursor.receiver + [.name(cursor.name)], cursor, depth: depth + 1)
  }

  // MARK: Functions

  /// Those that the expression may call.
  private var callable: [Function] {
    isPolicy ? FunctionReference.ofPolicies : FunctionReference.ofRules
  }

  private func functions(where isWanted: (Function) -> Bool) -> [Entry] {
    callable.compactMap { function in
      let isName = function.name.utf8.allSatisfy {
        ExpressionCursor.isWord($0) || $0 == UInt8(ascii: ".")
      }
      guard isName, isWanted(function) else { return nil }
      return Self.entry(of: function, name: function.name)
    }
  }

  /// Those of a namespace, such as `resource`.
  private func functions(in namespace: String) -> [Entry] {
    let prefix = namespace + "."
    return callable.filter { $0.name.hasPrefix(prefix) }
      .map { Self.entry(of: $0, name: String($0.name.dropFirst(prefix.count))) }
  }

  private static func entry(of function: Function, name: String) -> Entry {
    var text = code(function.signatures.joined(separator: "\n"))
    if let documentation = function.documentation {
      text += documentation.summary + "\n\n"
      text += code("\(documentation.example.expression)\n// \(documentation.example.result)", "cel")
    }
    return Entry(
      name: name, kind: .function, detail: function.signatures.first ?? name,
      text: text + "Origin: \(function.origin.text).")
  }

  private static func code(_ text: String, _ language: String = "text") -> String {
    "```\(language)\n\(text)\n```\n\n"
  }
}

extension Function {
  /// Whether it is called of a value: `value.name(…)`.
  fileprivate var isMember: Bool {
    overloads.isEmpty
      ? signatures.contains { $0.contains(".\(name)(") } : overloads.contains(where: \.isMember)
  }

  /// Whether it is called by its name alone, or with a namespace before it.
  fileprivate var isFree: Bool {
    overloads.isEmpty
      ? signatures.contains { $0.hasPrefix("\(name)(") }
      : overloads.contains { !$0.isMember }
  }
}
