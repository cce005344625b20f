/// What a page of Markdown links to, and what can be linked to in it, as GitHub shows it.
struct MarkdownText {
  struct Link {
    let line: Int
    let target: String
  }

  private(set) var links: [Link] = []
  /// The fragments that lead to a heading.
  private(set) var anchors: Set<String> = []

  init(_ text: String) {
    var isCode = false
    var counts: [String: Int] = [:]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isCode.toggle()
      } else if !isCode {
        let prose = Self.withoutCode(line)
        links += Self.targets(in: prose).map { Link(line: index + 1, target: $0) }
        guard let heading = Self.heading(in: line) else { continue }
        let anchor = Self.anchor(of: heading)
        let count = counts[anchor, default: 0]
        counts[anchor] = count + 1
        anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
      }
    }
  }

  /// The text of a heading; nil for every other line.
  private static func heading(in line: Substring) -> Substring? {
    let text = line.drop { $0 == "#" }
    let level = line.count - text.count
    guard (1...6).contains(level), text.hasPrefix(" ") else { return nil }
    return text.dropFirst()
  }

  /// Letters, digits, hyphens and underscores in lower case; spaces become hyphens. Of a link in a
  /// heading only its text counts.
  static func anchor(of heading: Substring) -> String {
    var shown = ""
    var rest = heading
    while let middle = rest.firstRange(of: "]("),
      let end = rest[middle.upperBound...].firstIndex(of: ")")
    {
      shown += rest[..<middle.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    return String(
      (shown + rest).lowercased().compactMap { sign -> Character? in
        if sign == " " { return "-" }
        return sign.isLetter || sign.isNumber || sign == "-" || sign == "_" ? sign : nil
      })
  }

  /// The line without what stands between backticks.
  private static func withoutCode(_ line: Substring) -> String {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined()
  }

  /// What the links of a line lead to: `[text](target)`.
  private static func targets(in line: String) -> [String] {
    var found: [String] = []
    var rest = line[...]
    while let middle = rest.firstRange(of: "](") {
      rest = rest[middle.upperBound...]
      guard let end = rest.firstIndex(of: ")") else { break }
      found.append(String(rest[..<end]))
    }
    return found
  }
}
