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
    let pattern = Array(text.utf8)
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start...].starts(with: pattern) {
        return utf8.index(start, offsetBy: pattern.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
