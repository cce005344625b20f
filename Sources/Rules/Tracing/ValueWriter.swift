import Basics
import CEL
import Documents
import Findings
import Snapshots

/// Writes values as JSON with the few words that JSON lacks: `(hidden)`, `(unknown)`, `(error)`,
/// `timestamp("…")`, `optional.of(…)`, and `…` for what a list may hold beside what is known.
///
/// A container stands on one line where it fits there.
struct ValueWriter {
  private let run: RuleRun
  private(set) var text = ""
  /// Reasons of unknown values and of lists that are not known to their ends.
  private(set) var reasons: Set<MissingEvidence> = []
  private var isCut = false

  /// Bytes of the text; what would come then is cut.
  private static let textLimit = 1 << 20
  private static let scalarLimit = 1 << 16
  private static let depthLimit = 64
  private static let lineLimit = 80

  init(_ run: RuleRun) { self.run = run }

  mutating func write(_ value: Value) {
    write(value, indent: 0)
    if isCut { text += "\n… (cut: the value is too long to be printed)" }
  }

  private mutating func write(_ value: Value, indent: Int) {
    guard text.utf8.count < ValueWriter.textLimit, indent < ValueWriter.depthLimit else {
      isCut = true
      return
    }
    note(value)
    switch value.tag {
    case .list, .map:
      if let line = line(of: value), line.utf8.count + 2 * indent <= ValueWriter.lineLimit {
        text += line
      } else {
        writeContainer(value, indent: indent)
      }
    case .optional:
      guard let content = run.evaluator.evaluation.content(of: value) else {
        text += "optional.none()"
        return
      }
      text += "optional.of("
      write(content, indent: indent)
      text += ")"
    default: text += scalar(value)
    }
  }

  private mutating func note(_ value: Value) {
    // A hidden value inside of another one says so itself.
    guard value.tag != .hidden else { return }
    for reason in run.reasons(of: value) { reasons.insert(reason) }
  }

  private mutating func writeContainer(_ value: Value, indent: Int) {
    let isMap = value.tag == .map
    let memory = run.evaluator.store.memory
    let count = isMap ? memory.count(map: value) : memory.count(list: value)
    let margin = "\n" + String(repeating: "  ", count: indent + 1)
    text += isMap ? "{" : "["
    for i in 0..<count where !isCut {
      text += (i == 0 ? "" : ",") + margin
      if isMap {
        let (key, content) = memory.entry(i, of: value)
        text += scalar(key) + ": "
        write(content, indent: indent + 1)
      } else {
        write(memory.element(i, of: value), indent: indent + 1)
      }
    }
    if value.tail != 0 { text += (count == 0 ? "" : ",") + margin + "…" }
    text += "\n" + String(repeating: "  ", count: indent) + (isMap ? "}" : "]")
  }

  // MARK: Short values

  /// A list or map of scalars that are known, on one line; nil for others, and for long ones.
  private func line(of value: Value) -> String? {
    let isMap = value.tag == .map
    let memory = run.evaluator.store.memory
    let count = isMap ? memory.count(map: value) : memory.count(list: value)
    guard count <= ValueWriter.lineLimit else { return nil }
    var parts: [String] = []
    for i in 0..<count {
      let (key, element) =
        isMap ? memory.entry(i, of: value) : (.null, memory.element(i, of: value))
      guard ![.list, .map, .optional, .unknown].contains(element.tag) else { return nil }
      parts.append((isMap ? scalar(key) + ": " : "") + scalar(element))
    }
    if value.tail != 0 { parts.append("…") }
    let text = parts.joined(separator: ", ")
    return isMap ? "{\(text)}" : "[\(text)]"
  }

  private func scalar(_ value: Value) -> String {
    guard value.tag == .string else {
      return run.evaluator.text(of: value, limit: ValueWriter.scalarLimit)
    }
    let bytes = run.evaluator.store.memory.bytes(of: value)
    let shown = bytes.prefix(ValueWriter.scalarLimit)
    let text = QuotedText.json(
      CredentialText.masked(String(decoding: shown, as: UTF8.self)))
    return shown.count < bytes.count ? text.dropLast() + "…\"" : text
  }
}
