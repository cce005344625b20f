/// A rule pack that took part in the judgement.
public struct PackInfo: Sendable, Hashable {
  /// A rule that a pack changes or switches off.
  public struct Override: Sendable, Hashable {
    /// Full id of the rule.
    public var rule: String
    /// The new severity, or nil.
    public var severity: Severity?
    public var isEnabled: Bool
    public var reason: String?

    public init(rule: String, severity: Severity? = nil, isEnabled: Bool = true, reason: String?) {
      self.rule = rule
      self.severity = severity
      self.isEnabled = isEnabled
      self.reason = reason
    }
  }

  /// A file of a pack's data.
  public struct DataFile: Sendable, Hashable {
    /// Without extension.
    public var name: String
    /// The day that the file states, or nil.
    public var updated: String?
    /// Where it was read from; in a folder of one's own where `--data` replaced it.
    public var path: String

    public init(name: String, updated: String?, path: String) {
      self.name = name
      self.updated = updated
      self.path = path
    }
  }

  public var name: String
  public var version: String
  /// `built-in`, or the path that it was read from.
  public var source: String
  public var overrides: [Override]
  /// By name.
  public var data: [DataFile]

  public init(
    name: String, version: String, source: String, overrides: [Override] = [],
    data: [DataFile] = []
  ) {
    self.name = name
    self.version = version
    self.source = source
    self.overrides = overrides
    self.data = data
  }

  /// The data files that stand in for the pack's own (`--data`).
  public var replacedData: [DataFile] {
    let own = (source == "built-in" ? name : source) + "/data/"
    return data.filter { !$0.path.hasPrefix(own) }
  }
}
