/// The program that judged.
public struct ToolInfo: Sendable, Hashable {
  public var name: String
  /// Semantic version.
  public var version: String
  /// The day (`2025-06-01`) of the data that the rules judge by, or nil if there are none.
  public var dataDate: String?
  /// The newest Rancher that the data know (`2.15`), or nil: what is newer is unknown to them.
  public var newestRancher: String?

  public init(
    name: String = "importlint", version: String, dataDate: String? = nil,
    newestRancher: String? = nil
  ) {
    self.name = name
    self.version = version
    self.dataDate = dataDate
    self.newestRancher = newestRancher
  }

  /// `importlint 0.1.0, data of 2025-06-01, up to Rancher 2.12`.
  public var text: String {
    "\(name) \(version)" + (dataDate.map { ", data of \($0)" } ?? "")
      + (newestRancher.map { ", up to Rancher \($0)" } ?? "")
  }
}
