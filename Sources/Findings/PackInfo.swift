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

  public var name: String
  public var version: String
  /// `built-in`, or the path that it was read from.
  public var source: String
  public var overrides: [Override]

  public init(name: String, version: String, source: String, overrides: [Override] = []) {
    self.name = name
    self.version = version
    self.source = source
    self.overrides = overrides
  }
}
