import Checkout
import FoundationEssentials
import Testing

@Suite("links in the documentation lead somewhere")
struct LinkTests {
  /// Every page that is not a test's input.
  private static let pages =
    Checkout.names(in: ".").filter { $0.hasSuffix(".md") }
    + ["docs", "rules", "packaging", "deploy"].flatMap(Checkout.files(below:))
    .filter { $0.hasSuffix(".md") }

  /// The file that a link of a page means, relative to the root, and the fragment.
  static func destination(of target: String, on page: String) -> (path: String, anchor: String) {
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var path = page.split(separator: "/").dropLast().map(String.init)
    if parts[0].isEmpty { path = page.split(separator: "/").map(String.init) }
    for part in parts[0].split(separator: "/") where part != "." {
      if part == ".." { _ = path.popLast() } else { path.append(String(part)) }
    }
    return (path.joined(separator: "/"), parts.count > 1 ? String(parts[1]) : "")
  }

  @Test("files and headings that pages name are there")
  func links() throws {
    var texts: [String: MarkdownText] = [:]
    for page in Self.pages { texts[page] = MarkdownText(try Checkout.text(of: page)) }
    var count = 0
    for page in Self.pages {
      for link in texts[page]?.links ?? [] where !link.target.contains(":") {
        count += 1
        let (path, anchor) = Self.destination(of: link.target, on: page)
        if !FileManager.default.fileExists(atPath: Checkout.path(path)) {
          Issue.record("\(page):\(link.line): there is no \(path)")
        } else if !anchor.isEmpty, let text = texts[path], !text.anchors.contains(anchor) {
          Issue.record("\(page):\(link.line): \(path) has no heading for #\(anchor)")
        }
      }
    }
    #expect(count > 100)
  }

  @Test("every page of the documentation is reached from the entry")
  func reach() throws {
    var reached: Set<String> = []
    var open = ["docs/index.md"]
    while let page = open.popLast() {
      guard page.hasSuffix(".md"), reached.insert(page).inserted else { continue }
      for link in MarkdownText(try Checkout.text(of: page)).links
      where !link.target.contains(":") {
        open.append(Self.destination(of: link.target, on: page).path)
      }
    }
    for page in Checkout.files(below: "docs") where page.hasSuffix(".md") {
      #expect(reached.contains(page), "\(page): no way leads here from docs/index.md")
    }
  }

  @Test("a page is read as GitHub shows it")
  func reading() {
    let text = MarkdownText(
      """
      # What `check` does, in short
      [a](b.md#c) and `[no](d.md)`, [e](f)
      ```sh
      # no heading
      [no](g.md)
      ```
      ## Twice
      ## Twice
      ### [Linked](h.md) text_1
      """)
    #expect(text.links.map(\.target) == ["b.md#c", "f", "h.md"])
    #expect(text.links.map(\.line) == [2, 2, 9])
    #expect(
      text.anchors == ["what-check-does-in-short", "twice", "twice-1", "linked-text_1"])
  }

  @Test("a destination is relative to the page")
  func destinations() {
    let inside = Self.destination(of: "../README.md#an-example", on: "docs/a.md")
    #expect(inside.path == "README.md")
    #expect(inside.anchor == "an-example")
    #expect(Self.destination(of: "#here", on: "docs/a.md").path == "docs/a.md")
    #expect(Self.destination(of: "./rules/x.md", on: "docs/a.md").path == "docs/rules/x.md")
  }
}
