/// A small generator of pseudo-random numbers (SplitMix64): the same seed gives the same file on
/// every machine.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True once in that many times.
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }

  mutating func text(of alphabet: StaticString, count: Int) -> String {
    let bytes = alphabet.withUTF8Buffer { Array($0) }
    return String(decoding: (0..<count).map { _ in bytes[below(bytes.count)] }, as: UTF8.self)
  }

  mutating func hexadecimal(_ count: Int) -> String { text(of: "0123456789abcdef", count: count) }

  /// What Kubernetes ends generated names with: no vowels, and no digits that look like letters.
  mutating func suffix(_ count: Int) -> String {
    text(of: "bcdfghjklmnpqrstvwxz2456789", count: count)
  }

  mutating func uid() -> String {
    "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-a\(hexadecimal(3))-\(hexadecimal(12))"
  }

  mutating func base64(_ count: Int) -> String {
    text(of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", count: count)
  }

  /// A time in the first quarter of 2026, as Kubernetes writes it.
  mutating func time() -> Value {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "2026-\(two(1 + below(3)))-\(two(1 + below(28)))"
    return "\(day)T\(two(below(24))):\(two(below(60))):\(two(below(60)))Z"
  }
}
