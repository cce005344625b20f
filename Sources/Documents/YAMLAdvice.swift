/// What libyaml says of the mistakes that people make most, in their words.
enum YAMLAdvice {
  /// - Parameters:
  ///   - what: libyaml's message.
  ///   - start: where the construct begins in which the mistake was met; nil if nothing tells.
  /// - Returns: nil for all other mistakes.
  static func text(
    _ what: String, at offset: Int, begun start: Int?, in source: SourceText
  ) -> String? {
    func byte(_ offset: Int?) -> UInt8? {
      offset.flatMap { $0 < source.count ? source.buffer[$0] : nil }
    }
    let isIndented = what.hasPrefix("found a tab character that violates indentation")
    let isStart = what.hasPrefix("found character that cannot start any token")
    if isIndented || isStart && byte(offset) == 0x09 {
      return "a tab stands where only blanks may indent"
    }
    if isStart, let first = byte(offset), [0x25, 0x40, 0x60].contains(first) {
      return "a text that begins with \(Unicode.Scalar(first)) must be in quotes"
    }
    if what.hasPrefix("did not find expected alphabetic"), byte(start) == UInt8(ascii: "*") {
      return "a text that begins with * must be in quotes"
    }
    if what.hasPrefix("mapping values are not allowed") {
      return "\(what); a text with a colon and a blank in it must be in quotes"
    }
    return nil
  }
}
