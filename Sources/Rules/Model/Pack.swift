import Basics
import Documents
import Findings

/// A versioned folder of rules, with its parameters and data.
public struct Pack: Sendable {
  public var name: String
  public var version: String
  public var extends: [Extension]
  /// The names of the packs that it extends, as they were found.
  public var bases: [String] = []
  /// Functions newer than this Kubernetes are errors in the pack's expressions.
  public var celCompatibility: String?
  /// The versions of this tool that the pack works with.
  public var importlint: VersionRange?
  /// The defaults of its parameters: a map, or nil.
  public var parameters: DocumentValue?
  /// What values they may have; those that the pack declares, by name.
  var schemas: [(name: String, schema: ParameterSchema)] = []
  /// Files of its `data` folder by name without extension.
  public var data: [(name: String, value: DocumentValue)]
  /// What the files of its `definitions` folder define.
  public var definitions: [Definition] = []
  public var overrides: [Override]
  /// The days for which a waiver may be given at most; nil if the pack sets no limit.
  var longestWaiverDays: Int?
  /// What the data of Rancher must tell; nil if any will do.
  var neededData: NeededData?
  /// What lint need not say again.
  package var accepted: [AcceptedProblem] = []
  /// Its files, by their paths in it.
  package var files: [(path: String, source: SourceText)] = []
  /// What `digest` is, where that was found out before.
  var knownDigest: String?
  public var rules: [Rule]
  /// The languages that rules' texts are translated into, sorted; whether or not they were read.
  public var languages: [String] = []
  /// Where it was read from, for messages.
  public var path: String
  public var isBuiltIn: Bool
  public var place: SourcePlace?

  /// Another pack that this one builds on.
  public struct Extension: Sendable {
    public var pack: String
    public var version: VersionRange?
    public var place: SourcePlace?
  }

  /// How new the data of all packs must be.
  struct NeededData: Sendable {
    /// The newest Rancher that they must know.
    var rancher: String?
    /// YYYY-MM-DD.
    var updated: String?
    var place: SourcePlace?
  }

  /// Something that lint finds, and that is right so.
  package struct AcceptedProblem: Sendable {
    package var code: String
    /// The id of a rule, or `definitions.<name>`.
    package var owner: String
    package var place: SourcePlace?
  }

  /// A change to a rule of a pack that this one extends.
  public struct Override: Sendable {
    public var rule: String
    public var severity: Severity?
    public var isEnabled: Bool?
    public var isWaivable: Bool?
    public var reason: String?
    public var place: SourcePlace?
  }

  /// The schema of a parameter; nil if the pack only gives it a value, or does not have it.
  func schema(ofParameter name: String) -> ParameterSchema? {
    schemas.first { $0.name.equalsByBytes(name) }?.schema
  }

  /// Its files, as they are read.
  public var contents: [(path: String, bytes: [UInt8])] {
    files.map { ($0.path, Array($0.source.buffer)) }
  }

  /// The parameters that it declares, and does not only give another value.
  package var declaredParameters: [(name: String, place: SourcePlace?)] {
    schemas.map { ($0.name, parameters?[$0.name]?.place) }
  }

  /// A path without detours, so that `acme/`, `./acme` and `shop/../acme` are one pack.
  public static func cleaned(path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
  }
}
