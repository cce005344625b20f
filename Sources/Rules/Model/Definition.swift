import Documents

/// A named expression that the rules of a pack share, and those of packs that extend it.
public struct Definition: Sendable {
  /// A CEL identifier; expressions call it `definitions.<name>`.
  public var name: String
  public var pack: String
  /// What it says; empty where the file says nothing.
  public var description: String
  /// Empty: a value of the whole pack instead of a function.
  public var parameters: [Parameter]
  public var expression: ExpressionText
  /// Where it begins.
  public var place: SourcePlace?

  public struct Parameter: Sendable {
    public var name: String
    /// As it is written: `Node`, `list(string)`.
    public var type: String
    public var place: SourcePlace?
    var typePlace: SourcePlace?
  }

  /// The namespace of definitions in expressions.
  public static let namespace = "definitions"

  /// `definitions.isReady`.
  public var qualifiedName: String { "\(Self.namespace).\(name)" }

  /// `definitions.isReady(n: Node)`.
  public var signature: String {
    if parameters.isEmpty { return qualifiedName }
    let list = parameters.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    return "\(qualifiedName)(\(list))"
  }
}
