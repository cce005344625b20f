/// What is kept of a kubelet's configuration: all but the two fields that may hold a credential.
enum KubeletExport {
  private static let fields = ["staticPodURL", "staticPodURLHeader"]

  /// The JSON text with `"***HIDDEN***"` in place of the values of those fields.
  static func masked(_ text: [UInt8]) -> [UInt8] {
    var result = text
    for field in fields {
      let key = Array("\"\(field)\"".utf8)
      var start = 0
      while let at = index(of: key, in: result, from: start) {
        let value = skippingBlanks(in: result, from: at + key.count)
        start = at + key.count
        guard value < result.count, result[value] == UInt8(ascii: ":") else { continue }
        let begin = skippingBlanks(in: result, from: value + 1)
        let hidden = Array("\"\(SecretExport.hidden)\"".utf8)
        result.replaceSubrange(begin..<end(ofValueAt: begin, in: result), with: hidden)
        start = begin + hidden.count
      }
    }
    return result
  }

  private static func index(of key: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard text.count >= key.count else { return nil }
    return (start..<max(start, text.count - key.count + 1)).first {
      text[$0] == key[0] && text[$0..<$0 + key.count].elementsEqual(key)
    }
  }

  private static func skippingBlanks(in text: [UInt8], from start: Int) -> Int {
    text[min(start, text.count)...].firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      ?? text.count
  }

  /// Where a value ends: behind its last quote or bracket, or before the comma that follows.
  private static func end(ofValueAt start: Int, in text: [UInt8]) -> Int {
    var depth = 0
    var isString = false
    var at = start
    while at < text.count {
      let byte = text[at]
      if isString {
        if byte == UInt8(ascii: "\\") { at += 1 }
        if byte == UInt8(ascii: "\"") {
          isString = false
          if depth == 0 { return min(at + 1, text.count) }
        }
      } else if byte == UInt8(ascii: "\"") {
        isString = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth <= 0 { return depth < 0 ? at : at + 1 }
      } else if byte == UInt8(ascii: ","), depth == 0 {
        return at
      }
      at += 1
    }
    return text.count
  }
}
