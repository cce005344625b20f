import Basics
import Findings
import Foundation
import Testing

@testable import Reports

@Suite("the page")
struct HTMLTests {
  private func page(_ judgement: Judgement) -> String {
    String(decoding: ReportFormat.html.render(judgement), as: UTF8.self)
  }

  private func judgement(with findings: [Finding]) -> Judgement {
    let sample = Sample.judgement
    return Judgement(sample.terms, on: sample.basis, findings: findings, rules: sample.rules)
  }

  @Test("nothing from a snapshot is markup, a link or a script")
  func hostile() throws {
    let evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' javascript:alert(1)"
    var finding = Sample.judgement.findings[0]
    finding.message = evil
    finding.identity.subject = .node(evil)
    finding.identity.fingerprint = evil
    finding.texts = RuleTexts(title: evil, why: evil, fix: Fix(text: evil, commands: [evil]))
    finding.grounds.places[0].path = evil
    finding.grounds.places[0].frame = SourceFrame(lines: [.init(number: 1, text: evil)])
    finding.grounds.decidingValues = [DecidingValue(expression: evil, value: evil)]
    let text = page(judgement(with: [finding]))
    #expect(text.components(separatedBy: "<script").count == 2)
    #expect(!text.contains("<img") && !text.contains("href=\"javascript:"))
    // Handlers can only stand in tags.
    for tag in text.matches(of: /<[a-z][^<>]*>/) {
      #expect(!tag.output.contains("onerror") || tag.output.contains("onerror=alert(1)&gt;"))
    }
    let links = text.matches(of: /href="([^"]*)"/).map(\.1)
    #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix("#") })
  }

  @Test("the content policy allows the page's own style and script, and nothing else")
  func policy() throws {
    let text = page(Sample.judgement)
    let policy = try #require(text.firstMatch(of: /Policy" content="([^"]*)"/)).1
    #expect(policy.hasPrefix("default-src &#39;none&#39;"))
    for name in ["style", "script"] {
      let start = try #require(text.range(of: "<\(name)>"))
      let end = try #require(text.range(of: "</\(name)>"))
      var sum = SHA256()
      Array(text[start.upperBound..<end.lowerBound].utf8).withUnsafeBytes { sum.add($0) }
      let hash = Data(sum.digest()).base64EncodedString()
      #expect(policy.contains("\(name)-src &#39;sha256-\(hash)&#39;"))
    }
    #expect(!text.contains("style=") && !text.contains("http://") && !text.contains(" src="))
  }

  @Test("5,000 findings are less than 2 MB, and those that are not shown are counted")
  func size() {
    let many = (0..<5_000).map { number -> Finding in
      var finding = Sample.judgement.findings[0]
      finding.identity.subject = .node("n\(number)")
      finding.identity.fingerprint = "f\(number)"
      return finding
    }
    let text = page(judgement(with: many))
    #expect(text.utf8.count < 2 << 20)
    #expect(text.contains("… and 2000 more, in the JSON report."))
  }

  @Test("every element that is opened is closed, and no id is there twice")
  func elements() {
    for judgement in [Sample.judgement, Sample.ready, Sample.failed] {
      let text = page(judgement)
      let body = text.drop { _ in false }
      var open: [Substring] = []
      let empty: Set<Substring> = ["meta", "input"]
      let code = body.replacing(/<(script|style)>[\s\S]*?<\/(script|style)>/, with: "")
      for tag in code.matches(of: /<(\/?)([a-z0-9]+)[^<>]*>/) {
        if tag.1.isEmpty {
          if !empty.contains(tag.2) { open.append(tag.2) }
        } else {
          #expect(open.popLast() == tag.2)
        }
      }
      #expect(open.isEmpty)
      let ids = text.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count)
    }
  }
}
