/// A parsed expression.
///
/// Every node has an id, counted from 1 in the order of parsing, under which `Syntax` keeps its
/// place in the text and the checker its type. Macros stay what they are: `all` is an `all`, not
/// the loop that it stands for, so that an evaluator can run it well and a trace can explain it.
public indirect enum Expression: Sendable {
  public typealias ID = Int32

  case literal(ID, Literal)
  /// A variable, or a name that begins with a dot (`absolute`): not looked up in the container.
  case identifier(ID, String, absolute: Bool)
  /// `operand.field`, or `operand.?field`.
  case select(ID, Expression, field: String, optional: Bool)
  /// `has(operand.field)`.
  case has(ID, Expression, field: String)
  /// An operator or function; `receiver` is what stands before the dot.
  case call(ID, String, receiver: Expression?, [Expression])
  /// `a && b && c`.
  case and(ID, [Expression])
  /// `a || b || c`.
  case or(ID, [Expression])
  case conditional(ID, Expression, then: Expression, else: Expression)
  case list(ID, [ListElement])
  case map(ID, [MapEntry])
  /// `name{field: value}`; no such types exist here, so the checker rejects it.
  case message(ID, String)
  case comprehension(ID, Comprehension)
  /// `cel.bind(name, value, body)`.
  case bind(ID, String, Expression, Expression)
  /// `cel.block([…], body)`: the elements are the values of `cel.index(n)`.
  case block(ID, [Expression], Expression)
  /// `operand.optMap(name, body)`; with `flat`, `optFlatMap`.
  case optionalMap(ID, Expression, String, Expression, flat: Bool)

  public enum Literal: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string([UInt8])
    case bytes([UInt8])
  }

  public struct ListElement: Sendable {
    public var expression: Expression
    /// Written with `?`: an optional that may be absent.
    public var optional: Bool
  }

  public struct MapEntry: Sendable {
    public var key: Expression
    public var value: Expression
    /// Written with `?`: an optional that may be absent.
    public var optional: Bool
  }

  /// A macro that visits the elements of a list or the entries of a map.
  public struct Comprehension: Sendable {
    public enum Kind: String, Sendable {
      case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry
      case sortBy
    }

    public var kind: Kind
    public var range: Expression
    /// One or two variables: the element, or index and element, or key and value.
    public var variables: [String]
    /// The middle argument of `map` and of the `transform` macros.
    public var filter: Expression?
    public var body: Expression
  }

  public var id: ID {
    switch self {
    case .literal(let id, _), .identifier(let id, _, _), .select(let id, _, _, _),
      .has(let id, _, _), .call(let id, _, _, _), .and(let id, _), .or(let id, _),
      .conditional(let id, _, _, _), .list(let id, _), .map(let id, _), .message(let id, _),
      .comprehension(let id, _), .bind(let id, _, _, _), .block(let id, _, _),
      .optionalMap(let id, _, _, _, _):
      return id
    }
  }

  /// The sub-expressions, in the order of the text.
  public var children: [Expression] {
    switch self {
    case .literal, .identifier, .message: return []
    case .select(_, let operand, _, _), .has(_, let operand, _): return [operand]
    case .call(_, _, let receiver, let arguments):
      return (receiver.map { [$0] } ?? []) + arguments
    case .and(_, let terms), .or(_, let terms): return terms
    case .conditional(_, let a, let b, let c): return [a, b, c]
    case .list(_, let elements): return elements.map(\.expression)
    case .map(_, let entries): return entries.flatMap { [$0.key, $0.value] }
    case .comprehension(_, let c):
      return [c.range] + (c.filter.map { [$0] } ?? []) + [c.body]
    case .bind(_, _, let value, let body): return [value, body]
    case .block(_, let values, let body): return values + [body]
    case .optionalMap(_, let operand, _, let body, _): return [operand, body]
    }
  }
}
