import Basics
import CLibArchive

/// A pack as one file: NAME-VERSION.tar.gz, in which a folder of that name holds its files and
/// their checksums. The same files give the same bytes, wherever and whenever they are packed.
public enum PackArchive {
  /// The file of checksums, as `sha256sum` writes and checks it.
  public static let checksums = "SHA256SUMS"
  private static let fileType: UInt32 = 0o100000

  public struct Failure: Error {
    public let reason: String

    public init(reason: String) { self.reason = reason }
  }

  /// The text of the file of checksums.
  public static func checksums(of files: [(path: String, bytes: [UInt8])]) -> String {
    files.map { file in
      let digest = file.bytes.withUnsafeBytes { SHA256.hexadecimalDigest(of: $0) }
      return "\(digest)  \(file.path)\n"
    }.joined()
  }

  /// The bytes of the archive.
  ///
  /// - Parameter files: by their paths in the pack.
  public static func bytes(
    of files: [(path: String, bytes: [UInt8])], folder: String
  ) throws(Failure) -> [UInt8] {
    let sorted = files.sorted { $0.path.precedesByBytes($1.path) }
    let sums = (path: checksums, bytes: Array(checksums(of: sorted).utf8))
    guard let archive = archive_write_new() else { throw Failure(reason: "there is no memory") }
    defer { archive_write_free(archive) }
    archive_write_set_format_ustar(archive)
    let sink = Sink()
    guard archive_write_add_filter_gzip(archive) == ARCHIVE_OK,
      // Else the time of packing is in the head.
      archive_write_set_filter_option(archive, "gzip", "timestamp", nil) == ARCHIVE_OK,
      archive_write_set_bytes_per_block(archive, 10_240) == ARCHIVE_OK,
      archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK,
      archive_write_open(
        archive, Unmanaged.passUnretained(sink).toOpaque(), nil, takeBytes, nil) == ARCHIVE_OK
    else { throw failure(archive) }
    for file in [sums] + sorted { try add(file, folder, to: archive) }
    guard archive_write_close(archive) == ARCHIVE_OK else { throw failure(archive) }
    return sink.bytes
  }

  private static func add(
    _ file: (path: String, bytes: [UInt8]), _ folder: String, to archive: OpaquePointer
  ) throws(Failure) {
    guard let entry = archive_entry_new() else { throw Failure(reason: "there is no memory") }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, "\(folder)/\(file.path)")
    archive_entry_set_filetype(entry, fileType)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(file.bytes.count))
    archive_entry_set_mtime(entry, 0, 0)
    guard archive_write_header(archive, entry) == ARCHIVE_OK,
      archive_write_data(archive, file.bytes, file.bytes.count) == file.bytes.count
    else { throw failure(archive) }
  }

  private static func failure(_ archive: OpaquePointer) -> Failure {
    Failure(
      reason: archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be packed")
  }

  fileprivate final class Sink {
    var bytes: [UInt8] = []
  }
}

private let takeBytes:
  @convention(c) (
    OpaquePointer?, UnsafeMutableRawPointer?, UnsafeRawPointer?, Int
  ) -> la_ssize_t = { _, data, bytes, count in
    guard let data, let bytes else { return -1 }
    Unmanaged<PackArchive.Sink>.fromOpaque(data).takeUnretainedValue().bytes
      .append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }
