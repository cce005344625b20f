import Documents

// How old a pack's data are: each file of its `data` folder states a date and its sources, and one
// of them which Rancher it ends with. Reports say so, because what is newer than the data is
// unknown.

extension Pack {
  /// One file of a pack's data.
  public struct DataFile: Sendable, Hashable {
    /// Without extension.
    public var name: String
    /// The day that the file states (`updated`), `2026-08-20`; nil where it states none.
    public var updated: String?
    /// Where it was read from.
    public var path: String
  }

  /// The data files by name.
  public var dataFiles: [DataFile] {
    data.map { name, value in
      DataFile(
        name: name, updated: value["updated"]?.string,
        path: value.place?.source.path ?? "\(self.name)/data/\(name).yaml")
    }
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
