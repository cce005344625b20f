import CLibrary
import Snapshots

/// The folders of packs below the folders that an editor works on.
struct WorkspacePacks {
  private(set) var folders: [String] = []
  private var looked = 0

  /// Entries of folders that are looked at, and folders inside one another.
  private static let entryLimit = 20_000
  private static let depthLimit = 5
  private static let folderLimit = 100

  init(below roots: [String]) {
    for root in roots { look(in: root, depth: 0) }
  }

  private mutating func look(in folder: String, depth: Int) {
    guard let names = InputWalk.names(in: folder) else { return }
    if names.contains("pack.yaml") {
      if folders.count < Self.folderLimit, !folders.contains(folder) { folders.append(folder) }
      return
    }
    guard depth < Self.depthLimit else { return }
    for name in names where !name.hasPrefix(".") && name != "node_modules" {
      looked += 1
      guard looked <= Self.entryLimit else { return }
      let path = "\(folder)/\(name)"
      var status = stat()
      // Links could lead in a circle.
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
      look(in: path, depth: depth + 1)
    }
  }
}
