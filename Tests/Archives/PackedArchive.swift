import CLibArchive
import Foundation

/// Archives made for tests, by libarchive.
public enum PackedArchive {
  public enum Form: String, Sendable, CaseIterable {
    case tar
    case tarGzip = "tar.gz"
    case tarXZ = "tar.xz"
    case tarZstd = "tar.zst"
    case tarBzip2 = "tar.bz2"
    case zip
    /// One compressed file, without a name.
    case gzip = "gz"
    case xz

    /// Those that hold files with names.
    public static var ofFolders: [Form] { allCases.filter { $0 != .gzip && $0 != .xz } }
  }

  public enum Entry: Sendable {
    case file(String, [UInt8])
    case folder(String)
    case link(String, to: String)
    case hardLink(String, to: String)
    case pipe(String)

    public static func file(_ path: String, _ text: String) -> Entry {
      .file(path, Array(text.utf8))
    }
  }

  /// The bytes of an archive with these entries, in their order.
  public static func bytes(
    _ form: Form, _ entries: [Entry], options: String = "", passphrase: String? = nil
  ) -> [UInt8] {
    guard let archive = archive_write_new() else { return [] }
    defer { archive_write_free(archive) }
    let isRaw = form == .gzip || form == .xz
    if isRaw {
      archive_write_set_format_raw(archive)
    } else if form == .zip {
      archive_write_set_format_zip(archive)
    } else {
      archive_write_set_format_pax_restricted(archive)
    }
    switch form {
    case .tar, .zip: archive_write_add_filter_none(archive)
    case .tarGzip, .gzip: archive_write_add_filter_gzip(archive)
    case .tarXZ, .xz: archive_write_add_filter_xz(archive)
    case .tarZstd: archive_write_add_filter_zstd(archive)
    case .tarBzip2: archive_write_add_filter_bzip2(archive)
    }
    if !options.isEmpty { archive_write_set_options(archive, options) }
    if let passphrase { archive_write_set_passphrase(archive, passphrase) }
    // No padding after what is packed, as on tapes.
    archive_write_set_bytes_in_last_block(archive, 1)
    let output = Output()
    archive_write_open2(
      archive, Unmanaged.passUnretained(output).toOpaque(), nil,
      { _, data, bytes, count in
        guard let data, let bytes else { return -1 }
        Unmanaged<Output>.fromOpaque(data).takeUnretainedValue().bytes += UnsafeRawBufferPointer(
          start: bytes, count: count)
        return count
      }, nil, nil)
    for entry in entries { add(entry, to: archive) }
    archive_write_close(archive)
    return output.bytes
  }

  /// The files of a folder on disk, with their paths below it after `prefix`, in byte order.
  public static func files(of folder: String, prefix: String) -> [Entry] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue { return .folder(prefix + name) }
      let data = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      return .file(prefix + name, Array(data))
    }
  }

  private final class Output {
    var bytes: [UInt8] = []
  }

  private static func add(_ added: Entry, to archive: OpaquePointer) {
    guard let entry = archive_entry_new() else { return }
    defer { archive_entry_free(entry) }
    var content: [UInt8] = []
    archive_entry_set_perm(entry, 0o644)
    switch added {
    case .file(let path, let bytes):
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, 0o100000)
      content = bytes
    case .folder(let path):
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, 0o040000)
    case .link(let path, let target):
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, 0o120000)
      archive_entry_set_symlink(entry, target)
    case .hardLink(let path, let target):
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, 0o100000)
      archive_entry_set_hardlink(entry, target)
    case .pipe(let path):
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, 0o010000)
    }
    archive_entry_set_size(entry, la_int64_t(content.count))
    archive_write_header(archive, entry)
    content.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
  }
}
