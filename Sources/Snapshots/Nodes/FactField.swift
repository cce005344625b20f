import Documents

/// A field on its way into the `node` value.
enum FactField {
  case value(Value)
  case text(String)
  case texts([String], tail: UInt32)
  case unknown(UInt32)
  /// Proved not to be there.
  case absent
}

extension FactBuilders {
  /// A map of fields without places of their own; unknown where the store is full.
  func object(_ fields: [(String, FactField)]) -> FactField {
    guard let builder = builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for (key, field) in fields {
      if case .absent = field { continue }
      builder.key(key)
      switch field {
      case .value(let value): builder.link(value)
      case .text(let text): builder.string(text)
      case .texts(let texts, let tail):
        builder.beginList()
        for text in texts { builder.string(text) }
        builder.endList(tail: tail)
      case .unknown(let reason): builder.unknown(reason: reason)
      case .absent: break
      }
    }
    builder.endMap()
    return .value(builder.finish())
  }
}
