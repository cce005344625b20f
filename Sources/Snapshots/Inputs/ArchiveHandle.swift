import Basics
import CLibArchive
import CLibrary

/// libarchive at work on one source, for one format or one way of compression, and for no other.
///
/// Used by one thread, the one that made it.
final class ArchiveHandle {
  enum Form {
    case tar, zip
    /// A zip that is truncated before its directory, entry by entry.
    case zipWithoutDirectory
    case xz, zstd, bzip2
  }

  enum Step {
    case entry(ArchiveEntry)
    case end
    /// Something that is not an entry stands where one should; more may follow.
    case damage(String)
    case failure(String)
  }

  private let handle: OpaquePointer
  private let source: any ByteSource
  private let budget: ArchiveBudget
  /// Bytes of the source that libarchive was given.
  private var given = 0
  /// What is packed in another way than this source's own is counted where it is unpacked.
  private let countsContent: Bool

  /// nil if the source is not of this form.
  init?(_ form: Form, _ source: any ByteSource, _ budget: ArchiveBudget) {
    guard let handle = archive_read_new() else { return nil }
    self.handle = handle
    self.source = source
    self.budget = budget
    switch form {
    case .tar:
      archive_read_support_format_tar(handle)
      // What follows the end of one tar is another one: `cat a.tar b.tar`.
      archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1")
      countsContent = false
    case .zip:
      archive_read_support_format_zip_seekable(handle)
      countsContent = true
    case .zipWithoutDirectory:
      archive_read_support_format_zip_streamable(handle)
      countsContent = true
    case .xz, .zstd, .bzip2:
      archive_read_support_format_raw(handle)
      archive_read_support_format_empty(handle)
      countsContent = true
    }
    switch form {
    case .tar, .zip, .zipWithoutDirectory: break
    case .xz: archive_read_support_filter_xz(handle)
    case .zstd: archive_read_support_filter_zstd(handle)
    case .bzip2: archive_read_support_filter_bzip2(handle)
    }
    archive_read_set_callback_data(handle, Unmanaged.passUnretained(self).toOpaque())
    archive_read_set_read_callback(handle, readSource)
    if source is any SeekableSource {
      archive_read_set_seek_callback(handle, seekSource)
      archive_read_set_skip_callback(handle, skipSource)
    }
    guard archive_read_open1(handle) >= ARCHIVE_WARN else { return nil }
  }

  deinit { archive_read_free(handle) }

  // MARK: Entries

  /// The next entry. What was not read of the one before is passed over.
  func next() -> Step {
    var entry: OpaquePointer?
    let status = archive_read_next_header(handle, &entry)
    switch status {
    case ARCHIVE_EOF: return source.failure.map { .failure($0) } ?? .end
    // Warnings are of names in other encodings, and of times and owners that mean nothing here.
    case ARCHIVE_OK, ARCHIVE_WARN: return entry.map { .entry(ArchiveEntry($0)) } ?? .end
    case ARCHIVE_RETRY: return .damage(message)
    default: return .failure(source.failure ?? message)
    }
  }

  /// What libarchive says is wrong. A decompressor may want more than it is let have; where the
  /// address space is limited, that is nobody's fault, and no verdict may depend on it.
  private var message: String {
    if archive_errno(handle) == ENOMEM, addressSpaceLimit() != nil { SystemMemory.exhausted() }
    return "is damaged: \(archive_error_string(handle).map { String(cString: $0) } ?? "no archive")"
  }

  /// Whether bytes of the source are left after the end of what was unpacked.
  var hasRest: Bool {
    let consumed = Int(archive_filter_bytes(handle, -1))
    return given > consumed || !source.next().isEmpty
  }

  // MARK: Content

  /// Where the content of the entry has got to.
  fileprivate enum Content {
    case bytes(UnsafeRawBufferPointer, at: Int)
    case end
    case failure(String)
  }

  fileprivate func readContent() -> Content {
    var block: UnsafeRawPointer?
    var size = 0
    var offset: la_int64_t = 0
    let status = archive_read_data_block(handle, &block, &size, &offset)
    switch status {
    case ARCHIVE_OK:
      if countsContent, !budget.expand(size) { return .failure(budget.exhaustion ?? "") }
      return .bytes(UnsafeRawBufferPointer(start: block, count: size), at: Int(offset))
    case ARCHIVE_EOF: return .end
    default: return .failure(source.failure ?? budget.exhaustion ?? message)
    }
  }

  // MARK: Callbacks

  fileprivate func readBlock() -> UnsafeRawBufferPointer? {
    let bytes = source.next()
    given += bytes.count
    return bytes.isEmpty && source.failure != nil ? nil : bytes
  }

  fileprivate func seek(_ offset: Int, _ origin: Int32) -> Int {
    guard let source = source as? any SeekableSource else { return -1 }
    let base =
      switch origin {
      case SEEK_SET: 0
      case SEEK_CUR: source.offset
      default: source.count
      }
    let (to, isTooMuch) = base.addingReportingOverflow(offset)
    guard !isTooMuch, (0...source.count).contains(to) else { return Int(ARCHIVE_FATAL) }
    source.offset = to
    return to
  }

  fileprivate func skip(_ count: Int) -> Int {
    guard let source = source as? any SeekableSource, count > 0 else { return 0 }
    let skipped = min(count, source.count - source.offset)
    source.offset += skipped
    return skipped
  }
}

private func archive(_ data: UnsafeMutableRawPointer?) -> ArchiveHandle? {
  data.map { Unmanaged<ArchiveHandle>.fromOpaque($0).takeUnretainedValue() }
}

private let readSource:
  @convention(c) (
    OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?
  ) -> la_ssize_t = { _, data, buffer in
    guard let bytes = archive(data)?.readBlock() else { return -1 }
    buffer?.pointee = bytes.baseAddress
    return bytes.count
  }

private let seekSource:
  @convention(c) (
    OpaquePointer?, UnsafeMutableRawPointer?, la_int64_t, Int32
  ) -> la_int64_t = { _, data, offset, origin in
    la_int64_t(archive(data)?.seek(Int(offset), origin) ?? -1)
  }

private let skipSource:
  @convention(c) (
    OpaquePointer?, UnsafeMutableRawPointer?, la_int64_t
  ) -> la_int64_t = { _, data, count in la_int64_t(archive(data)?.skip(Int(count)) ?? 0) }

/// Lets libarchive give names in UTF-8 to this thread: it converts them to the locale's encoding,
/// and in a program that chose none that is ASCII.
func withUTF8Names<T>(_ body: () -> T) -> T {
  guard let locale = newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil) else { return body() }
  let previous = uselocale(locale)
  defer {
    uselocale(previous)
    freelocale(locale)
  }
  return body()
}

/// The content of the entry that a handle stands at.
final class EntrySource: ByteSource {
  private(set) var failure: String?
  private let handle: ArchiveHandle
  /// Bytes that the entry says it has.
  private let size: Int?
  private var offset = 0
  private var isAtEnd = false

  init(_ handle: ArchiveHandle, size: Int?) {
    self.handle = handle
    self.size = size
  }

  func next() -> UnsafeRawBufferPointer {
    while !isAtEnd {
      switch handle.readContent() {
      case .bytes(let bytes, let at) where at == offset:
        offset += bytes.count
        if !bytes.isEmpty { return bytes }
      case .bytes: failure = "has holes, and is not text"
      case .end:
        isAtEnd = true
        if let size, size != offset { failure = "has holes, and is not text" }
      case .failure(let message): failure = message
      }
      if failure != nil { isAtEnd = true }
    }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }
}
