import Documents

/// How a snapshot is to be read.
public struct SnapshotOptions: Sendable {
  /// Bounds on one file.
  public var limits = ReadingLimits()
  /// Threads to use. The result does not depend on it.
  public var jobs = 1
  /// Whether the SHA-256 of each file is computed.
  public var hashesFiles = false
  /// Bytes of a node's file that is kept; a larger one is named and not read.
  var nodeFileBytes = 4 << 20
  /// The most files that are read.
  var fileCount = 500_000
  /// Bounds on what archives hold.
  var archives = ArchiveBudget.Limits()
  /// Which files of the inputs are read.
  public var filter = PathFilter()
  /// What is believed of lists.
  public var assumption = Assumption.complete
  /// What the inputs are called in reports, where that is not how they are named: a report that is
  /// repeated names them as it did.
  public var inputNames: [String]?

  public init() {}
}

/// What is believed of a list that nothing proves to be whole.
public enum Assumption: String, Sendable, CaseIterable {
  /// Each list was exported with `-A` and without a selector.
  case whole
  /// A list that looks complete is; one that may be of one namespace is not.
  case complete
  /// None is.
  case partial
}
