extension Function {
  /// Where a function comes from. It decides which environments have it: policies may use what
  /// their API server knows, and no more.
  public enum Origin: Sendable, Hashable {
    /// Kubernetes has it, from this version on.
    case kubernetesSince(KubernetesVersion)
    /// An extension of cel-go that no environment of Kubernetes has.
    case celGo
    /// Of this project.
    case importLint

    /// Kubernetes has it, from this version on.
    static func kubernetes(_ major: Int, _ minor: Int) -> Origin {
      .kubernetesSince(KubernetesVersion(major, minor))
    }

    /// The first version of Kubernetes that has it; nil if none has.
    public var since: KubernetesVersion? {
      if case .kubernetesSince(let version) = self { version } else { nil }
    }
  }

  /// What authors are told of a function.
  public struct Documentation: Sendable {
    /// One or two sentences.
    public let summary: String
    public let example: Example
    /// Names of the arguments; empty where types alone tell.
    let parameters: [String]
    /// How it is written, where overloads do not tell, as of macros; else empty.
    var forms: [String]

    /// An expression and what it gives.
    public struct Example: Sendable {
      public let expression: String
      /// As `importlint eval` prints it: JSON, `(unknown)`, `optional.of("a")`.
      public let result: String
    }
  }

  /// How it is called, with types, a line for each overload:
  /// `resource.Get(apiVersion: string, …) -> dyn`, `string.charAt(int) -> string`.
  public var signatures: [String] {
    if let documentation, !documentation.forms.isEmpty { return documentation.forms }
    var lines: [String] = []
    for overload in overloads {
      let line = signature(of: overload)
      if !lines.contains(line) { lines.append(line) }
    }
    return lines
  }

  private func signature(of overload: Overload) -> String {
    let names = documentation?.parameters ?? []
    var arguments = overload.parameters.enumerated().map { i, type in
      i < names.count ? "\(names[i]): \(type.description)" : type.description
    }
    if overload.isVariadic { arguments[arguments.count - 1] += ", …" }
    let result = " -> \(overload.result.description)"
    switch (name, arguments.count) {
    case ("[]", 2): return "\(arguments[0])[\(arguments[1])]\(result)"
    case ("[?]", 2): return "\(arguments[0])[?\(arguments[1])]\(result)"
    case (_, 1) where isOperator: return "\(name)\(arguments[0])\(result)"
    case (_, 2) where isOperator: return "\(arguments[0]) \(name) \(arguments[1])\(result)"
    default:
      let receiver = overload.isMember ? arguments.removeFirst() + "." : ""
      return "\(receiver)\(name)(\(arguments.joined(separator: ", ")))\(result)"
    }
  }

  /// Whether it is written between or before its operands.
  var isOperator: Bool {
    guard let first = name.utf8.first else { return false }
    return name == "in" || !(first | 0x20 >= 0x61 && first | 0x20 <= 0x7A)
  }
}
