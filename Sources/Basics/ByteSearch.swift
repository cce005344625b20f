import CLibrary

extension String {
  /// What lies around a text, by bytes: joined by it, the pieces are the whole again.
  public func pieces(around separator: String) -> [String] {
    let bytes = Array(utf8)
    let other = Array(separator.utf8)
    var pieces: [String] = []
    var start = 0
    var index = 0
    while !other.isEmpty, index + other.count <= bytes.count {
      if bytes[index] == other[0], bytes[index..<index + other.count].elementsEqual(other) {
        pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += other.count
        start = index
      } else {
        index += 1
      }
    }
    pieces.append(String(decoding: bytes[start...], as: UTF8.self))
    return pieces
  }

  /// With another text in the place of each that is found, by bytes.
  public func replacingBytes(of old: String, with new: String) -> String {
    var (text, old, new) = (self, old, new)
    let bytes = text.withUTF8 { text in
      old.withUTF8 { old in new.withUTF8 { replaced(text, old, with: $0) } }
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) } ?? self
  }
}

/// The bytes with others in the place of those that are found; nil if none are.
private func replaced(
  _ text: UnsafeBufferPointer<UInt8>, _ old: UnsafeBufferPointer<UInt8>,
  with new: UnsafeBufferPointer<UInt8>
) -> [UInt8]? {
  guard let whole = text.baseAddress, let sought = old.baseAddress, !old.isEmpty else { return nil }
  var bytes: [UInt8] = []
  var start = 0
  var index = 0
  while index + old.count <= text.count,
    let found = memchr(whole + index, Int32(sought[0]), text.count - old.count - index + 1)
  {
    index = UnsafeRawPointer(found) - UnsafeRawPointer(whole)
    guard memcmp(whole + index, sought, old.count) == 0 else {
      index += 1
      continue
    }
    if bytes.isEmpty { bytes.reserveCapacity(text.count + new.count) }
    bytes += UnsafeBufferPointer(rebasing: text[start..<index])
    bytes += new
    index += old.count
    start = index
  }
  guard start > 0 else { return nil }
  return bytes + UnsafeBufferPointer(rebasing: text[start...])
}
