extension String {
  /// Whether a text is in this one, byte for byte. The search of the standard library makes tables
  /// first, which costs more than most names are long.
  public func holdsBytes(of other: String) -> Bool {
    withUTF8Bytes(self) { bytes in
      withUTF8Bytes(other) { part in
        guard let first = part.first else { return true }
        guard part.count <= bytes.count else { return false }
        return (0...(bytes.count - part.count)).contains { start in
          bytes[start] == first
            && part.indices.allSatisfy { bytes[start + $0] == part[$0] }
        }
      }
    }
  }

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
    holdsBytes(of: old) ? pieces(around: old).joined(separator: new) : self
  }
}
