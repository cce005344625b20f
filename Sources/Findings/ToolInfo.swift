/// The program that judged.
public struct ToolInfo: Sendable, Hashable {
  public var name: String
  /// Semantic version.
  public var version: String
  /// The date (`2025-06-01`) up to which its built-in data follow Rancher's releases, or nil.
  public var dataDate: String?

  public init(name: String = "importlint", version: String, dataDate: String? = nil) {
    self.name = name
    self.version = version
    self.dataDate = dataDate
  }
}
