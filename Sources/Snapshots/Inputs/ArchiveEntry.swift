import CLibArchive

/// What an archive says of one of its entries.
struct ArchiveEntry {
  enum Content {
    case file(size: Int?)
    /// A file that is encrypted.
    case encrypted
    case folder
    case link(to: String)
    /// Another name of an entry, by that entry's path.
    case hardLink(to: String)
    /// A device, a pipe, a socket.
    case other
  }

  /// The path as it is written; nil if it is not UTF-8.
  let path: String?
  let content: Content

  init(_ entry: OpaquePointer) {
    path = ArchiveEntry.text(archive_entry_pathname(entry))
    let type = UInt32(archive_entry_filetype(entry))
    if let target = archive_entry_hardlink(entry) {
      content = .hardLink(to: ArchiveEntry.text(target) ?? "")
    } else if type == 0o120000 {
      content = .link(to: ArchiveEntry.text(archive_entry_symlink(entry)) ?? "")
    } else if type == 0o040000 || path?.utf8.last == UInt8(ascii: "/") {
      content = .folder
    } else if type != 0o100000, type != 0 {
      content = .other
    } else if archive_entry_is_data_encrypted(entry) != 0 {
      content = .encrypted
    } else {
      let isSized = archive_entry_size_is_set(entry) != 0
      content = .file(size: isSized ? Int(archive_entry_size(entry)) : nil)
    }
  }

  private static func text(_ bytes: UnsafePointer<CChar>?) -> String? {
    bytes.flatMap { String(validatingCString: $0) }
  }
}
