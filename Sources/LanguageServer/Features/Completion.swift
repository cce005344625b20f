import Basics
import Engine
import Findings
import Rules
import Snapshots

/// What may be written at a place.
struct Completion {
  private let session: Session
  private let place: EditorPlace
  private let encoding: PositionEncoding

  init(_ session: Session, at place: EditorPlace) {
    self.session = session
    self.place = place
    encoding = session.encoding
  }

  var json: JSONText {
    .object([("isIncomplete", .bool(false)), ("items", .array(items))])
  }

  private var items: [JSONText] {
    if let cursor = place.expression {
      guard let names = session.expressionNames(at: place) else { return [] }
      let range = cursor.word.lowerBound..<place.offset
      return names.entries(at: cursor).map { entry in
        item(
          entry.name, kind: entry.kind.rawValue, detail: entry.detail, text: entry.text,
          replacing: range)
      }
    }
    if place.ruleNaming != nil { return rules }
    switch place.cursor.part {
    case .key(let start):
      let keys = (place.field?.fields ?? []).map { field in
        item(
          field.name, kind: 10, detail: FieldDocs.name(of: field.type),
          text: FieldDocs.text(of: field), insert: field.name + ": ",
          replacing: min(start, place.offset)..<place.offset)
      }
      return keys.isEmpty ? values(from: start) : keys
    case .value(let start): return values(from: start)
    }
  }

  private func values(from start: Int) -> [JSONText] {
    (place.field?.values ?? []).map { value in
      item(
        value, kind: 20, detail: "", text: "", replacing: min(start, place.offset)..<place.offset)
    }
  }

  private var rules: [JSONText] {
    let range = place.word.lowerBound..<place.offset
    return session.rules(at: place).map { name, rule in
      item(name, kind: 18, detail: rule.title, text: Hover.text(of: rule), replacing: range)
    }
  }

  private func item(
    _ label: String, kind: Int, detail: String, text: String, insert: String? = nil,
    replacing range: Range<Int>
  ) -> JSONText {
    var fields: [(String, JSONText)] = [("label", .string(label)), ("kind", .number(kind))]
    if !detail.isEmpty { fields.append(("detail", .string(detail))) }
    if !text.isEmpty { fields.append(("documentation", Hover.markdown(text))) }
    fields.append(
      (
        "textEdit",
        .object([
          ("range", place.lines.range(of: range, in: encoding)),
          ("newText", .string(insert ?? label)),
        ])
      ))
    return .object(fields)
  }
}
