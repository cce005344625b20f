import Basics
import Documents

/// Where what a place names is said.
struct DefinitionSearch {
  private let session: Session
  private let place: EditorPlace

  init(_ session: Session, at place: EditorPlace) {
    self.session = session
    self.place = place
  }

  var json: JSONText {
    // What belongs to the program lies in no file of this machine.
    guard let found, found.source.path.hasPrefix("/"),
      let lines = session.lines(of: found.source.path)
    else { return .null }
    let token = found.source.tokenRange(at: found.offset, count: nil, reach: 1 << 14)
    let line = lines.range(ofLine: lines.line(of: token.lowerBound))
    return .object([
      ("uri", .string(session.uri(of: found.source.path))),
      (
        "range",
        lines.range(
          of: token.lowerBound..<max(token.lowerBound, min(token.upperBound, line.upperBound)),
          in: session.encoding)
      ),
    ])
  }

  private var found: SourcePlace? {
    if let cursor = place.expression {
      return session.expressionNames(at: place)?.entry(at: cursor)?.place
    }
    return session.rule(named: place.lines.text(in: place.word), at: place)?.place
  }
}
