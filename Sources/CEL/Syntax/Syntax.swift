/// An expression's text and tree, and where each node stands.
public struct Syntax: Sendable {
  public let text: String
  public let root: Expression
  /// By id: the whole sub-expression.
  let ranges: [SourceRange]
  /// By id: the operator, name or field that an error about the node is shown at.
  let anchors: [SourceRange]

  /// The largest id and one more.
  public var idCount: Int { ranges.count }

  /// The text of a sub-expression.
  public func range(of id: Expression.ID) -> SourceRange { ranges[Int(id)] }
  /// The operator, name or field of a sub-expression.
  func anchor(of id: Expression.ID) -> SourceRange { anchors[Int(id)] }

  /// The text of a sub-expression, as written.
  public func source(of id: Expression.ID) -> String {
    let range = ranges[Int(id)]
    return String(decoding: text.utf8.dropFirst(range.offset).prefix(range.length), as: UTF8.self)
  }
}
