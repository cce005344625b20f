import Basics
import CLibrary
import Documents

/// Bytes that come one after the other: a file, a pipe, a member of an archive, what a decompressor
/// gives. Used by one thread.
protocol ByteSource: AnyObject {
  /// The next bytes, valid until the next call; none at the end, and none after a failure.
  func next() -> UnsafeRawBufferPointer
  /// Why there are no more bytes, where that is not their end.
  var failure: String? { get }
}

/// A source in which one can go to any place.
protocol SeekableSource: ByteSource {
  var count: Int { get }
  /// Where the next bytes will come from, from 0 to `count`.
  var offset: Int { get set }
}

extension ByteSource {
  /// Reads and forgets all that is left.
  func drain() { while !next().isEmpty {} }
}

/// Bytes that are read at once.
private let blockBytes = 1 << 16

/// A regular file.
final class FileSource: SeekableSource {
  let count: Int
  var offset = 0
  private(set) var failure: String?
  private let descriptor: Int32
  private let budget: ArchiveBudget
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: blockBytes, alignment: 16)
  /// How far it was read: what is read again is not new input.
  private var end = 0

  /// nil if the file cannot be opened, or is not regular. `-` is the standard input.
  init?(_ file: String, _ budget: ArchiveBudget) {
    descriptor = file == "-" ? dup(0) : open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.budget = budget
    var status = stat()
    let isOpen = descriptor >= 0 && fstat(descriptor, &status) == 0
    count = Int(status.st_size)
    if !isOpen || status.st_mode & S_IFMT != S_IFREG { return nil }
  }

  deinit {
    buffer.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  func next() -> UnsafeRawBufferPointer {
    let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    if got < 0 { failure = "cannot be read: \(systemMessage())" }
    offset += max(0, got)
    budget.input += max(0, offset - end)
    end = max(end, offset)
    return UnsafeRawBufferPointer(rebasing: buffer[..<max(0, got)])
  }
}

/// Bytes in memory.
final class MemorySource: SeekableSource {
  var count: Int { bytes.count }
  var offset = 0
  var failure: String? { nil }
  private let bytes: CollectedBytes

  init(_ bytes: CollectedBytes) { self.bytes = bytes }

  func next() -> UnsafeRawBufferPointer {
    let rest = UnsafeRawBufferPointer(rebasing: bytes.buffer[offset...])
    offset = count
    return rest
  }
}

/// A pipe: the standard input.
final class PipeSource: ByteSource {
  private(set) var failure: String?
  private let budget: ArchiveBudget
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: blockBytes, alignment: 16)

  init(_ budget: ArchiveBudget) { self.budget = budget }

  deinit { buffer.deallocate() }

  func next() -> UnsafeRawBufferPointer {
    let got = readSome(from: 0, into: buffer)
    if got < 0 { failure = "cannot be read: \(systemMessage())" }
    budget.input += max(0, got)
    return UnsafeRawBufferPointer(rebasing: buffer[..<max(0, got)])
  }
}

/// A source of which the first bytes are known before they are read.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  /// What was read to know the head.
  private let start = CollectedBytes()
  private var isStarted = false

  init(_ source: any ByteSource) {
    self.source = source
    while start.count < ArchiveKind.headLength {
      let bytes = source.next()
      if bytes.isEmpty { break }
      start.append(bytes)
    }
  }

  /// The first bytes, `ArchiveKind.headLength` at most.
  var head: [UInt8] { Array(start.buffer.prefix(ArchiveKind.headLength)) }

  /// All that was read to know the head.
  var known: [UInt8] { Array(start.buffer) }

  var failure: String? { source.failure }

  func next() -> UnsafeRawBufferPointer {
    if !isStarted {
      isStarted = true
      if start.count > 0 { return start.buffer }
    }
    return source.next()
  }
}

/// A source whose bytes are hashed and counted while they pass.
final class HashedSource: ByteSource {
  private let source: any ByteSource
  private var hash: SHA256?
  private(set) var count = 0

  init(_ source: any ByteSource, hashes: Bool) {
    self.source = source
    hash = hashes ? SHA256() : nil
  }

  var failure: String? { source.failure }

  func next() -> UnsafeRawBufferPointer {
    let bytes = source.next()
    hash?.add(bytes)
    count += bytes.count
    return bytes
  }

  /// Reads the rest; gives the lower-case hexadecimal SHA-256 of all bytes, or nil if it is not
  /// wanted, or if they could not all be read.
  func digest() -> String? {
    drain()
    guard failure == nil, let hash else { return nil }
    return hexadecimal(hash.digest())
  }
}
