import Anonymizing
import Basics
import Documents
import Findings
import Rules

/// A JSON report whose names, addresses and URLs are replaced. Every report is made of it, so that
/// there is one place at which nothing may be forgotten.
struct ResultAnonymization {
  private var anonymizer: Anonymizer
  private var json: [UInt8] = []

  init(_ anonymizer: Anonymizer) { self.anonymizer = anonymizer }

  /// The judgement, and what replaced the names in it.
  mutating func judgement(ofJSON bytes: [UInt8]) throws(Obstacle) -> (Judgement, Anonymizer) {
    let store = DocumentStore()
    let source = SourceText(path: "result", text: String(decoding: bytes, as: UTF8.self))
    if let document = store.read(source).documents.first {
      json.reserveCapacity(bytes.count)
      write(DocumentValue(document, in: store), key: "", within: "")
    }
    return (try SavedResult.judgement(ofJSON: json), anonymizer)
  }

  /// Keys whose texts are the rules' and the program's own.
  private static let own: Set<String> = [
    "rule", "validation", "title", "why", "severity", "verdict", "precision", "role", "state",
    "area", "pack", "id", "subjectKind", "readiness", "presence", "topic", "question", "field",
    "distribution", "assume", "failOn", "unknown", "digest", "expression", "notApplicableReason",
    "stage", "code", "version", "updated", "dataDate", "newestRancher",
    "rancherVersion", "time", "now", "moment", "maxAge", "kind", "resourceKind",
    "deprecatedIds", "expires",
  ]
  /// Objects that are nothing but that.
  private static let whole: Set<String> = ["tool", "references", "data", "overrides"]

  private mutating func write(_ value: DocumentValue, key: String, within outer: String) {
    if let text = value.string {
      let stays =
        Self.own.contains(key) || outer == "fix" && key == "text" || Self.whole.contains(outer)
        || ["packs", "components"].contains(outer) && key == "name"
      json += QuotedText.json(stays ? text : replaced(text)).utf8
    } else if value.value.tag == .map {
      if value["mark"]?.value.tag == .map, let text = value["text"]?.string {
        return writeMarked(value, text)
      }
      json.append(UInt8(ascii: "{"))
      for (index, entry) in value.entries.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        json += QuotedText.json(entry.key).utf8
        json.append(UInt8(ascii: ":"))
        write(entry.value, key: entry.key, within: key)
      }
      json.append(UInt8(ascii: "}"))
    } else if value.value.tag == .list {
      json.append(UInt8(ascii: "["))
      for (index, element) in value.elements.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        // An element is within the list's name, as its key.
        write(element, key: key, within: outer)
      }
      json.append(UInt8(ascii: "]"))
    } else {
      writeScalar(value)
    }
  }

  private mutating func writeScalar(_ value: DocumentValue) {
    if let flag = value.bool {
      json += (flag ? "true" : "false").utf8
    } else if let number = value.int {
      json += String(number).utf8
    } else if let number = value.double {
      json += String(number).utf8
    } else {
      json += "null".utf8
    }
  }

  /// A line with a marked part: the mark moves with it. Marks count code points.
  private mutating func writeMarked(_ line: DocumentValue, _ text: String) {
    let scalars = Array(text.unicodeScalars)
    let start = min(Int(line["mark"]?["start"]?.int ?? 0), scalars.count)
    let end = min(max(start, Int(line["mark"]?["end"]?.int ?? 0)), scalars.count)
    func part(_ range: Range<Int>) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range])
      return String(text)
    }
    let before = replaced(part(0..<start))
    let marked = replaced(part(start..<end))
    let from = before.unicodeScalars.count
    json += "{\"number\":\(line["number"]?.int ?? 1),\"text\":".utf8
    json += QuotedText.json(before + marked + replaced(part(end..<scalars.count))).utf8
    json += ",\"mark\":{\"start\":\(from),\"end\":\(from + marked.unicodeScalars.count)}}".utf8
  }

  private mutating func replaced(_ text: String) -> String {
    TextReplacement.apply(to: text, by: &anonymizer)
  }
}
