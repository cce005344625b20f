import Engine
import Snapshots

/// What a position in an open file is about.
struct EditorPlace {
  let path: String
  let lines: TextLines
  let offset: Int
  let cursor: YAMLCursor
  /// By what the fields are read; nil if nothing is known of them.
  let form: FileForm?
  /// The folder of the pack that the file belongs to.
  let folder: String?
  /// The field that the cursor's path leads to.
  let field: DeclaredField?
  /// Where the text of a value begins; nil at a key.
  private let valueStart: Int?

  init(path: String, kind: FileKind, lines: TextLines, offset: Int) {
    self.path = path
    self.lines = lines
    self.offset = offset
    let cursor = YAMLCursor(lines, at: offset)
    self.cursor = cursor
    form = FileForm(kind, lines, atLine: lines.line(of: offset))
    if case .pack(let folder, _) = kind { self.folder = folder } else { folder = nil }
    field = form.flatMap { DeclaredField(cursor.path, in: $0.declaration) }
    if case .value(let start) = cursor.part { valueStart = start } else { valueStart = nil }
  }

  /// The expression's name at the position; nil where none is.
  var expression: ExpressionCursor? {
    guard let valueStart, field?.declaration?.isExpression == true else { return nil }
    let first = valueStart < lines.bytes.count ? lines.bytes[valueStart] : 0
    let isBlock = first == UInt8(ascii: "|") || first == UInt8(ascii: ">")
    let start = isBlock ? lines.range(ofLine: lines.line(of: valueStart)).upperBound : valueStart
    guard offset >= start else { return nil }
    return ExpressionCursor(lines.bytes, from: start, at: offset)
  }

  /// The key or value at the position that is one word, as a rule's id is.
  var word: Range<Int> {
    var start = offset
    var end = offset
    func isWord(_ i: Int) -> Bool {
      ExpressionCursor.isWord(lines.bytes[i]) || "-/.$*".utf8.contains(lines.bytes[i])
    }
    while start > 0, isWord(start - 1) { start -= 1 }
    while end < lines.bytes.count, isWord(end) { end += 1 }
    return start..<end
  }

  /// How a value names rules.
  enum RuleNaming {
    /// With the names of their packs.
    case inFull
    /// Those of the file's own pack, by their ids.
    case inPack
  }

  /// How the value names rules; nil if it names none.
  var ruleNaming: RuleNaming? {
    guard valueStart != nil, case .key(let last)? = cursor.path.last(where: { $0 != .item }) else {
      return nil
    }
    return switch form {
    case .schema(.waivers), .schema(.pack): last == "rule" ? .inFull : nil
    case .schema(.configuration): last == "select" || last == "ignore" ? .inFull : nil
    case .schema(.translations): last == "rule" ? .inPack : nil
    default: nil
    }
  }
}

/// The declared field that a path in a file leads to.
struct DeclaredField {
  /// Nil for the file as a whole, and for what a map holds.
  private(set) var declaration: Declaration?
  private(set) var type: FieldType

  /// Nil if the path leads to nothing that is declared.
  init?(_ path: [YAMLCursor.Step], in root: ObjectDeclaration) {
    type = .object(root)
    for step in path {
      guard enter(step) else { return nil }
    }
  }

  private mutating func enter(_ step: YAMLCursor.Step) -> Bool {
    switch (type, step) {
    case (.object(let object), .key(let name)):
      guard let field = object.field(name) else { return false }
      declaration = field
      type = field.type
    case (.map(let value), .key): type = value
    case (.list(let element), .item): type = element
    default:
      // Another form of the value may have it.
      for case .type(let other) in declaration?.alternatives ?? [] {
        type = other
        if case .object = other { return enterObject(step) }
        if case (.list(let element), .item) = (other, step) {
          type = element
          return true
        }
      }
      return false
    }
    return true
  }

  private mutating func enterObject(_ step: YAMLCursor.Step) -> Bool {
    guard case .object(let object) = type, case .key(let name) = step,
      let field = object.field(name)
    else { return false }
    declaration = field
    type = field.type
    return true
  }

  /// The fields that a map here may have.
  var fields: [Declaration] {
    if case .object(let object) = type { return object.fields.filter { !$0.isComputed } }
    for case .type(.object(let object)) in declaration?.alternatives ?? [] { return object.fields }
    return []
  }

  /// The values that a text here may have.
  var values: [String] {
    type == .bool ? ["true", "false"] : declaration?.values ?? []
  }
}
