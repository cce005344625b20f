/// Writes a snapshot: its files, and after each step the manifest that says what is there.
///
/// The first manifest says that nothing is, so that whatever ends the run leaves a snapshot that is
/// valid and says what it lacks.
public actor SnapshotWriter {
  public nonisolated let folder: SnapshotFolder
  private var manifest: SnapshotManifest
  /// Why the manifest could not be brought up to date: a full disk.
  public private(set) var failure: SnapshotFolder.Failure?

  public init(
    _ folder: SnapshotFolder, _ manifest: SnapshotManifest
  ) throws(SnapshotFolder.Failure) {
    self.folder = folder
    self.manifest = manifest
    try folder.write(manifest.text, to: SnapshotManifest.fileName)
  }

  /// Changes the manifest, and writes it.
  public func note(_ change: @Sendable (inout SnapshotManifest) -> Void) {
    change(&manifest)
    do throws(SnapshotFolder.Failure) {
      try folder.write(manifest.text, to: SnapshotManifest.fileName)
    } catch {
      // The older one stays, and claims less.
      failure = error
    }
  }

  /// Says what there is of a type.
  public func note(_ state: SnapshotManifest.State, of type: String) {
    note { $0.resources[type] = state }
  }
}
