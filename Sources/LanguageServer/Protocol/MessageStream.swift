/// Takes messages out of a stream of bytes: before each stands a header that says its length.
///
/// What is no header, or announces too much, is passed over to the next header. Inside of JSON none
/// can be found by mistake: its texts hold no line breaks as they are.
struct MessageStream {
  /// Bytes of one message.
  static let messageLimit = 32 << 20
  /// Bytes of one header.
  static let headerLimit = 4096

  enum Part: Equatable {
    case message([UInt8])
    /// Why what came is none; once for all that is passed over.
    case flaw(String)
  }

  private var buffer: [UInt8] = []
  /// What lies before it was taken.
  private var start = 0
  /// The length of the message whose header was taken.
  private var awaited: Int?
  /// Whether a header is looked for.
  private var isLost = false

  mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.removeSubrange(..<start)
    start = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next message, or what is wrong; nil if more bytes are needed.
  mutating func next() -> Part? {
    while true {
      if let length = awaited {
        guard buffer.count - start >= length else { return nil }
        defer { start += length }
        awaited = nil
        return .message(Array(buffer[start..<start + length]))
      }
      if isLost {
        guard findHeader() else { return nil }
      }
      guard let end = headerEnd() else {
        guard buffer.count - start > Self.headerLimit else { return nil }
        if let flaw = pass(over: "a header is longer than \(Self.headerLimit) bytes") {
          return flaw
        }
        continue
      }
      switch Self.length(in: buffer[start..<end]) {
      case .success(let length):
        awaited = length
        isLost = false
        start = end + 4
      case .failure(let flaw):
        if let flaw = pass(over: flaw.reason) { return flaw }
      }
    }
  }

  private struct HeaderFlaw: Error { let reason: String }

  private mutating func pass(over reason: String) -> Part? {
    start += 1
    defer { isLost = true }
    return isLost ? nil : .flaw(reason)
  }

  private static let name = Array("content-length:".utf8)

  /// Goes to the next header; false if none is there yet.
  private mutating func findHeader() -> Bool {
    while start + Self.name.count <= buffer.count {
      if Self.isName(buffer[start..<start + Self.name.count]) { return true }
      start += 1
    }
    return false
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    zip(bytes, name).allSatisfy { byte, wanted in
      byte == wanted || (byte | 0x20 == wanted && wanted >= 0x61)
    }
  }

  /// Where the header ends: before its empty line.
  private func headerEnd() -> Int? {
    var i = start
    let end = min(buffer.count, start + Self.headerLimit + 4)
    while i + 4 <= end {
      if buffer[i] == 0x0D, buffer[i + 1] == 0x0A, buffer[i + 2] == 0x0D, buffer[i + 3] == 0x0A {
        return i
      }
      i += 1
    }
    return nil
  }

  private static func length(in header: ArraySlice<UInt8>) -> Result<Int, HeaderFlaw> {
    var length: Int?
    for line in String(decoding: header, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") })
      else { return .failure(HeaderFlaw(reason: "a header is not \"name: value\"")) }
      guard parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].drop { $0 == " " }
      guard let number = Int(digits), number >= 0, digits.first != "+", length == nil else {
        return .failure(HeaderFlaw(reason: "Content-Length is not a number of bytes"))
      }
      length = number
    }
    guard let length else { return .failure(HeaderFlaw(reason: "a header has no Content-Length")) }
    guard length <= messageLimit else {
      return .failure(
        HeaderFlaw(reason: "a message is longer than \(messageLimit) bytes"))
    }
    return .success(length)
  }
}
