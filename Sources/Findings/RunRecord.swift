/// What a run was told beside what its result says anyway: enough to repeat it.
public struct RunRecord: Sendable, Hashable {
  /// Folders and files of the snapshot, as they were named.
  public var inputs: [String]
  /// Patterns of the files that were read (`--include`); everything where there are none.
  public var include: [String]
  /// Patterns of the files that were left out (`--exclude`).
  public var exclude: [String]
  public var target: Target
  public var packs: Packs
  /// What was believed of lists (`--assume`).
  public var assumption: String
  /// The age from which on a snapshot decides nothing (`30d`), or nil for any.
  public var maxAge: String?
  /// Files with waivers, in the order in which they count.
  public var waivers: [String]
  /// The result that it was compared with, or nil.
  public var baseline: String?
  /// The time at which waivers end and ages are counted, RFC 3339; nil if nothing asked for it. Of
  /// waivers alone it is the beginning of the day.
  public var moment: String?
  /// The language of rules' texts, such as `zh`; nil for English.
  public var language: String?

  /// What the command line said of the Rancher.
  public struct Target: Sendable, Hashable {
    public var file: String?
    public var rancher: String?
    /// Without credentials.
    public var rancherURL: String?

    public init(file: String? = nil, rancher: String? = nil, rancherURL: String? = nil) {
      self.file = file
      self.rancher = rancher
      self.rancherURL = rancherURL
    }
  }

  /// Which packs were loaded.
  public struct Packs: Sendable, Hashable {
    public var folders: [String]
    public var includesBuiltIn: Bool
    /// A folder with newer data files.
    public var data: String?
    /// Whether rules without examples were let in (`--draft`).
    public var allowsDrafts: Bool

    public init(
      folders: [String] = [], includesBuiltIn: Bool = true, data: String? = nil,
      allowsDrafts: Bool = false
    ) {
      self.allowsDrafts = allowsDrafts
      self.folders = folders
      self.includesBuiltIn = includesBuiltIn
      self.data = data
    }
  }

  public init(
    inputs: [String] = [], include: [String] = [], exclude: [String] = [],
    target: Target = Target(), packs: Packs = Packs(),
    assumption: String = "complete", maxAge: String? = nil, waivers: [String] = [],
    baseline: String? = nil, moment: String? = nil, language: String? = nil
  ) {
    self.inputs = inputs
    self.include = include
    self.exclude = exclude
    self.target = target
    self.packs = packs
    self.assumption = assumption
    self.maxAge = maxAge
    self.waivers = waivers
    self.baseline = baseline
    self.moment = moment
    self.language = language
  }
}
