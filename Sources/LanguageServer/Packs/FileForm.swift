import Engine
import Rules
import Snapshots

/// By what the fields of a file are read, or of the one of its documents that holds a position.
enum FileForm: Equatable {
  case schema(SchemaKind)
  /// Objects of Kubernetes.
  case policy, binding

  static let policyKind = "ValidatingAdmissionPolicy"

  /// Nil if nothing is known of it.
  init?(_ kind: FileKind, _ lines: TextLines, atLine line: Int) {
    switch kind {
    case .configuration: self = .schema(.configuration)
    case .waivers: self = .schema(.waivers)
    case .target: self = .schema(.target)
    case .policies: self.init(objectKind: lines.objectKind(atLine: line))
    case .other: return nil
    case .pack(_, let file): self.init(ofPack: file, lines, atLine: line)
    }
  }

  /// In the order in which a pack's loader tells files apart.
  private init?(ofPack file: String, _ lines: TextLines, atLine line: Int) {
    let parts = file.split(separator: "/")
    let folder = parts.count > 1 ? String(parts[0]) : ""
    if file == "pack.yaml" {
      self = .schema(.pack)
    } else if folder == "fixtures" {
      self = .schema(.fixtures)
    } else if PackFile(path: file, text: "").isTranslation {
      self = .schema(.translations)
    } else if folder == "data" {
      return nil
    } else if let kind = lines.objectKind(atLine: line) {
      self.init(objectKind: kind)
    } else if folder == "definitions" {
      self = .schema(.definitions)
    } else {
      self = .schema(file.contains(".cases.") ? .cases : .rule)
    }
  }

  private init?(objectKind kind: String?) {
    switch kind {
    case Self.policyKind: self = .policy
    case Self.policyKind + "Binding": self = .binding
    default: return nil
    }
  }

  var declaration: ObjectDeclaration {
    switch self {
    case .schema(let schema): schema.declaration
    case .policy: PolicyDeclarations.policyFile
    case .binding: PolicyDeclarations.bindingFile
    }
  }
}
