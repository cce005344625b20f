import Basics
import Rules
import Snapshots

/// What is known of what stands at a place.
struct Hover {
  private let session: Session
  private let place: EditorPlace

  init(_ session: Session, at place: EditorPlace) {
    self.session = session
    self.place = place
  }

  var json: JSONText {
    guard let (text, range) = found else { return .null }
    return .object([
      ("contents", Self.markdown(text)),
      ("range", place.lines.range(of: range, in: session.encoding)),
    ])
  }

  private var found: (text: String, range: Range<Int>)? {
    if let cursor = place.expression {
      return session.expressionNames(at: place)?.entry(at: cursor).map { ($0.text, cursor.word) }
    }
    if place.ruleNaming != nil {
      let name = place.lines.text(in: place.word)
      return session.rule(named: name, at: place).map { (Self.text(of: $0), place.word) }
    }
    guard case .key = place.cursor.part, let form = place.form else { return nil }
    let name = place.lines.text(in: place.word)
    let path = place.cursor.path + [.key(name)]
    guard let field = DeclaredField(path, in: form.declaration)?.declaration else { return nil }
    let text = "`\(name)`: \(FieldDocs.name(of: field.type))\n\n\(FieldDocs.text(of: field))"
    return (text, place.word)
  }

  static func text(of rule: Rule) -> String {
    "**\(rule.title)** (`\(rule.fullId)`, \(rule.severity.rawValue))\n\n\(rule.why)"
  }

  static func markdown(_ text: String) -> JSONText {
    .object([("kind", .string("markdown")), ("value", .string(text))])
  }
}
