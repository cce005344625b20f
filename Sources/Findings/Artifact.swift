/// A file that was read for the judgement: the manifest of what the result rests on.
public struct Artifact: Sendable, Hashable {
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case snapshot, target, pack, waivers, baseline
  }

  /// Path as places name it: relative to the input, separated by `/`. Of a member of an archive,
  /// the archive's path, `//` and the member's path in it.
  public var path: String
  /// Length in bytes.
  public var length: Int
  /// Lower-case hexadecimal SHA-256 of the bytes, or nil if it was not computed.
  public var sha256: String?
  public var role: Role
  /// Path of the archive that holds it, or nil.
  public var archive: String?

  public init(
    path: String, length: Int, sha256: String? = nil, role: Role = .snapshot,
    archive: String? = nil
  ) {
    self.path = path
    self.length = length
    self.sha256 = sha256
    self.role = role
    self.archive = archive
  }

  /// The path in the archive that holds it; of a file, the path.
  public var ownPath: String {
    let prefix = archive.map { $0 + "//" } ?? ""
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
