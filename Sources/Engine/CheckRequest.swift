import Basics
import Documents
import Findings
import Rules
import Snapshots

/// Which rules are loaded.
public struct PackRequest: Sendable {
  /// Packs beside the built-in one: folders, archives, OCI layouts, and what stands in `fetched`.
  public var folders: [String] = []
  public var includesBuiltIn = true
  /// A folder with newer data files.
  public var data: String?
  /// What had to be fetched of the packs, by their names in `folders`.
  public var fetched: [String: FetchedPack] = [:]
  /// Whether rules may be without examples.
  public var allowsDrafts = false
  /// The language of rules' texts; nil for English.
  public var language: String?

  public init(folders: [String] = [], includesBuiltIn: Bool = true, data: String? = nil) {
    self.folders = folders
    self.includesBuiltIn = includesBuiltIn
    self.data = data
  }

  /// The rules of these packs.
  /// - Parameter leavesExamplesOut: Whether built-in rules may come without their examples.
  public func load(into store: DocumentStore, leavesExamplesOut: Bool = false) -> RuleSet {
    RuleSet.load(
      into: store, folders: folders, withBuiltIn: includesBuiltIn,
      toolVersion: ToolInfo.current.version, data: data, fetched: fetched,
      allowsDrafts: allowsDrafts, leavesExamplesOut: leavesExamplesOut,
      translations: language.map { .of($0) } ?? .none)
  }
}

/// Which Rancher the cluster is to join.
public struct TargetRequest: Sendable {
  public var versions = RequestedVersions.one(nil)
  public var url: String?
  /// The target file.
  public var file: String?

  public init(versions: RequestedVersions = .one(nil), url: String? = nil, file: String? = nil) {
    self.versions = versions
    self.url = url
    self.file = file
  }

}

/// What is judged, for which Rancher, by which rules and how strictly.
public struct CheckRequest: Sendable {
  /// Folders and files of one cluster; `-` is the standard input.
  public var inputs: [String]
  /// Which of their files are read.
  public var filter = PathFilter()
  /// What reports call them, where that is not how they are named.
  public var inputNames: [String]?
  public var target: TargetRequest
  public var packs: PackRequest
  /// Rules to judge by (all where it is empty), and to leave out.
  public var selected: [String] = []
  public var ignored: [String] = []
  public var failOn = Severity.error
  public var unknownPolicy = JudgementOptions.UnknownPolicy.inconclusive
  /// Whether a list that looks complete, with nothing to prove it, counts as complete.
  public var assumption = Assumption.complete
  /// Time of judging, RFC 3339; nil for the snapshot's own.
  public var now: String?
  /// Files with waivers, and the day (UTC) on which they must hold; nil for none.
  public var waivers: (files: [String], day: CivilDate)?
  /// A JSON report that the result is compared with.
  public var baseline: String?
  /// Whether failing findings that the baseline has, too, leave the exit code alone.
  public var failOnNew = false
  /// The age from which on a snapshot decides nothing, and the time at which it has that age; nil
  /// if any age will do.
  public var maxAge: (age: Age, at: Timestamp)?
  /// Threads to use. The result does not depend on it.
  public var jobs = ThreadCount.available
  /// Whether the result has the checksums of the files that were read.
  public var needsChecksums = false
  /// Whether the result has the subjects that pass.
  public var listsPasses = false

  public init(
    inputs: [String], target: TargetRequest = TargetRequest(), packs: PackRequest = PackRequest()
  ) {
    self.inputs = inputs
    self.target = target
    self.packs = packs
  }

  /// Whether more than one version of Rancher is asked about.
  public var isMatrix: Bool { if case .one = target.versions { false } else { true } }

  /// What of this decides or explains the result.
  public func judgementOptions(now: String?) -> JudgementOptions {
    JudgementOptions(
      failOn: failOn, unknownPolicy: unknownPolicy, now: now ?? self.now, selected: selected,
      ignored: ignored, failOnNew: failOnNew, leavesFilesOut: !filter.isEmpty)
  }

  /// What repeats the run, beside what the result says anyway.
  public var record: RunRecord {
    let day = waivers.map { $0.day.text + "T00:00:00Z" }
    return RunRecord(
      inputs: inputNames ?? inputs, include: filter.include, exclude: filter.exclude,
      target: RunRecord.Target(
        file: target.file, rancher: version, rancherURL: target.url.map(URLText.masked)),
      packs: RunRecord.Packs(
        folders: packs.folders, includesBuiltIn: packs.includesBuiltIn, data: packs.data,
        allowsDrafts: packs.allowsDrafts),
      assumption: assumption.rawValue, maxAge: maxAge?.age.option,
      waivers: waivers?.files ?? [], baseline: baseline, moment: maxAge?.at.description ?? day,
      language: packs.language)
  }

  /// Whether checksums are computed: they tell whether two results rest on the same.
  var hashes: Bool { needsChecksums || baseline != nil }

  /// The one version of Rancher that is asked about; nil if that is none or several.
  var version: String? { if case .one(let asked) = target.versions { asked } else { nil } }

  /// Reads the snapshot.
  public func snapshot(into store: DocumentStore, _ reasons: ReasonTable) -> Snapshot {
    Snapshot.read(inputs, store: store, reasons: reasons, options: snapshotOptions)
  }

  /// Reads the snapshot, and gives the texts of its files.
  func snapshotFiles(
    into store: DocumentStore, _ reasons: ReasonTable
  ) -> (snapshot: Snapshot, files: [SnapshotFile]) {
    Snapshot.readFiles(inputs, store: store, reasons: reasons, options: snapshotOptions)
  }

  /// Reads the target, for a version of Rancher.
  func target(
    for version: String?, into store: DocumentStore, _ reasons: ReasonTable
  ) -> Target {
    Target.read(
      file: target.file,
      overrides: TargetOverrides(rancherVersion: version, rancherURL: target.url),
      store: store, reasons: reasons, options: snapshotOptions)
  }

  /// A target file to fill in that keeps what the request declares.
  public var targetTemplate: TargetTemplate {
    TargetTemplate(
      keeping: target.file,
      overrides: TargetOverrides(rancherVersion: version, rancherURL: target.url),
      options: snapshotOptions)
  }

  private var snapshotOptions: SnapshotOptions {
    var options = SnapshotOptions()
    options.jobs = jobs
    options.hashesFiles = hashes
    options.filter = filter
    options.assumption = assumption
    options.inputNames = inputNames
    return options
  }
}
