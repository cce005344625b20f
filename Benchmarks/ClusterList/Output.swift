import Glibc

/// A file that is written from its beginning, through a buffer.
struct Output {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private(set) var bytesWritten = 0

  private static let capacity = 1 << 20

  init(path: String) throws(OutputError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path, code: errno) }
    buffer.reserveCapacity(Self.capacity + 4096)
  }

  mutating func write(_ byte: UInt8) {
    buffer.append(byte)
  }

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.capacity { flush() }
  }

  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { flush() }
  }

  mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  mutating func spaces(_ count: Int) {
    buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }

  mutating func finish() {
    flush()
    close(descriptor)
  }

  private mutating func flush() {
    var at = 0
    while at < buffer.count {
      let written = buffer[at...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      precondition(written > 0, "the file cannot be written; is the disk full?")
      at += written
    }
    bytesWritten += at
    buffer.removeAll(keepingCapacity: true)
  }
}

struct OutputError: Error {
  var path: String
  var code: Int32
}
