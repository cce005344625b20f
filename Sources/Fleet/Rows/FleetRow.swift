import Basics
import Findings

/// What a fleet knows of one cluster: its judgement in short, or why there is none.
public struct FleetRow: Sendable, Hashable {
  /// Version of the row's published form, written into every row.
  public static let schemaVersion = 3
  /// What tells rows from other lines of JSON.
  static let kind = "importlint-fleet-row"

  /// What the row rests on, as lower-case hexadecimal SHA-256; nil where there is none.
  public struct Digests: Sendable, Hashable {
    /// Over all below, the packs, the tool and the options: the same key gives the same row.
    public var key = ""
    /// Over the names and bytes of the inputs, as they lie.
    public var inputs = ""
    public var target: String?
    public var waivers: String?
    /// Over the full reports that were kept with the row.
    public var reports: String?

    public init() {}
  }

  /// A pack of rules, by what it judges.
  public struct Pack: Sendable, Hashable {
    public var name: String
    public var version: String
    /// Lower-case hexadecimal SHA-256 over its files but for its data, and over the digests of
    /// those; nil where it was not computed.
    public var digest: String?
    public var dataDigest: String?

    public init(name: String, version: String, digest: String?, dataDigest: String?) {
      self.name = name
      self.version = version
      self.digest = digest
      self.dataDigest = dataDigest
    }
  }

  /// How the cluster was judged.
  public struct Basis: Sendable, Hashable {
    public var tool: ToolInfo
    public var packs: [Pack]
    public var options: JudgementOptions
    /// What was believed about lists, as `--assume` says it.
    public var assumption: String
    /// Version of the Rancher to join; nil if it was not declared.
    public var rancher: String?

    public init(
      tool: ToolInfo, packs: [Pack] = [], options: JudgementOptions = JudgementOptions(),
      assumption: String = "complete", rancher: String? = nil
    ) {
      self.tool = tool
      self.packs = packs
      self.options = options
      self.assumption = assumption
      self.rancher = rancher
    }
  }

  public enum Outcome: Sendable, Hashable {
    case judged(JudgedRow)
    /// Why: a crash, a limit, an input that cannot be read.
    case notJudged(reason: String)
  }

  /// What the list calls it; of one cluster of the fleet.
  public var name: String
  public var labels: [String: String]
  public var digests: Digests
  public var basis: Basis
  public var cluster: ClusterSummary
  public var outcome: Outcome

  public init(
    name: String, labels: [String: String] = [:], digests: Digests = Digests(), basis: Basis,
    cluster: ClusterSummary = ClusterSummary(), outcome: Outcome
  ) {
    self.name = name
    self.labels = labels
    self.digests = digests
    self.basis = basis
    self.cluster = cluster
    self.outcome = outcome
  }

  /// nil where the cluster was not judged.
  public var judged: JudgedRow? {
    if case .judged(let judged) = outcome { judged } else { nil }
  }

  private static let nameLength = 253

  /// What is wrong with a text as a cluster's name; nil if it may be one.
  static func flaw(inName name: String) -> String? {
    if name.isEmpty || name.allSatisfy(\.isWhitespace) { return "must not be empty" }
    if name.utf8.count > nameLength { return "is longer than \(nameLength) bytes" }
    if name.unicodeScalars.contains(where: \.isDangerous) {
      return "holds characters that do not show"
    }
    // It is not masked: two names could become one.
    if CredentialText.masked(name) != name { return "holds what may be a credential" }
    return nil
  }
}
