import Basics
import CEL
import Snapshots

/// The types that parameters of definitions may have, as a pack writes them.
enum DefinitionTypes {
  /// Why a text names no type.
  struct Failure: Error {
    let message: String
  }

  /// `Node`, `cluster`, `list(string)`, `map(string, dyn)`.
  static func type(_ text: String) throws(Failure) -> CELType {
    var reader = Reader(rest: text[...])
    let type = try reader.type(depth: 0)
    reader.skipSpace()
    guard reader.rest.isEmpty else {
      throw Failure(message: "\"\(text)\" is not a type: \"\(reader.rest)\" is left over")
    }
    return type
  }

  private static let scalars: [String: CELType] = [
    "dyn": .dyn, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
    "bytes": .bytes, "null_type": .null, "timestamp": .timestamp, "duration": .duration,
    "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    "net.IP": .ip, "net.CIDR": .cidr, "kubernetes.Quantity": .quantity,
    "kubernetes.Semver": .semver, "kubernetes.URL": .url,
  ]

  private static let generics = ["list": 1, "map": 2, "optional_type": 1]

  /// Variables of expressions, the types of their fields, and the kinds of Kubernetes.
  private static let declared: [String: CELType] = {
    var found: [String: CELType] = [:]
    func add(_ type: FieldType) {
      switch type {
      case .object(let object): add(object)
      case .list(let content), .map(let content): add(content)
      default: break
      }
    }
    func add(_ object: ObjectDeclaration) {
      guard found[object.name] == nil else { return }
      found[object.name] = CELType(of: object)
      for field in object.fields { add(field.type) }
    }
    for (_, type) in Declarations.all { add(type) }
    // `Node` is the object of Kubernetes; what is known of a node is `node`.
    for kind in TypeTable.kubernetesKinds { found[kind] = object(kind) }
    for (name, type) in Declarations.all { found[name] = CELType(of: type) }
    return found
  }()

  /// An object of Kubernetes: not all of its fields are known here, so any may be asked for.
  private static func object(_ kind: String) -> CELType {
    .object(
      CEL.ObjectType(
        "kubernetes.\(kind)", fields: ["apiVersion": .string, "kind": .string, "metadata": .dyn],
        isOpen: true))
  }

  private struct Reader {
    var rest: Substring

    mutating func skipSpace() { rest = rest.drop { $0 == " " } }

    mutating func type(depth: Int) throws(Failure) -> CELType {
      skipSpace()
      let name = String(rest.prefix { $0 != "(" && $0 != ")" && $0 != "," && $0 != " " })
      rest = rest.dropFirst(name.count)
      guard depth < 8 else { throw Failure(message: "the type is nested too deep") }
      skipSpace()
      guard let count = generics[name] else {
        if let scalar = scalars[name] ?? declared[name] { return scalar }
        throw Failure(message: "there is no type \"\(name)\"\(hint(name))")
      }
      guard rest.first == "(" else {
        let content = count == 1 ? "string" : "string, dyn"
        throw Failure(message: "\"\(name)\" needs the types that it holds: \(name)(\(content))")
      }
      var parts: [CELType] = []
      for i in 0..<count {
        guard rest.first == (i == 0 ? "(" : ",") else {
          throw Failure(message: "\"\(name)\" takes \(count) types, one is missing")
        }
        rest = rest.dropFirst()
        parts.append(try type(depth: depth + 1))
        skipSpace()
      }
      guard rest.first == ")" else {
        throw Failure(message: "the type \"\(name)(…\" lacks its closing parenthesis")
      }
      rest = rest.dropFirst()
      switch name {
      case "list": return .list(parts[0])
      case "map": return .map(parts[0], parts[1])
      default: return .optional(parts[0])
      }
    }

    private func hint(_ name: String) -> String {
      let known =
        Array(scalars.keys) + Array(generics.keys) + Array(declared.keys)
      let meant = didYouMean(name, among: known.sorted())
      return meant.isEmpty ? "; a resource of another type is of type dyn" : meant
    }
  }
}
