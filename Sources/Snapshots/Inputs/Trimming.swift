import CLibrary

/// `text` without blanks, tabs and carriage returns at its ends.
func trimmed(_ text: String) -> String {
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
  let bytes = Array(text.utf8)
  var start = 0
  var end = bytes.count
  while start < end, isBlank(bytes[start]) { start += 1 }
  while end > start, isBlank(bytes[end - 1]) { end -= 1 }
  return String(decoding: bytes[start..<end], as: UTF8.self)
}

extension String {
  /// The index after the first place of an ASCII text; nil if it does not occur.
  func range(ofASCII text: String) -> String.Index? {
    var (own, text) = (self, text)
    let end = own.withUTF8 { bytes in
      text.withUTF8 { pattern -> Int? in
        guard let base = bytes.baseAddress, let wanted = pattern.baseAddress else { return nil }
        var at = 0
        while at + pattern.count <= bytes.count,
          let found = memchr(base + at, Int32(wanted[0]), bytes.count - pattern.count + 1 - at)
        {
          at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
          if memcmp(base + at, wanted, pattern.count) == 0 { return at + pattern.count }
          at += 1
        }
        return nil
      }
    }
    return end.map { utf8.index(startIndex, offsetBy: $0) }
  }
}
