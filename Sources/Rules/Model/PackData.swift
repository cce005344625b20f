import Basics
import Documents
import Findings

// How old a pack's data are: each file of its `data` folder states a date and its sources, and one
// of them which Rancher it ends with. Reports say so, because what is newer than the data is
// unknown.

extension Pack {
  /// The data files by name.
  func dataFiles(hashes: Bool = false) -> [PackInfo.DataFile] {
    data.map { name, value in
      let source = value.place?.source
      return PackInfo.DataFile(
        name: name, updated: value["updated"]?.string,
        path: source?.path ?? "\(self.name)/data/\(name).yaml",
        sha256: hashes ? source.map { SHA256.hexadecimalDigest(of: $0.rawBytes) } : nil)
    }
    .sorted { $0.name.precedesByBytes($1.name) }
  }

  /// SHA-256 over the paths and texts of the files that decide what the pack judges. Its data have
  /// sums of their own; cases, fixtures and translations decide nothing.
  public var digest: String {
    knownDigest ?? Pack.digest(of: files.map { (path: $0.path, text: $0.source.rawBytes) })
  }

  private static func digest(of files: [(path: String, text: UnsafeRawBufferPointer)]) -> String {
    var hash = SHA256()
    let deciding = files.filter { file in
      let kind = PackFile(path: file.path, text: "")
      return !kind.isCases && !kind.isFixtures && !kind.isTranslation
        && !file.path.hasPrefix("data/")
    }
    for file in deciding.sorted(by: { $0.path.precedesByBytes($1.path) }) {
      // Lengths keep paths and texts apart.
      var head = "\(file.path.utf8.count):\(file.path) \(file.text.count):"
      head.withUTF8 { hash.add(UnsafeRawBufferPointer($0)) }
      hash.add(file.text)
    }
    return hexadecimal(hash.digest())
  }

  /// The digest of a pack of these files, before there is a pack of them.
  public static func digest(of files: [PackFile]) -> String {
    let sources = files.map { (path: $0.path, source: SourceText(path: $0.path, text: $0.text)) }
    return withExtendedLifetime(sources) {
      digest(of: sources.map { (path: $0.path, text: $0.source.rawBytes) })
    }
  }
}

extension SourceText {
  fileprivate var rawBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }
}
