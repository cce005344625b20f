import Basics
import CLibrary

/// Why a file's bytes did not become a source.
public struct SourceError: Error, Sendable {
  public let message: String
  /// The byte at which it went wrong, in the file as it lies on disk; nil if that says nothing.
  public let offset: Int?

  public init(message: String, offset: Int?) {
    self.message = message
    self.offset = offset
  }
}

extension SourceText {
  /// A source from text in memory.
  public convenience init(path: String, text: String) {
    let bytes = Array(text.utf8)
    let storage = SourceText.allocate(bytes.count)
    bytes.withUnsafeBufferPointer {
      if let base = $0.baseAddress { memcpy(storage, base, bytes.count) }
    }
    self.init(
      path: path, taking: TextStorage(storage, count: bytes.count),
      isASCII: asciiOnly(storage, bytes.count))
  }

  /// Reads a file: a byte order mark is removed, UTF-16 becomes UTF-8, anything else must be
  /// UTF-8. `path` is what reports will show; `-` as `file` is the standard input.
  ///
  /// - Parameter jobs: threads that may look at a large file.
  public static func read(
    file: String, path: String, limits: ReadingLimits = ReadingLimits(), jobs: Int = 1
  ) -> Result<SourceText, SourceError> {
    readBytes(file: file, limit: limits.sourceBytes, jobs: jobs)
      .flatMap { decode(path: path, $0, jobs: jobs) }
  }

  /// A source from the bytes of a file, as `read(file:path:limits:)` makes it.
  public static func decode(path: String, bytes: [UInt8]) -> Result<SourceText, SourceError> {
    let storage = allocate(bytes.count)
    bytes.withUnsafeBufferPointer {
      if let base = $0.baseAddress { memcpy(storage, base, bytes.count) }
    }
    return decode(path: path, TextStorage(storage, count: bytes.count))
  }

  /// A source of bytes that were gathered, as `read(file:path:limits:)` makes it; they are taken
  /// away.
  public static func decode(
    path: String, taking bytes: CollectedBytes, limits: ReadingLimits = ReadingLimits()
  ) -> Result<SourceText, SourceError> {
    guard bytes.count <= limits.sourceBytes else { return .failure(tooLarge(limits.sourceBytes)) }
    return decode(path: path, bytes.takeStorage())
  }

  /// A source from the standard input, of which the first bytes were read already.
  public static func readStandardInput(
    after start: [UInt8], path: String, limits: ReadingLimits = ReadingLimits()
  ) -> Result<SourceText, SourceError> {
    if start.isEmpty { return read(file: "-", path: path, limits: limits) }
    let bytes = CollectedBytes()
    start.withUnsafeBytes { bytes.append($0) }
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while bytes.count <= limits.sourceBytes {
      let got = piece.withUnsafeMutableBytes { readSome(from: 0, into: $0) }
      if got < 0 { return .failure(systemError("cannot be read")) }
      if got == 0 { break }
      piece.withUnsafeBytes { bytes.append(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    }
    return decode(path: path, taking: bytes, limits: limits)
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let storage = SystemMemory.obtained(malloc(count + padding))
      .bindMemory(to: UInt8.self, capacity: count + padding)
    memset(storage + count, 0, padding)
    return storage
  }

  private static func readBytes(
    file: String, limit: Int, jobs: Int
  ) -> Result<TextStorage, SourceError> {
    let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(systemError("cannot be opened")) }
    defer { if descriptor != 0 { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(systemError("cannot be read")) }
    let kind = status.st_mode & S_IFMT
    // A FIFO or device in a snapshot could block or never end; only `-` may be one.
    guard kind == S_IFREG || descriptor == 0 else {
      return .failure(SourceError(message: "is not a regular file", offset: nil))
    }
    guard kind != S_IFREG || Int(status.st_size) <= limit else {
      return .failure(tooLarge(limit))
    }
    if kind == S_IFREG,
      var mapped = TextStorage(mapping: descriptor, count: Int(status.st_size))
    {
      if let zero = mapped.findZero(readingFrom: descriptor, jobs: jobs) {
        mapped.release()
        return .failure(
          SourceError(message: "is not text: byte \(zero) is zero", offset: zero))
      }
      return .success(mapped)
    }
    return readAll(descriptor, expected: kind == S_IFREG ? Int(status.st_size) : 1 << 20, limit)
  }

  /// Reads to the end of a file that may grow meanwhile, or of a pipe.
  private static func readAll(
    _ descriptor: Int32, expected: Int, _ limit: Int
  ) -> Result<TextStorage, SourceError> {
    var capacity = expected
    var storage = SystemMemory.obtained(malloc(capacity + padding))
    var count = 0
    while true {
      if count == capacity {
        // The file may have grown since its size was asked for.
        var probe: UInt8 = 0
        let more = withUnsafeMutableBytes(of: &probe) { readSome(from: descriptor, into: $0) }
        if more == 0 { break }
        if more < 0 { return unreadable(storage) }
        capacity = max(capacity * 2, 1 << 16)
        storage = SystemMemory.obtained(realloc(storage, capacity + padding))
        storage.storeBytes(of: probe, toByteOffset: count, as: UInt8.self)
        count += 1
        continue
      }
      let room = UnsafeMutableRawBufferPointer(
        start: storage + count, count: min(capacity - count, 1 << 26))
      let got = readSome(from: descriptor, into: room)
      if got < 0 { return unreadable(storage) }
      if got == 0, count < capacity { break }
      count += got
      if count > limit {
        free(storage)
        return .failure(tooLarge(limit))
      }
    }
    memset(storage + count, 0, padding)
    let bytes = storage.bindMemory(to: UInt8.self, capacity: count + padding)
    return .success(TextStorage(bytes, count: count))
  }

  private static func unreadable(
    _ storage: UnsafeMutableRawPointer
  ) -> Result<TextStorage, SourceError> {
    defer { free(storage) }
    return .failure(systemError("cannot be read"))
  }

  private static func systemError(_ what: String) -> SourceError {
    SourceError(message: "\(what): \(String(cString: strerror(errno)))", offset: nil)
  }

  private static func tooLarge(_ limit: Int) -> SourceError {
    SourceError(
      message: "is larger than \(limit) bytes, the most that one file may have", offset: nil)
  }

  private static func decode(
    path: String, _ storage: TextStorage, jobs: Int = 1
  ) -> Result<SourceText, SourceError> {
    let (bytes, count) = (storage.bytes, storage.count)
    if count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE {
      return transcode(path: path, storage, bigEndian: false)
    }
    if count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF {
      return transcode(path: path, storage, bigEndian: true)
    }
    var text = storage
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      text.count = count - 3
      memmove(bytes, bytes + 3, text.count + padding)
    }
    let others = text.others ?? (asciiOnly(bytes, text.count) ? [] : [0..<text.count])
    let bad = others.lazy.compactMap { range in
      TextBytes(start: bytes + range.lowerBound, count: range.count).firstInvalidUTF8(jobs: jobs)
        .map { range.lowerBound + $0 }
    }.first
    if let bad {
      defer { storage.release() }
      let line = 1 + UnsafeBufferPointer(start: bytes, count: bad).count { $0 == 0x0A }
      return .failure(
        SourceError(
          message: "is not UTF-8: byte \(bad + count - text.count) on line \(line) begins no "
            + "character",
          offset: bad + count - text.count))
    }
    return .success(SourceText(path: path, taking: text, isASCII: others.isEmpty))
  }

  /// UTF-16 with a byte order mark, as PowerShell's `>` writes it.
  private static func transcode(
    path: String, _ storage: TextStorage, bigEndian: Bool
  ) -> Result<SourceText, SourceError> {
    defer { storage.release() }
    let (bytes, count) = (storage.bytes, storage.count)
    guard count % 2 == 0 else {
      return .failure(
        SourceError(message: "is UTF-16 that ends in half a character", offset: count - 1))
    }
    // A unit becomes three bytes at most; pages that are not written cost nothing.
    let copy = allocate(count / 2 * 3)
    var length = 0
    var i = 2
    func unit(_ at: Int) -> UInt32 {
      let (high, low) = bigEndian ? (bytes[at], bytes[at + 1]) : (bytes[at + 1], bytes[at])
      return UInt32(high) << 8 | UInt32(low)
    }
    while i < count {
      var code = unit(i)
      i += 2
      if code & 0xF800 == 0xD800 {
        guard code < 0xDC00, i < count, unit(i) & 0xFC00 == 0xDC00 else {
          free(copy)
          return .failure(SourceError(message: "is UTF-16 with half a surrogate pair", offset: nil))
        }
        code = 0x10000 + (code - 0xD800) << 10 + (unit(i) - 0xDC00)
        i += 2
      }
      length += encode(code, to: copy + length)
    }
    memset(copy + length, 0, padding)
    return .success(
      SourceText(
        path: path, taking: TextStorage(copy, count: length), isASCII: asciiOnly(copy, length)))
  }

  /// Writes a character as UTF-8; gives the number of its bytes.
  private static func encode(_ code: UInt32, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | code >> shift & 0x3F) }
    switch code {
    case ..<0x80:
      bytes[0] = UInt8(code)
      return 1
    case ..<0x800:
      (bytes[0], bytes[1]) = (UInt8(0xC0 | code >> 6), tail(0))
      return 2
    case ..<0x10000:
      (bytes[0], bytes[1], bytes[2]) = (UInt8(0xE0 | code >> 12), tail(6), tail(0))
      return 3
    default:
      (bytes[0], bytes[1], bytes[2], bytes[3]) = (
        UInt8(0xF0 | code >> 18), tail(12), tail(6), tail(0)
      )
      return 4
    }
  }
}
