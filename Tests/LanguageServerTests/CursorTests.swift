import Testing

@testable import LanguageServer

@Suite("what stands at a position of a file that is being typed")
struct CursorTests {
  /// The text without its `|`, and where that was.
  private func marked(_ text: String) -> (lines: TextLines, offset: Int) {
    var bytes = Array(text.utf8)
    let offset = bytes.firstIndex(of: UInt8(ascii: "^")) ?? 0
    bytes.remove(at: offset)
    return (TextLines(bytes), offset)
  }

  /// `validations/-/expression=`, or `validations/-/na` where a key is written.
  private func shown(_ text: String) -> String {
    let (lines, offset) = marked(text)
    let cursor = YAMLCursor(lines, at: offset)
    let path = cursor.path.map { step in
      if case .key(let key) = step { key } else { "-" }
    }.joined(separator: "/")
    switch cursor.part {
    case .key(let start): return "\(path) \(lines.text(in: start..<max(start, offset)))?"
    case .value(let start): return "\(path)=\(lines.text(in: start..<max(start, offset)))"
    }
  }

  @Test(
    "keys and values, in blocks and in brackets",
    arguments: [
      ("^", " ?"), ("id: a^", "id=a"), ("i^d: a", " i?"), ("id: a\nti^", " ti?"),
      ("fix:\n  te^", "fix te?"), ("fix:\n  ^", "fix ?"), ("fix:\n  text: a\n^", " ?"),
      ("a:\n  - name: x\n    ex^", "a/- ex?"), ("a:\n  - name: x\n  - ^", "a/- ?"),
      ("a:\n- name: x\n  ex^", "a/- ex?"), ("a:\n- name: x\nb: ^", "b="),
      ("a:\n  - name: x\n    e: >-\n      one\n      two^", "a/-/e=>-\n      one\n      two"),
      ("a: |\n  id: x\n\n  ^\nb: 1", "a=|\n  id: x\n\n  "), ("a: |\n  id: x\nb^", " b?"),
      ("a: {b: c^", "a/b=c"), ("a: {b: c, d^}", "a d?"), ("a: {b: {c: [x, y^", "a/b/c/-=y"),
      ("a:\n  - {name: x, e: node.^}", "a/-/e=node."), ("a: {b: 1}\nc^", " c?"),
      ("a: {b: [1], c: ^}", "a/c="), ("a: [x, ^]", "a/-="), ("a: \"x: y^\"", "a=\"x: y"),
      ("a: {b: 1\nc: ^", "c="), ("a: \"open\nc: ^", "c="), ("# a: b\nc: # d\n  e^", "c e?"),
      ("a:\n  b: one\n    two^", "a/b=one\n    two"), ("{\"a\": {\"b^", "a \"b?"),
      ("a:\n    - ^x: 1", "a/- ?"), ("\"a b\": ^", "a b="), ("a: x # ^", "a=x # "),
      ("- - a: ^", "-/-/a="), ("---\nid: ^", "id="), ("a: }]}]^", "a=}]}]"),
      ("a: {b: 1,\r\n  c^", "a c?"), ("a: {b: 1,\r\n  c: ^", "a/c="),
      ("a: {\r\n  \"b\"\r\n  : ^", "a/b="), ("a: [\r\n  x^", "a/-=x"), ("a:\tb^", "a=b"),
      ("a: {b:\tc, d^", "a d?"), ("-\ta: ^", "-/a="), ("a: {b: ',}', c^", "a c?"),
      ("a: ['it''s ]', {b^", "a/- b?"), ("a: [it's], c: 1\nb^", " b?"), ("{}\n{a^", " a?"),
    ])
  func yaml(_ text: String, _ expected: String) {
    #expect(shown(text) == expected)
  }

  @Test("no text traps the cursor, wherever it is cut")
  func anything() {
    let text = SmallPack.ruleText + "a: {b: ['x, \"y', [{c: }]] : \\\"\n- - : {{[\n\t- x"
    let bytes = Array(text.utf8)
    for end in 0...bytes.count {
      let lines = TextLines(Array(bytes[..<end]))
      _ = YAMLCursor(lines, at: end)
      _ = ExpressionCursor(bytes, from: max(0, end - 40), at: end)
    }
    _ = YAMLCursor(TextLines(Array(repeating: UInt8(ascii: "{"), count: 10_000)), at: 10_000)
  }

  @Test("long files and expressions are read once", .timeLimit(.minutes(10)))
  func longTexts() {
    let maps = Array(String(repeating: "{}\n", count: 100_000).utf8)
    #expect(YAMLCursor(TextLines(maps), at: maps.count).part == .key(start: maps.count))
    let quotes =
      Array(("a: [" + String(repeating: " ", count: 200_000)).utf8)
      + Array(String(repeating: "x'", count: 200_000).utf8)
    #expect(YAMLCursor(TextLines(quotes), at: quotes.count).path == [.key("a"), .item])
    let members = Array(String(repeating: "a.", count: 300_000).utf8)
    let cursor = ExpressionCursor(members, from: 0, at: members.count)
    #expect(cursor.receiver.count == 300_000)
  }

  @Test(
    "names of expressions, with what stands before them",
    arguments: [
      ("a^", "", "a"), ("a.b^", "a", "b"), ("a.?b.c^d", "a.b", "cd"), ("x && a.^", "a", ""),
      ("a[0].b^", "a.[]", "b"), ("a['x.y'].b[c.d].e^", "a.[].b.[]", "e"),
      ("f(x).b^", "f()", "b"), ("a.f(x, ')').b^", "a.f()", "b"),
      ("a.?b.orValue([]).c^", "a.b", "c"), ("'x'.s^", "?", "s"), ("(a).b^", "?", "b"),
      ("a\n  .b^", "a", "b"), ("[1].f^", "?", "f"), ("1.^", "?", ""),
    ])
  func expressions(_ text: String, _ receiver: String, _ name: String) {
    let (lines, offset) = marked(text)
    let cursor = ExpressionCursor(lines.bytes, from: 0, at: offset)
    let shown = cursor.receiver.map { part in
      switch part {
      case .name(let name): name
      case .call(let name): "\(name)()"
      case .element: "[]"
      case .other: "?"
      }
    }.joined(separator: ".")
    #expect(shown == receiver)
    #expect(cursor.name == name)
  }

  @Test("positions count as the client counts, and stay in the text")
  func positions() {
    let lines = TextLines(Array("a😀é\r\nb\rc\n".utf8))
    #expect(lines.count == 4)
    func offset(_ line: Int, _ character: Int, _ encoding: PositionEncoding) -> Int {
      lines.offset(of: TextPosition(line: line, character: character), in: encoding)
    }
    #expect([0, 1, 2, 3, 4, 5].map { offset(0, $0, .utf16) } == [0, 1, 1, 5, 7, 7])
    #expect([0, 1, 2, 5, 6, 7, 8].map { offset(0, $0, .utf8) } == [0, 1, 1, 5, 5, 7, 7])
    #expect(offset(1, 0, .utf16) == 9 && offset(2, 5, .utf8) == 12 && offset(3, 0, .utf8) == 13)
    #expect(offset(99, 0, .utf8) == 13)
    #expect(lines.position(of: 5, in: .utf16) == TextPosition(line: 0, character: 3))
    #expect(lines.position(of: 5, in: .utf8) == TextPosition(line: 0, character: 5))
    #expect(lines.position(of: 99, in: .utf8) == TextPosition(line: 3, character: 0))
  }
}
