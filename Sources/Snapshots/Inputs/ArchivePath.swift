/// Where an entry of an archive says that it lies.
enum ArchivePath {
  /// Below the archive's top, by components: at least one, and none of them `..`.
  case inside([String])
  /// The top itself.
  case top
  /// It is not said to lie in the archive, or its path is longer than any system's; in words.
  case refused(String)

  private static let longest = 4096

  /// A path as archives hold it. The slash that absolute paths begin with is left out, as `tar`
  /// does when it unpacks, and `..` is not followed.
  init(_ path: String) {
    let parts = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    if parts.contains("..") {
      self = .refused("its path leads out of the archive")
    } else if path.utf8.count > ArchivePath.longest {
      self = .refused("its path is longer than \(ArchivePath.longest) bytes")
    } else {
      self = parts.isEmpty ? .top : .inside(parts)
    }
  }
}
