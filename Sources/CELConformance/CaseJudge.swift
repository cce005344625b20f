import Documents

/// Compares outcomes with what the cases expect, as `score.py` beside the cases does.
enum CaseJudge {
  /// Whether a case passed.
  static func passes(_ outcome: CaseRunner.Outcome, _ test: DocumentValue) -> Bool {
    guard let expected = test["expected"] else { return false }
    if expected["eval_error"] != nil || expected["any_eval_errors"] != nil {
      return outcome.stage != .ok
    }
    if expected["compile_error"] != nil { return outcome.stage != .ok }
    guard outcome.stage == .ok else { return false }
    if let typed = expected["typed_result"] {
      guard let type = typed["type"], isSame(type, document(outcome.type)) else { return false }
      return typed["value"].map { isSame($0, document(outcome.value)) } ?? true
    }
    return expected["value"].map { isSame($0, document(outcome.value)) } ?? false
  }

  private static func document(_ json: String?) -> DocumentValue? {
    guard let json else { return nil }
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "outcome", text: "[\(json)]"))
    return reading.documents.first.flatMap { DocumentValue($0, in: store).elements.first }
  }

  /// Equality of values in the cases' notation: maps without order, any NaN like any other.
  static func isSame(_ want: DocumentValue, _ got: DocumentValue?) -> Bool {
    guard let got else { return false }
    guard want.entries.count == 1, got.entries.count == 1 else { return isEqual(want, got) }
    let (kind, x) = want.entries[0]
    let (other, y) = got.entries[0]
    guard kind == other else { return false }
    switch kind {
    case "double":
      guard let a = x.string, let b = y.string else { return false }
      return a == b || (Double(a) != nil && Double(a) == Double(b))
    case "list": return areSame(x.elements, y.elements)
    case "map": return areSameEntries(x.elements, y.elements)
    case "optional": return x.isNull || y.isNull ? x.isNull && y.isNull : isSame(x, y)
    default: return isEqual(x, y)
    }
  }

  private static func areSame(_ want: [DocumentValue], _ got: [DocumentValue]) -> Bool {
    want.count == got.count && zip(want, got).allSatisfy { isSame($0, $1) }
  }

  private static func areSameEntries(_ want: [DocumentValue], _ got: [DocumentValue]) -> Bool {
    guard want.count == got.count else { return false }
    var rest = got
    for entry in want {
      let hit = rest.firstIndex {
        isSameKey(entry.elements[0], $0.elements[0])
          && isSame(entry.elements[1], $0.elements[1])
      }
      guard let hit else { return false }
      rest.remove(at: hit)
    }
    return true
  }

  /// Keys compare across int and uint.
  private static func isSameKey(_ a: DocumentValue, _ b: DocumentValue) -> Bool {
    guard let (kind, x) = a.entries.first, let (other, y) = b.entries.first else { return false }
    let integers: Set = ["int", "uint"]
    if integers.contains(kind), integers.contains(other) { return x.string == y.string }
    return kind == other && isEqual(x, y)
  }

  /// Equality of plain JSON.
  private static func isEqual(_ a: DocumentValue, _ b: DocumentValue) -> Bool {
    if a.value.tag != b.value.tag { return false }
    switch a.value.tag {
    case .string: return Array((a.string ?? "").utf8) == Array((b.string ?? "").utf8)
    case .bool: return a.bool == b.bool
    case .list:
      return a.elements.count == b.elements.count
        && zip(a.elements, b.elements).allSatisfy { isEqual($0, $1) }
    case .map:
      return a.entries.count == b.entries.count
        && a.entries.allSatisfy { key, value in b[key].map { isEqual(value, $0) } ?? false }
    case .null: return true
    default: return a.int == b.int
    }
  }
}
