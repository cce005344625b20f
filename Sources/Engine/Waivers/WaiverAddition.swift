import Basics
import Documents
import Findings
import FoundationEssentials
import Governance
import Rules

/// A waiver for one finding, to be appended to a file as text: what stands in the file stays as it
/// is, comments too.
public struct WaiverAddition {
  public let finding: ResultRecord.Entry
  public let reason: String
  public let owner: String
  public let ticket: String?
  public let expires: CivilDate

  public init(
    _ finding: ResultRecord.Entry, reason: String, owner: String, ticket: String?,
    expires: CivilDate
  ) {
    self.finding = finding
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.expires = expires
  }

  /// The lines of the waiver, behind so many blanks.
  private func lines(indent: Int) -> String {
    let message = finding.message.split(whereSeparator: \.isNewline).first ?? ""
    // A comment ends where its line does, and nothing of a snapshot may end it sooner.
    let comment = "\(finding.identity.subject.text): \(message)".unicodeScalars
      .filter { $0.value >= 0x20 && $0.value != 0x7F && !$0.properties.isDefaultIgnorableCodePoint }
    var fields = [
      "# " + String(String.UnicodeScalarView(comment.prefix(200))),
      "- rule: \(QuotedText.yaml(finding.identity.rule))", "  scope:",
      "    fingerprint: \(QuotedText.yaml(finding.identity.fingerprint))",
      "  reason: \(QuotedText.yaml(reason))", "  owner: \(QuotedText.yaml(owner))",
    ]
    if let ticket { fields.append("  ticket: \(QuotedText.yaml(ticket))") }
    fields.append("  expires: \"\(expires.text)\"")
    return fields.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined()
  }

  /// Why the waiver is not added.
  public enum Failure: Error {
    /// The file with it would be none: what is wrong.
    case problems([Problem])
    /// It stands in the file in a form that nothing can be appended to; the waiver, to be written
    /// by hand.
    case form(String)
    /// The file cannot be read or written: why.
    case unusable(String)
  }

  /// The text of a file with the waiver at its end; of a new one where there is none yet.
  public func appended(
    toFile path: String, _ packs: PackRequest, on day: CivilDate
  ) throws(Failure) -> [UInt8] {
    let old = try Self.bytes(ofFile: path)
    let store = DocumentStore()
    let set = packs.load(into: store)
    guard !set.problems.contains(where: \.isFatal) else { throw .problems(set.problems) }
    let reader = try read(old ?? Self.header, path, set, day, store)
    let indent = Self.indent(of: reader)
    let text = Self.joined(old ?? Self.header, lines(indent: indent))
    let new: WaiverReader
    do throws(Failure) {
      new = try read(text, path, set, day, store)
    } catch {
      // Whether the form or the waiver is to blame shows where it stands alone.
      _ = try read(Self.joined(Self.header, lines(indent: 2)), path, set, day, store)
      throw .form(lines(indent: 2))
    }
    guard new.entries.count == reader.entries.count + 1,
      new.entries.last?.scope.fingerprints == [finding.identity.fingerprint]
    else { throw .form(lines(indent: 2)) }
    return text
  }

  /// Nil if there is no file yet; what cannot be read is not written over.
  private static func bytes(ofFile path: String) throws(Failure) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unusable("cannot be read")
    }
    return Array(data)
  }

  private static let header = Array("schema: 1\nwaivers:\n".utf8)

  private func read(
    _ bytes: [UInt8], _ path: String, _ set: RuleSet, _ day: CivilDate, _ store: DocumentStore
  ) throws(Failure) -> WaiverReader {
    switch SourceText.decode(path: path, bytes: bytes) {
    case .failure(let error): throw .unusable(error.message)
    case .success(let source):
      let reader = WaiverReader(source, terms: set.waiverTerms, day: day, into: store)
      guard reader.problems.problems.isEmpty else { throw .problems(reader.problems.problems) }
      return reader
    }
  }

  /// The blanks before the dash of the file's last waiver; two where there is none.
  private static func indent(of reader: WaiverReader) -> Int {
    let map = reader.files.last?.document["waivers"]?.elements.last?.place
    guard let map else { return 2 }
    let line = map.source.lineRange(at: map.offset)
    let blanks = map.source.buffer[line].prefix { $0 == 0x20 }.count
    let isDash = map.source.buffer[line].dropFirst(blanks).first == UInt8(ascii: "-")
    return isDash ? blanks : 2
  }

  /// The text with lines behind it; an empty list at its end is opened.
  private static func joined(_ text: [UInt8], _ lines: String) -> [UInt8] {
    var text = text
    while let last = text.last, last == 0x0A || last == 0x0D || last == 0x20 { text.removeLast() }
    if text.suffix(2) == Array("[]".utf8)[...] { text.removeLast(2) }
    while text.last == 0x20 { text.removeLast() }
    return text + [0x0A] + Array(lines.utf8)
  }
}
