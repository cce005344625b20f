import Basics
import Documents

/// Long texts that were parsed as URLs: an expression asks for one part of a URL after the other,
/// and many expressions for those of one URL, which may be megabytes.
struct KnownURLs {
  /// Where a text of a document lies, as long as its store lives.
  fileprivate struct Key: Hashable {
    let arena: UInt16
    let payload: UInt64
  }

  fileprivate var parsed: [Key: Result<ParsedURL, URLProblem>] = [:]
  /// Shorter ones are parsed in the time that it takes to look them up.
  fileprivate static let lengthMin = 1024
  fileprivate static let limit = 16

  fileprivate static func key(_ text: Value, _ count: Int) -> Key? {
    guard count >= lengthMin, text.form == .document else { return nil }
    return Key(arena: text.arena, payload: text.payload)
  }
}

extension Evaluation {
  /// A text as a URL, or why it is none.
  func parsedURL(_ value: Value) -> Result<ParsedURL, URLProblem> {
    let text = memory.bytes(of: value)
    let key = KnownURLs.key(value, text.count)
    if let key, let known = evaluator.urls.parsed[key] { return known }
    let result: Result<ParsedURL, URLProblem>
    do throws(URLProblem) {
      result = .success(try ParsedURL(text))
    } catch {
      result = .failure(error)
    }
    guard let key else { return result }
    let owner = evaluator
    if owner.urls.parsed.count >= KnownURLs.limit { owner.urls.parsed.removeAll() }
    owner.urls.parsed[key] = result
    return result
  }

  /// Whether a text is a URL, whatever its fragment is.
  func isURL(_ value: Value) -> Bool {
    let text = memory.bytes(of: value)
    if KnownURLs.key(value, text.count) != nil, case .success = parsedURL(value) { return true }
    return ParsedURL.isURL(text)
  }
}
