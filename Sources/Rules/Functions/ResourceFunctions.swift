import CEL
import Documents

/// `resource.List`, `resource.Get` and `resource.Find`: how expressions reach the snapshot, in
/// Kyverno's spelling and shapes, so that policies travel.
enum ResourceFunctions {
  static let all: [Function] = [list, listBy, get, find]

  /// `resource.List(apiVersion, plural, namespace[, labels])`: an object with `items`. An empty
  /// namespace means all.
  private static let list = Function(
    "resource.List", .importLint,
    """
    An object whose `items` are the objects of a type: in one namespace, or in all with \
    ''; with labels, those that have all of them.
    """, ("resource.List('v1', 'nodes', '').items.map(n, n.metadata.name)", #"["w1", "w2"]"#),
    of: ["apiVersion", "plural", "namespace", "labels"],
    [
      Overload(
        [.string, .string, .string], .dyn, isPure: false,
        body: .variadic { e, arguments in
          library(e).list(texts(e, arguments), labels: [], e)
        }),
      Overload(
        [.string, .string, .string, .map(.string, .string)], .dyn, isPure: false,
        body: .variadic { e, arguments in
          let store = e.evaluator.store
          let labels = DocumentValue(arguments[3], in: store).entries.map {
            (key: $0.key, value: $0.value.string ?? "")
          }
          return library(e).list(
            texts(e, UnsafeBufferPointer(rebasing: arguments[..<3])), labels: labels, e)
        }),
    ])

  /// `resource.ListBy(apiVersion, plural, pointer, value)`: the objects in which the field at a
  /// JSON pointer (`/spec/nodeName`) is that string. Found in an index that is made once, so that
  /// a rule may ask it for each of many subjects.
  private static let listBy = Function(
    "resource.ListBy", .importLint,
    """
    An object whose `items` are the objects in which the field at a JSON pointer is that \
    text. It looks in an index, so a rule may ask it for each of many subjects.
    """,
    (
      "resource.ListBy('v1', 'pods', '/spec/nodeName', 'w1').items.map(p, p.metadata.name)",
      #"["web"]"#
    ), of: ["apiVersion", "plural", "pointer", "value"],
    [
      Overload(
        [.string, .string, .string, .string], .dyn, isPure: false,
        body: .variadic { e, arguments in library(e).list(texts(e, arguments), e) })
    ])

  /// `resource.Get(apiVersion, plural, namespace, name)`: the object; an error where there is none.
  private static let get = Function(
    "resource.Get", .importLint,
    """
    The object of that name, '' being the namespace of cluster-wide ones; an error where \
    there is none.
    """, ("resource.Get('v1', 'pods', 'shop', 'web').spec.nodeName", #""w1""#),
    of: ["apiVersion", "plural", "namespace", "name"],
    [
      Overload(
        [.string, .string, .string, .string], .dyn, isPure: false,
        body: .variadic { e, arguments in
          let parts = texts(e, arguments)
          switch library(e).object(parts) {
          case .found(let value): return value
          case .unknown(let reason): return e.unknown(reason)
          case .absent:
            let place = parts[2].isEmpty ? "" : " in namespace \(parts[2])"
            return e.error("there is no \(parts[1]) \"\(parts[3])\"\(place)")
          }
        })
    ])

  /// `resource.Find(…)`: the same as an optional.
  private static let find = Function(
    "resource.Find", .importLint,
    "The object of that name as an optional, '' being the namespace of cluster-wide ones.",
    ("resource.Find('v1', 'pods', 'shop', 'db').hasValue()", "false"),
    of: ["apiVersion", "plural", "namespace", "name"],
    [
      Overload(
        [.string, .string, .string, .string], .optional(.dyn), isPure: false,
        body: .variadic { e, arguments in
          switch library(e).object(texts(e, arguments)) {
          case .found(let value): return e.optional(value)
          case .unknown(let reason): return e.unknown(reason)
          case .absent: return Evaluation.none
          }
        })
    ])

  private static func library(_ e: Evaluation) -> ResourceLibrary {
    unsafeDowncast(e.evaluator.host.unsafelyUnwrapped, to: ResourceLibrary.self)
  }

  private static func texts(_ e: Evaluation, _ arguments: UnsafeBufferPointer<Value>) -> [String] {
    arguments.map { String(decoding: e.memory.bytes(of: $0), as: UTF8.self) }
  }
}
