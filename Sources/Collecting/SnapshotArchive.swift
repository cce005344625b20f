import Basics
import CLibArchive
import CLibrary

/// Packs a snapshot's folder: FILE.tar.gz, readable by its owner only.
enum SnapshotArchive {
  static let ending = ".tar.gz"
  /// `AE_IFDIR` and `AE_IFREG`, which are macros.
  private static let folderType: UInt32 = 0o040000
  private static let fileType: UInt32 = 0o100000

  /// Packs all files below a folder, under one folder of that name. The archive has its own name
  /// only when it is whole; one that is there is never written over.
  static func pack(
    _ folder: String, as name: String, into path: String
  ) throws(SnapshotFolder.Failure) {
    let part = path + ".part"
    unlink(part)
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, systemError()) }
    do throws(SnapshotFolder.Failure) {
      defer { close(descriptor) }
      try write(folder, as: name, to: descriptor, path)
    } catch {
      unlink(part)
      throw error
    }
    // Unlike rename, this does not replace what appeared meanwhile.
    let isNamed = link(part, path) == 0
    let reason = systemError()
    unlink(part)
    guard isNamed else { throw failure(path, reason) }
  }

  private static func failure(_ path: String, _ reason: String) -> SnapshotFolder.Failure {
    SnapshotFolder.Failure("\(path) cannot be written: \(reason)")
  }

  private static func write(
    _ folder: String, as name: String, to descriptor: Int32, _ path: String
  ) throws(SnapshotFolder.Failure) {
    guard let archive = archive_write_new() else { throw failure(path, "there is no memory") }
    defer { archive_write_free(archive) }
    archive_write_set_format_pax_restricted(archive)
    guard archive_write_add_filter_gzip(archive) == ARCHIVE_OK,
      archive_write_open_fd(archive, descriptor) == ARCHIVE_OK
    else { throw failure(path, words(of: archive)) }
    try add(folder, as: name, depth: 0, to: archive, path)
    guard archive_write_close(archive) == ARCHIVE_OK else {
      throw failure(path, words(of: archive))
    }
  }

  private static func words(of archive: OpaquePointer) -> String {
    archive_error_string(archive).map { String(cString: $0) } ?? systemError()
  }

  private static func add(
    _ file: String, as name: String, depth: Int, to archive: OpaquePointer, _ path: String
  ) throws(SnapshotFolder.Failure) {
    var status = stat()
    // Links lead out of the snapshot, and nothing here makes any.
    guard depth < 64, lstat(file, &status) == 0 else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard isFolder || status.st_mode & S_IFMT == S_IFREG, let entry = archive_entry_new() else {
      return
    }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, isFolder ? name + "/" : name)
    archive_entry_set_filetype(entry, isFolder ? folderType : fileType)
    archive_entry_set_perm(entry, isFolder ? 0o700 : 0o600)
    archive_entry_set_size(entry, isFolder ? 0 : Int64(status.st_size))
    archive_entry_set_mtime(entry, time_t(modificationTime(of: file)?.seconds ?? 0), 0)
    guard archive_write_header(archive, entry) == ARCHIVE_OK else {
      throw failure(path, words(of: archive))
    }
    guard isFolder else { return try copy(file, to: archive, path) }
    for child in SnapshotFolder.names(in: file) ?? [] {
      try add("\(file)/\(child)", as: "\(name)/\(child)", depth: depth + 1, to: archive, path)
    }
  }

  private static func copy(
    _ file: String, to archive: OpaquePointer, _ path: String
  ) throws(SnapshotFolder.Failure) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(path, "\(file): \(systemError())") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count >= 0 else { throw failure(path, "\(file): \(systemError())") }
      if count == 0 { return }
      guard archive_write_data(archive, bytes, count) == count else {
        throw failure(path, words(of: archive))
      }
    }
  }
}
