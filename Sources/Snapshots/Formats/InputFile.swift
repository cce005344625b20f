import Findings

/// A file of a snapshot that was read, and the format that it was read as.
public struct InputFile: Sendable, Hashable {
  public let artifact: Artifact
  public let format: SnapshotFormat

  public var path: String { artifact.path }
}
