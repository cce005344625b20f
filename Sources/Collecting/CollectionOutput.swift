import FoundationEssentials

/// Where a snapshot goes: a folder, or an archive, which is a folder beside it until its end.
public struct CollectionOutput: Sendable {
  /// As the user named it.
  public let path: String
  /// Where it is collected.
  public let folder: String

  public init(_ path: String) {
    let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
    self.path = trimmed.isEmpty ? path : trimmed
    folder = self.path.hasSuffix(SnapshotArchive.ending) ? self.path + ".unfinished" : self.path
  }

  private var isArchive: Bool { path != folder }

  /// Makes the folder, with a manifest that says that nothing is there yet.
  public func begin(
    _ manifest: SnapshotManifest, replacesUnfinished: Bool
  ) throws(SnapshotFolder.Failure) -> SnapshotWriter {
    if isArchive, FileManager.default.fileExists(atPath: path) {
      throw SnapshotFolder.Failure("\(path) is there already")
    }
    return try SnapshotWriter(
      SnapshotFolder(folder, replacesUnfinished: replacesUnfinished), manifest)
  }

  /// Packs the archive.
  public func finish() throws(SnapshotFolder.Failure) {
    guard isArchive else { return }
    let name = path.split(separator: "/").last ?? ""
    try SnapshotArchive.pack(
      folder, as: String(name.dropLast(SnapshotArchive.ending.count)), into: path)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Leaves nothing behind: nothing was collected.
  public func forget() { SnapshotFolder.removeEmptySnapshot(folder) }
}
