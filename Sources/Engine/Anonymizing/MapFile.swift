import Anonymizing
import Basics
import Documents
import Findings
import Rules

/// The local file with what turns replacements back.
public enum MapFile {
  /// Bytes of one map.
  private static let byteLimit = 1 << 30

  /// Reads a map; nil if the file is not there.
  public static func read(_ file: String) throws(Obstacle) -> AnonymizationMap? {
    var limits = ReadingLimits()
    limits.sourceBytes = byteLimit
    let source: SourceText
    switch SourceText.read(file: file, path: file, limits: limits) {
    case .failure(let error):
      if !OutputGuard.exists(file) { return nil }
      throw obstacle("the map \(file) \(error.message)")
    case .success(let text): source = text
    }
    // Nothing of it is quoted: whoever sees a report is not to see names.
    source.quote(only: [])
    let store = DocumentStore()
    let reading = store.read(source)
    guard let first = reading.documents.first, reading.documents.count == 1,
      reading.flaws.isEmpty
    else { throw obstacle("the map \(file) is not JSON") }
    let document = DocumentValue(first, in: store)
    guard document["importlintMap"]?.int == 1,
      let key = document["key"]?.string.flatMap({ AnonymizationKey($0) }),
      let names = pairs(document["names"]), let addresses = pairs(document["addresses"])
    else { throw obstacle("\(file) is not a map that importlint anonymize wrote") }
    return AnonymizationMap(key: key, names: names, addresses: addresses)
  }

  private static func pairs(_ value: DocumentValue?) -> [String: String]? {
    guard let value, value.value.tag == .map else { return nil }
    var pairs: [String: String] = [:]
    for (replacement, original) in value.entries {
      guard let text = original.string else { return nil }
      pairs[replacement] = text
    }
    return pairs
  }

  private static func obstacle(_ message: String) -> Obstacle {
    let problems = ProblemList(of: .arguments)
    problems.add("unreadable-map", message, at: nil)
    return Obstacle(problems: problems.problems)
  }
}
