import Documents

/// What a JSON list holds before the place at which it breaks off, or at which it is no JSON.
enum BrokenJSON {
  /// Bytes of a text that is repaired: it is copied.
  private static let limit = 256 << 20

  /// The text with its list ended after the last element that is whole, or behind itself, and
  /// blanks for the rest, so that every offset stays what it was. nil if the text is not a list, or
  /// no element is whole.
  ///
  /// - Parameter end: Bytes of the text that are JSON.
  static func repaired(_ source: SourceText, before end: Int) -> SourceText? {
    guard source.count <= limit, let first = source.buffer.first(where: { $0 > 0x20 }),
      "{[".utf8.contains(first), let cut = Cut(source.buffer.prefix(end))
    else { return nil }
    var bytes = Array(source.buffer.prefix(cut.end)) + cut.closing
    bytes += [UInt8](repeating: 0x20, count: max(0, source.count - bytes.count))
    return SourceText(path: source.path, text: String(decoding: bytes, as: UTF8.self))
  }

  /// Where the last value of a text can be ended.
  private struct Cut {
    var end = 0
    var closing: [UInt8] = []

    init?(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
      var open: [UInt8] = []
      // The array whose elements count: that of `items`, or one that is the value itself.
      var listDepth: Int?
      var isItems = false
      // Whether what broke off stands behind the list.
      var isListWhole = false
      var i = 0
      while i < bytes.endIndex {
        switch bytes[i] {
        case UInt8(ascii: "\""):
          let start = i
          i += 1
          while i < bytes.endIndex, bytes[i] != UInt8(ascii: "\"") {
            i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1
          }
          if open.count == 1, i < bytes.endIndex {
            isItems = bytes[start...i].elementsEqual("\"items\"".utf8)
          }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard open.count < 256 else { return nil }
          let isArray = bytes[i] == UInt8(ascii: "[")
          open.append(isArray ? UInt8(ascii: "]") : UInt8(ascii: "}"))
          if isArray, listDepth == nil, open.count == 1 || open.count == 2 && isItems {
            listDepth = open.count
          }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard open.popLast() == bytes[i] else { return nil }
          if open.isEmpty {
            listDepth = nil
            isItems = false
            isListWhole = false
          } else if !isListWhole, open.count == listDepth, bytes[i] == UInt8(ascii: "}") {
            end = i + 1
            closing = open.reversed()
          } else if !isListWhole, let depth = listDepth, open.count < depth {
            isListWhole = true
            end = i + 1
            closing = open.reversed()
          }
        default: break
        }
        i += 1
      }
      guard listDepth != nil, !closing.isEmpty, end > 0 else { return nil }
    }
  }
}
