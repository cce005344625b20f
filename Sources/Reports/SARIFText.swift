import Basics
import Findings

/// Text as SARIF wants it: sentences, relative URIs, Markdown without HTML.
package enum SARIFText {
  /// GitHub refuses longer descriptions.
  static let descriptionMax = 1024

  /// One line that ends with a period. Text from a snapshot must not become a link: in a SARIF
  /// message `[text](destination)` is one.
  ///
  /// - Parameter language: nil for English, or where a name of another language may end the text.
  package static func sentence(_ text: String, in language: String? = nil) -> String {
    let line = VisibleText.line(trimmed(text))
    // Mostly there is nothing to do but to end it.
    if line.utf8.allSatisfy({ $0 < 0x80 }), !line.contains("]("), let last = line.utf8.last {
      if [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(last) { return line }
      return line + (hasWideStops(language) ? "。" : ".")
    }
    var scalars = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      if scalar == "(", scalars.last == "]" { scalars.append(" ") }
      scalars.append(scalar)
    }
    if let last = scalars.last, ![".", "!", "?", "。", "！", "？"].contains(last) {
      scalars.append(last.isWide || hasWideStops(language) ? "。" : ".")
    }
    return String(scalars)
  }

  private static func hasWideStops(_ language: String?) -> Bool {
    ["zh", "ja"].contains(language?.prefix { $0 != "-" })
  }

  /// Prose of several lines as one sentence after the other, cut at GitHub's limit.
  package static func description(_ text: String, in language: String? = nil) -> String {
    let sentence = sentence(oneLine(text), in: language)
    guard sentence.unicodeScalars.count > descriptionMax else { return sentence }
    let cut = sentence.unicodeScalars.prefix(descriptionMax - 2)
    return String(String.UnicodeScalarView(cut)) + (hasWideStops(language) ? "…。" : "….")
  }

  /// Lines with a space between them, but for those of Chinese.
  private static func oneLine(_ text: String) -> String {
    var joined = String.UnicodeScalarView()
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").joined(separator: " ").unicodeScalars
      guard let first = words.first else { continue }
      if let last = joined.last, last.needsSpace(before: first) { joined.append(" ") }
      joined.append(contentsOf: words)
    }
    return String(joined)
  }

  /// The path of a member as a URI reference that cannot leave its archive: `.` and `..` are
  /// dropped.
  package static func uri(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
    return parts.isEmpty ? "unnamed" : FileBase.encoded(parts.joined(separator: "/"))
  }

  /// A name as one segment of a hierarchical id.
  static func segment(_ name: String) -> String {
    VisibleText.line(name).replacing("/", with: "-")
  }

  /// Prose as Markdown: outside code spans, `<` would begin HTML.
  static func markdown(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isCode = false
    for scalar in VisibleText.block(trimmed(text)).unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      if scalar == "<", !isCode {
        result.append(contentsOf: "&lt;".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Commands as a fenced block; the fence is longer than any run of backticks in it.
  static func codeBlock(_ commands: [String]) -> String {
    let text = commands.map { VisibleText.block(trimmed($0)) }.joined(separator: "\n")
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)sh\n\(text)\n\(fence)"
  }

  /// An id in kebab case as a name in Pascal case, which viewers show: `LoopbackResolver`.
  package static func pascalCase(_ id: String) -> String {
    let name = id.split(separator: "/").last ?? ""
    return name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// A language as SARIF and HTML write it; Chinese texts are in simplified characters.
  package static func language(_ language: String) -> String {
    language == "zh" ? "zh-CN" : language
  }

  static func trimmed(_ text: String) -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\n" }
    var scalars = text.unicodeScalars.drop(while: isSpace)
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }

  // MARK: Help

  /// Why a rule is, and how to fix what it finds, as plain text.
  static func help(_ rule: RuleResult) -> String {
    var parts = [rule.why, rule.fix.text].map { VisibleText.block(trimmed($0)) }
    if !rule.fix.commands.isEmpty {
      parts.append(rule.fix.commands.map { "  " + VisibleText.block($0) }.joined(separator: "\n"))
    }
    parts += rule.references.map { VisibleText.line("\($0.title): \($0.url)") }
    return parts.joined(separator: "\n\n")
  }

  static func helpInMarkdown(_ rule: RuleResult) -> String {
    var parts = ["## Why", markdown(rule.why), "## Fix", markdown(rule.fix.text)]
    if !rule.fix.commands.isEmpty { parts.append(codeBlock(rule.fix.commands)) }
    if !rule.references.isEmpty {
      parts.append("## References")
      let links = rule.references.map { "- \(markdown($0.title)): \(markdown($0.url))" }
      parts.append(links.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }
}
