import Anonymizing
import Basics
import Documents
import Rules
import Snapshots

extension Vocabulary {
  /// What the rules of a set, their definitions, data and policies name stays: they compare with
  /// it. Examples, cases and fixtures name what is made up.
  init(of set: RuleSet) {
    self.init()
    for word in KubernetesWords.all { add(literal: word) }
    for pack in set.packs {
      add(literal: pack.name)
      for file in pack.contents where Self.isDeciding(file.path) {
        add(source: Self.withoutExamples(String(decoding: file.bytes, as: UTF8.self)))
      }
      for data in pack.data { add(data.value, depth: 0) }
      if let parameters = pack.parameters { add(parameters, depth: 0) }
    }
    for rule in set.rules { add(literal: rule.id) }
  }

  private static func isDeciding(_ path: String) -> Bool {
    !path.hasPrefix("fixtures/") && !path.contains(".cases.") && !path.hasPrefix("tests/")
  }

  /// The lines of a rule's file but for its examples.
  private static func withoutExamples(_ text: String) -> String {
    var isExample = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if let first = line.utf8.first, first != 0x20, first != 0x2D, first != 0x23 {
        isExample = line.hasPrefix("examples:")
      }
      return !isExample
    }
    return lines.joined(separator: "\n")
  }

  /// The words of a data file: keys and texts without blanks.
  private mutating func add(_ value: DocumentValue, depth: Int) {
    guard depth < 64 else { return }
    for (key, entry) in value.entries {
      add(literal: key)
      add(entry, depth: depth + 1)
    }
    for element in value.elements { add(element, depth: depth + 1) }
    if let text = value.string, !text.utf8.contains(0x20) { add(literal: text) }
  }
}
