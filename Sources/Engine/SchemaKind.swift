import Rules
import Snapshots

/// The kinds of files that have a JSON Schema, made from what their readers read by.
public enum SchemaKind: String, CaseIterable, Sendable {
  case rule, cases, definitions, fixtures, translations, pack
  case target, waivers, configuration, probe, fleet

  /// Those that lie in a pack, or beside it for its examples.
  public static let ofPack = allCases.filter {
    ![.waivers, .configuration, .probe, .fleet].contains($0)
  }

  /// The schema.
  public var text: String {
    switch self {
    case .rule: PackSchemas.rule
    case .cases: PackSchemas.cases
    case .definitions: PackSchemas.definitions
    case .fixtures: PackSchemas.fixtures
    case .translations: PackSchemas.translations
    case .pack: PackSchemas.pack
    case .target: JSONSchema.target
    case .waivers: WaiverDeclarations.schema
    case .configuration: ConfigurationDeclarations.schema
    case .probe: JSONSchema.probe
    case .fleet: FleetListDeclarations.schema
    }
  }

  /// The fields that it consists of.
  package var declaration: ObjectDeclaration {
    switch self {
    case .rule: RuleDeclarations.rule
    case .cases: RuleDeclarations.cases
    case .definitions: RuleDeclarations.definitions
    case .fixtures: RuleDeclarations.fixtures
    case .translations: RuleDeclarations.translations
    case .pack: RuleDeclarations.pack
    case .target: Declarations.target
    case .waivers: WaiverDeclarations.file
    case .configuration: ConfigurationDeclarations.file
    case .probe: Declarations.probe
    case .fleet: FleetListDeclarations.file
    }
  }

  /// The name of its file, in `docs/schemas` and in a pack.
  public var fileName: String { "\(rawValue)-1.schema.json" }
}
