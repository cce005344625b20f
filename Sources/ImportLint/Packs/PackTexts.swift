import CLibrary
import Documents

/// What people read of a pack, and no rule does.
enum PackTexts {
  private static let names = ["CHANGELOG.md", "LICENSE", "NOTICE", "README.md"]
  private static let sizeLimit: Int64 = 1 << 20

  /// Those that are files of the folder, and no links.
  static func all(in folder: String) -> [(path: String, bytes: [UInt8])] {
    names.compactMap { name in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_size <= sizeLimit,
        case .success(let text) = SourceText.read(file: path, path: path)
      else { return nil }
      return (name, Array(text.buffer))
    }
  }
}
