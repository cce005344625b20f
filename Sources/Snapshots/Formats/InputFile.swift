import Findings

/// A file that was read: the manifest of what a result rests on.
public struct InputFile: Sendable, Hashable {
  public let path: String
  /// Bytes.
  public let length: Int
  /// Lower-case hexadecimal SHA-256; nil if it was not asked for.
  public let sha256: String?
  /// The format that the file was read as.
  public let format: SnapshotFormat
  /// Path of the archive that holds it; nil for a file.
  public var archive: String?

  /// The file in the words of the result.
  public func artifact(_ role: Artifact.Role) -> Artifact {
    Artifact(path: path, length: length, sha256: sha256, role: role, archive: archive)
  }
}
