import CLibArchive

/// What a gzip file holds, of all its members one after the other.
///
/// By zlib and not by libarchive, which verifies no checksum and loses the last 64 KiB of a
/// truncated file.
final class GzipSource: ByteSource {
  private(set) var failure: String?
  private let source: any ByteSource
  private let budget: ArchiveBudget
  private var stream = z_stream()
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
  /// Whether a member of the file has begun and not ended.
  private var isInside = false
  /// Whether one came whole.
  private var hasMember = false
  private var isAtEnd = false
  /// Whether something else follows the last member. What came before is whole.
  private(set) var hasRest = false

  init(_ source: any ByteSource, _ budget: ArchiveBudget) {
    self.source = source
    self.budget = budget
    // 16 asks for gzip's header and trailer, 15 for the largest window.
    let status = inflateInit2_(&stream, 16 + 15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { failure = "cannot be unpacked: zlib gives no reader" }
  }

  deinit {
    inflateEnd(&stream)
    buffer.deallocate()
  }

  func next() -> UnsafeRawBufferPointer {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    guard failure == nil, !isAtEnd else { return none }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(buffer.count)
    while stream.avail_out > 0 {
      if stream.avail_in == 0 {
        let bytes = source.next()
        if bytes.isEmpty {
          isAtEnd = true
          failure = source.failure ?? (isInside ? "is truncated" : nil)
          break
        }
        // zlib changes nothing of its input.
        stream.next_in = UnsafeMutablePointer(
          mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(bytes.count)
      }
      if !isInside, hasMember, stream.next_in.pointee != 0x1F {
        isAtEnd = true
        hasRest = !restIsPadding()
        failure = source.failure
        break
      }
      isInside = true
      let status = inflate(&stream, Z_NO_FLUSH)
      if status == Z_STREAM_END {
        isInside = false
        hasMember = true
        inflateReset(&stream)
      } else if status != Z_OK, status != Z_BUF_ERROR || stream.avail_in > 0 {
        isAtEnd = true
        failure = "is damaged: \(stream.msg.map { String(cString: $0) } ?? "")"
        break
      }
    }
    let made = buffer.count - Int(stream.avail_out)
    if !budget.expand(made) {
      failure = budget.exhaustion
      return none
    }
    return UnsafeRawBufferPointer(rebasing: buffer[..<made])
  }

  /// Whether all that is left is zeros, which tapes are filled up with.
  private func restIsPadding() -> Bool {
    var rest = UnsafeRawBufferPointer(start: stream.next_in, count: Int(stream.avail_in))
    while !rest.isEmpty {
      guard rest.allSatisfy({ $0 == 0 }) else { return false }
      rest = source.next()
    }
    return true
  }
}
