/// A selector of Calico: `app == 'web' && !has(role)`.
///
/// Source: docs.tigera.io, resource reference, "Selectors". `!=` and `not in` hold where the label
/// is missing; `&&` binds closer than `||`.
indirect enum CalicoSelector: Hashable, Sendable {
  case all
  /// What belongs to no namespace.
  case global
  case has(String)
  case comparison(String, Comparison, [String])
  case not(CalicoSelector)
  case and([CalicoSelector])
  case or([CalicoSelector])

  enum Comparison: Hashable, Sendable {
    case isIn
    case contains
    case startsWith
    case endsWith

    func holds(_ value: String, _ operands: [String]) -> Bool {
      let value = Array(value.utf8)
      return operands.contains { operand in
        let operand = Array(operand.utf8)
        return switch self {
        case .isIn: value == operand
        case .contains: operand.isEmpty || value.firstRange(of: operand) != nil
        case .startsWith: value.starts(with: operand)
        case .endsWith: value.reversed().starts(with: operand.reversed())
        }
      }
    }
  }

  /// Bytes of a selector that is read; a longer one does not count.
  static let sizeLimit = 4096

  /// Nil if the text is not a selector. An empty text selects all.
  init?(_ text: String) {
    guard text.utf8.count <= CalicoSelector.sizeLimit else { return nil }
    var parser = CalicoSelectorParser(text: Array(text.utf8))
    guard let selector = parser.selector() else { return nil }
    self = selector
  }

  /// Whether it selects what has these labels.
  func selects(_ label: (String) -> KnownLabels.Label) -> PolicyAnswer {
    switch self {
    case .all: return .yes
    case .global: return .no
    case .has(let key):
      switch label(key) {
      case .value, .hidden: return .yes
      case .absent: return .no
      case .unknown(let reason): return .unknown(reason)
      }
    case .comparison(let key, let comparison, let operands):
      switch label(key) {
      case .value(let value): return PolicyAnswer(comparison.holds(value, operands))
      case .absent: return .no
      case .hidden(let reason), .unknown(let reason): return .unknown(reason)
      }
    case .not(let inner): return !inner.selects(label)
    case .and(let terms): return .all(terms) { $0.selects(label) }
    case .or(let terms): return .any(terms) { $0.selects(label) }
    }
  }
}

/// Reads a selector from left to right.
private struct CalicoSelectorParser {
  let text: [UInt8]
  var index = 0
  var depth = 0

  static let depthLimit = 32

  mutating func selector() -> CalicoSelector? {
    skipSpace()
    if index == text.count { return .all }
    guard let selector = alternatives() else { return nil }
    return index == text.count ? selector : nil
  }

  private mutating func alternatives() -> CalicoSelector? {
    list(separatedBy: "||") { $0.conjunction() }.map { $0.count == 1 ? $0[0] : .or($0) }
  }

  private mutating func conjunction() -> CalicoSelector? {
    list(separatedBy: "&&") { $0.term() }.map { $0.count == 1 ? $0[0] : .and($0) }
  }

  private mutating func list(
    separatedBy separator: String, _ item: (inout CalicoSelectorParser) -> CalicoSelector?
  ) -> [CalicoSelector]? {
    var items: [CalicoSelector] = []
    repeat {
      guard let next = item(&self) else { return nil }
      items.append(next)
    } while take(separator)
    return items
  }

  private mutating func term() -> CalicoSelector? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= CalicoSelectorParser.depthLimit else { return nil }
    if take("!") { return term().map { .not($0) } }
    if take("(") {
      guard let inner = alternatives(), take(")") else { return nil }
      return inner
    }
    guard let key = word() else { return nil }
    if take("(") {
      if key == "has" {
        guard let label = word(), take(")") else { return nil }
        return .has(label)
      }
      guard take(")") else { return nil }
      return key == "all" ? .all : key == "global" ? .global : nil
    }
    return comparison(of: key)
  }

  private mutating func comparison(of key: String) -> CalicoSelector? {
    if take("==") || take("=") { return operand().map { .comparison(key, .isIn, [$0]) } }
    if take("!=") { return operand().map { .not(.comparison(key, .isIn, [$0])) } }
    switch word() {
    case "in": return set().map { .comparison(key, .isIn, $0) }
    case "not":
      guard word() == "in" else { return nil }
      return set().map { .not(.comparison(key, .isIn, $0)) }
    case "contains": return operand().map { .comparison(key, .contains, [$0]) }
    case "starts":
      guard word() == "with" else { return nil }
      return operand().map { .comparison(key, .startsWith, [$0]) }
    case "ends":
      guard word() == "with" else { return nil }
      return operand().map { .comparison(key, .endsWith, [$0]) }
    default: return nil
    }
  }

  /// `{'a', 'b'}`.
  private mutating func set() -> [String]? {
    guard take("{") else { return nil }
    if take("}") { return [] }
    var operands: [String] = []
    repeat {
      guard let next = operand() else { return nil }
      operands.append(next)
    } while take(",")
    return take("}") ? operands : nil
  }

  /// A text in single or double quotes.
  private mutating func operand() -> String? {
    skipSpace()
    guard index < text.count, text[index] == 0x22 || text[index] == 0x27,
      let end = text[(index + 1)...].firstIndex(of: text[index])
    else { return nil }
    let operand = String(decoding: text[(index + 1)..<end], as: UTF8.self)
    index = end + 1
    skipSpace()
    return operand
  }

  /// A key or keyword.
  private mutating func word() -> String? {
    skipSpace()
    let start = index
    while index < text.count, isPartOfWord(text[index]) { index += 1 }
    guard index > start else { return nil }
    let word = String(decoding: text[start..<index], as: UTF8.self)
    skipSpace()
    return word
  }

  private func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private mutating func take(_ symbol: String) -> Bool {
    skipSpace()
    guard text[index...].starts(with: symbol.utf8) else { return false }
    index += symbol.utf8.count
    skipSpace()
    return true
  }

  private mutating func skipSpace() {
    while index < text.count, text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0A {
      index += 1
    }
  }
}
