/// How Kubernetes writes quantities: `500m`, `1.5Gi`, `2e6`.
///
/// Source: `ParseQuantity` of k8s.io/apimachinery.
enum QuantityForm {
  private static let suffixes: [StaticString] = [
    "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
  ]

  static func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    func isSign(_ i: Int) -> Bool {
      i < text.count && (text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+"))
    }
    /// Goes over digits; gives how many there are.
    func digits() -> Int {
      let start = at
      while at < text.count, text[at] &- 0x30 < 10 { at += 1 }
      return at - start
    }
    if isSign(0) { at = 1 }
    var count = digits()
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      count += digits()
    }
    guard count > 0 else { return false }
    let rest = UnsafeBufferPointer(rebasing: text[at...])
    if rest.isEmpty || suffixes.contains(where: { rest.elementsEqual($0.bytes) }) { return true }
    guard text[at] | 0x20 == UInt8(ascii: "e") else { return false }
    at += isSign(at + 1) ? 2 : 1
    return digits() > 0 && at == text.count
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
