/// `text` with the letters A to Z made small, and nothing else changed.
public func asciiLowercased(_ text: String) -> String {
  String(
    decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
}
