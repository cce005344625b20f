/// Which Rancher the cluster is to join; nil is what was not declared.
public struct TargetSummary: Sendable, Hashable {
  public var rancherVersion: String?
  public var rancherURL: String?
  /// The target file, or nil if the target came from options.
  public var path: String?

  public init(rancherVersion: String? = nil, rancherURL: String? = nil, path: String? = nil) {
    self.rancherVersion = rancherVersion
    self.rancherURL = rancherURL
    self.path = path
  }
}
