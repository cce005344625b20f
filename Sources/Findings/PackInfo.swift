/// A rule pack that took part in the judgement.
public struct PackInfo: Sendable, Hashable {
  /// A rule that a pack changes or switches off.
  public struct Override: Sendable, Hashable {
    /// Full id of the rule.
    public var rule: String
    /// The new severity, or nil.
    public var severity: Severity?
    public var isEnabled: Bool
    /// Whether waivers may accept what it finds; nil if that is not changed.
    public var isWaivable: Bool?
    public var reason: String?

    public init(
      rule: String, severity: Severity? = nil, isEnabled: Bool = true, isWaivable: Bool? = nil,
      reason: String?
    ) {
      self.rule = rule
      self.severity = severity
      self.isEnabled = isEnabled
      self.isWaivable = isWaivable
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
    /// Lower-case hexadecimal SHA-256 of its text, or nil if it was not computed.
    public var sha256: String?

    public init(name: String, updated: String?, path: String, sha256: String? = nil) {
      self.name = name
      self.updated = updated
      self.path = path
      self.sha256 = sha256
    }
  }

  public var name: String
  public var version: String
  /// `built-in`, or the path that it was read from.
  public var source: String
  /// Lower-case hexadecimal SHA-256 over the files that decide what it judges, but for its data;
  /// nil if it was not computed.
  public var digest: String?
  public var overrides: [Override]
  /// By name.
  public var data: [DataFile]

  public init(
    name: String, version: String, source: String, digest: String? = nil,
    overrides: [Override] = [], data: [DataFile] = []
  ) {
    self.name = name
    self.version = version
    self.source = source
    self.digest = digest
    self.overrides = overrides
    self.data = data
  }

  /// `acme 1.0.0 (packs/acme)`; with the digest, or the beginning of it, where it is known.
  ///
  /// - Parameter digits: how many of the digest's hexadecimal digits are shown.
  package func text(digits: Int = 64) -> String {
    let digest = digest.map { ", sha256:\($0.prefix(digits))" } ?? ""
    return "\(name) \(version) (\(source)\(digest))"
  }

  /// The same of several, one after the other.
  package static func text(_ packs: [PackInfo]) -> String {
    packs.map { $0.text() }.joined(separator: ", ")
  }

  /// The data files that stand in for the pack's own (`--data`).
  public var replacedData: [DataFile] {
    let own = (source == "built-in" ? name : source) + "/data/"
    return data.filter { !$0.path.hasPrefix(own) }
  }
}

extension PackInfo.Override {
  /// `acme/x is of severity error: reason`, `acme/y is disabled, for no stated reason`.
  public var text: String {
    let change =
      isEnabled
      ? severity.map { " is of severity \($0.rawValue)" } ?? " is enabled" : " is disabled"
    return rule + change + (reason.map { ": \($0)" } ?? ", for no stated reason")
  }
}
