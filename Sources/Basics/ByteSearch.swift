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
    contains(old) ? pieces(around: old).joined(separator: new) : self
  }
}
