import Basics
import Documents

/// The first place at which two JSON documents differ, in the order of the first.
struct JSONDifference {
  /// Where, and what stands there in each; nil if they say the same.
  private(set) var text: String?

  init(_ old: DocumentValue, _ new: DocumentValue) {
    text = Self.difference(old, new, at: "")
  }

  private static func difference(
    _ old: DocumentValue, _ new: DocumentValue, at pointer: String
  ) -> String? {
    switch (old.value.tag, new.value.tag) {
    case (.map, .map):
      let (olds, news) = (old.entries, new.entries)
      for (key, value) in olds {
        let inner = "\(pointer)/\(JSONPointer.escaped(key))"
        guard let other = new[key] else { return "\(inner) is not there" }
        if let found = difference(value, other, at: inner) { return found }
      }
      return news.first { old[$0.key] == nil }.map {
        "\(pointer)/\(JSONPointer.escaped($0.key)) is there now"
      }
    case (.list, .list):
      let (olds, news) = (old.elements, new.elements)
      for (index, (value, other)) in zip(olds, news).enumerated() {
        if let found = difference(value, other, at: "\(pointer)/\(index)") { return found }
      }
      return olds.count == news.count
        ? nil : "\(pointer) had \(counted(olds.count, "element")), and has \(news.count)"
    default:
      let (then, now) = (shown(old), shown(new))
      return then == now ? nil : "\(pointer) was \(then), and is \(now)"
    }
  }

  private static func shown(_ value: DocumentValue) -> String {
    switch value.value.tag {
    case .map: return "an object"
    case .list: return "a list"
    default: break
    }
    if let text = value.string {
      let masked = CredentialText.masked(String(text.prefix(200)))
      return QuotedText.json(masked)
    }
    if let bool = value.bool { return String(bool) }
    if let int = value.int { return String(int) }
    if let double = value.double { return String(double) }
    return "null"
  }
}
