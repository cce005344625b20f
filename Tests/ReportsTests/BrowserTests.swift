import Checkout
import Engine
import Findings
import Foundation
import HeadlessBrowser
import Reports
import Testing

/// The page as people use it: by mouse and keyboard, on a phone, in print, in the dark, and without
/// its script.
@Suite(
  "the page in a browser", .serialized,
  .enabled(if: Browser.executable != nil, "skipped: make browser runs them in Chromium"))
struct BrowserTests {
  // MARK: Pages

  private static func page(_ judgement: Judgement) -> [UInt8] {
    ReportFormat.html.render(judgement)
  }

  private static let sample = page(Sample.judgement)

  /// 5,000 findings on as many nodes, and as many names that would like to run.
  private static func page(ofMany count: Int) -> [UInt8] {
    let findings = (0..<count).map { number -> Finding in
      var finding = Sample.judgement.findings[number % 3]
      finding.identity.subject = .node("n\(number)")
      finding.identity.fingerprint = "f\(number)"
      finding.message = "node n\(number) is odd"
      return finding
    }
    let sample = Sample.judgement
    return page(
      Judgement(sample.terms, on: sample.basis, findings: findings, rules: sample.rules))
  }

  private static let hostile: [UInt8] = {
    let evil = [
      "\"><script>window.wasRun=1;alert(1)</script>", "<img src=x onerror=\"window.wasRun=2\">",
      "</script><script>window.wasRun=3</script>", "javascript:window.wasRun=4",
      "</style><style>*{display:none}</style>", "<svg onload=window.wasRun=5>",
      "</pre></div><iframe src=\"https://example.com\"></iframe>", "\u{202E}\u{1B}[2J\u{0}",
    ]
    let findings = evil.enumerated().map { number, text -> Finding in
      var finding = Sample.judgement.findings[0]
      finding.message = text
      finding.identity.subject = .node(text)
      finding.identity.fingerprint = "f\(number)\" onfocus=\"window.wasRun=6\" x=\""
      finding.texts = RuleTexts(
        title: text, why: text, fix: Fix(text: text, commands: ["kubectl delete \(text)"]))
      finding.grounds.places[0].path = text
      finding.grounds.places[0].frame = SourceFrame(lines: [.init(number: 1, text: text)])
      finding.grounds.decidingValues = [DecidingValue(expression: text, value: text)]
      return finding
    }
    let sample = Sample.judgement
    var basis = sample.basis
    basis.cluster.name = evil.joined()
    return page(Judgement(sample.terms, on: basis, findings: findings, rules: sample.rules))
  }()

  private static func page(ofState state: String) throws -> [UInt8] {
    let folder = try #require(Checkout.shared) + "/states/\(state)"
    let version = try RequestedVersions(parsing: "2.13.1")
    var request = CheckRequest(
      inputs: ["get-yaml", "raw", "nodes"].map { "\(folder)/\($0)" },
      target: TargetRequest(versions: version, url: "https://rancher.example.com"))
    request.needsChecksums = true
    return page(Check(request).judgement())
  }

  private func withPage(
    _ html: [UInt8], width: Int = 1280, _ body: (Browser) throws -> Void
  ) throws {
    let browser = try Browser(width: width)
    defer { browser.close() }
    try browser.open(html)
    try body(browser)
    #expect(browser.complaints == [])
  }

  private func expectGood(_ browser: Browser, _ name: String) throws {
    for (width, label) in [(1280, "desk"), (390, "phone")] {
      try browser.resize(to: width)
      let overflow = try browser.number("document.documentElement.scrollWidth") - width
      #expect(overflow <= 0, "\(name) is wider than a \(label)")
      for isDark in [false, true] {
        try browser.setDark(isDark)
        try browser.takePicture("\(name)-\(label)\(isDark ? "-dark" : "")", height: 1800)
        // What is folded has contrasts, too.
        _ = try browser.value(
          "document.querySelectorAll('details').forEach(function (d) { d.open = true; })")
        #expect(try browser.violations() == [], "\(name), \(label), dark: \(isDark)")
      }
    }
  }

  // MARK: Tests

  @Test(
    "each of the shared states is a page without complaints, readable on a desk and a phone",
    .needsShared, arguments: Checkout.states)
  func states(state: String) throws {
    let html = try Self.page(ofState: state)
    #expect(html.count < 2 << 20)
    try withPage(html) { browser in
      #expect(try browser.text("document.querySelector('h1').innerText").contains("Rancher 2.13.1"))
      #expect(try browser.number("document.querySelectorAll('[data-verdict]').length") > 0)
      try expectGood(browser, state)
    }
  }

  @Test("so are the results of the golden files, and a matrix")
  func samples() throws {
    let pages = [
      ("everything", Self.sample), ("ready", Self.page(Sample.ready)),
      ("failed", Self.page(Sample.failed)),
      ("matrix", ReportFormat.html.render(Sample.matrix(isAll: true))),
    ]
    for (name, html) in pages {
      try withPage(html) { try expectGood($0, name) }
    }
  }

  @Test("hostile names neither run, nor load, nor hide anything")
  func hostile() throws {
    try withPage(Self.hostile) { browser in
      #expect(try browser.isTrue("window.wasRun === undefined"))
      #expect(try browser.number("document.querySelectorAll('script').length") == 1)
      #expect(try browser.number("document.querySelectorAll('img, iframe, [onfocus]').length") == 0)
      #expect(try browser.number("document.querySelectorAll('[data-verdict]').length") == 8)
      #expect(try browser.text("document.body.innerText").contains("window.wasRun=1"))
      try browser.click("li[data-verdict] a")
      #expect(try browser.isTrue("window.wasRun === undefined"))
      try expectGood(browser, "hostile")
    }
  }

  @Test("filters and search show what fits, count it, and stay in the fragment")
  func filters() throws {
    try withPage(Self.sample) { browser in
      let all = try browser.number("document.querySelectorAll('[data-verdict]').length")
      func shown() throws -> Int {
        try browser.number("document.querySelectorAll('[data-verdict]:not([hidden])').length")
      }
      func choose(_ name: String, _ value: String) throws {
        _ = try browser.value(
          """
          (function () {
            var field = document.getElementById("filter").elements["\(name)"];
            field.value = "\(value)";
            field.dispatchEvent(new Event("input", {bubbles: true}));
          })()
          """)
      }
      #expect(try shown() == all)
      try choose("verdict", "unknown")
      let unknown = try shown()
      #expect(unknown > 0 && unknown < all)
      // The others are waived.
      #expect(
        try browser.text("document.getElementById('shown').textContent")
          == "\(unknown) of \(all) shown")
      try choose("node", "w1")
      let both = try shown()
      #expect(both > 0 && both < unknown)
      #expect(try browser.text("location.hash") == "#?verdict=unknown&node=w1")
      try browser.reload()
      #expect(try shown() == both)
      try choose("verdict", "")
      try choose("node", "")
      #expect(try shown() == all)
      // By the keyboard alone: into the search field, and a word.
      _ = try browser.value("document.getElementById('filter').elements.search.focus()")
      for letter in "webhook" { try browser.press(String(letter), code: 0, text: String(letter)) }
      let found = try shown()
      #expect(found > 0 && found < all)
      #expect(try browser.text("location.hash") == "#?search=webhook")
      #expect(
        try browser.isTrue(
          "Array.from(document.querySelectorAll('details.group')).every(function (group) {"
            + " return group.hidden === !group.querySelector('[data-verdict]:not([hidden])'); })"))
    }
  }

  @Test("findings are grouped by subject, too, and go back to their rules")
  func grouping() throws {
    try withPage(Self.sample) { browser in
      let rules = try browser.number("document.querySelectorAll('details.group').length")
      let count = "document.querySelectorAll('details.subject').length"
      #expect(try browser.number(count) == 0)
      func group(_ value: String) throws {
        _ = try browser.value(
          """
          (function () {
            var field = document.getElementById("filter").elements.group;
            field.value = "\(value)";
            field.dispatchEvent(new Event("input", {bubbles: true}));
          })()
          """)
      }
      try group("subject")
      #expect(try browser.number(count) > 0)
      #expect(try browser.text("location.hash") == "#?group=subject")
      #expect(
        try browser.isTrue(
          "Array.from(document.querySelectorAll('[data-verdict]')).every(function (item) {"
            + " return item.closest('details.subject'); })"))
      #expect(try browser.violations() == [])
      try browser.reload()
      #expect(try browser.number(count) > 0)
      try group("")
      #expect(try browser.number(count) == 0)
      #expect(
        try browser.number("document.querySelectorAll('details.group [data-verdict]').length")
          == browser.number("document.querySelectorAll('[data-verdict]').length"))
      #expect(try browser.number("document.querySelectorAll('details.group').length") == rules)
    }
  }

  @Test("a link to a finding opens what it is in")
  func links() throws {
    try withPage(Self.sample) { browser in
      let id = try browser.text(
        "document.querySelector('details.group:not([open]) [data-verdict]').id")
      let url = try browser.text("location.href")
      try browser.open(url: url + "#" + id)
      #expect(
        try browser.isTrue(
          "document.getElementById('\(id)').closest('details').open"))
    }
  }

  @Test("ticks are remembered for this report, and for no other")
  func ticks() throws {
    try withPage(Self.sample) { browser in
      let boxes = "document.querySelectorAll('input.tick:checked').length"
      #expect(try browser.number(boxes) == 0)
      try browser.click("#steps input.tick")
      #expect(try browser.number(boxes) == 1)
      try browser.reload()
      #expect(try browser.number(boxes) == 1)
      var basis = Sample.judgement.basis
      basis.cluster.time = "2025-07-01T12:00:00Z"
      let sample = Sample.judgement
      try browser.open(
        Self.page(
          Judgement(
            sample.terms, on: basis, findings: sample.findings, rules: sample.rules,
            problems: sample.problems)))
      #expect(try browser.number("document.querySelectorAll('input.tick').length") > 2)
      #expect(try browser.number(boxes) == 0)
    }
  }

  @Test("a button copies its commands")
  func copying() throws {
    try withPage(Self.sample) { browser in
      try browser.call(
        "Browser.grantPermissions",
        ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]], ofPage: false)
      let wanted = try browser.text(
        "document.querySelector('details[open] button.copy').parentElement"
          + ".querySelector('pre').textContent")
      #expect(wanted.contains("kubectl"))
      try browser.click("details[open] button.copy")
      // The clipboard answers when it likes.
      let label = "document.querySelector('details[open] button.copy').textContent"
      #expect(
        try browser.isTrue(
          """
          new Promise(function (answer) {
            var end = Date.now() + 1400;
            (function look() {
              if (\(label) === "Copied") { answer(true); }
              else if (Date.now() > end) { answer(false); }
              else { setTimeout(look, 20); }
            })();
          })
          """))
      let pasted = try browser.text(
        """
        (function () {
          var area = document.createElement("textarea");
          document.body.appendChild(area);
          area.focus();
          document.execCommand("paste");
          var text = area.value;
          area.remove();
          return text;
        })()
        """)
      #expect(pasted == wanted || pasted.isEmpty, "what a browser lets nobody read is not compared")
    }
  }

  @Test("without its script everything is there to be read, and nothing that does not work")
  func withoutScript() throws {
    let browser = try Browser()
    defer { browser.close() }
    try browser.call("Emulation.setScriptExecutionDisabled", ["value": true])
    try browser.open(Self.sample)
    try browser.takePicture("everything-without-script", height: 1800)
    #expect(
      try browser.number("document.querySelectorAll('#filter:not([hidden])').length") == 0)
    #expect(
      try browser.number("document.querySelectorAll('button:not([hidden])').length") == 0)
    #expect(
      try browser.number("document.querySelectorAll('[data-verdict][hidden]').length") == 0)
    try browser.click("details.group:not([open]) summary")
    #expect(browser.complaints == [])
  }

  @Test("print shows what is folded, and no controls")
  func print() throws {
    try withPage(Self.sample) { browser in
      try browser.setDark(false, media: "print")
      #expect(
        try browser.isTrue(
          "Array.from(document.querySelectorAll('[data-verdict], td')).every(function (item) {"
            + " return item.getBoundingClientRect().height > 0; })"))
      #expect(
        try browser.isTrue(
          "Array.from(document.querySelectorAll('form, button, nav')).every(function (item) {"
            + " return getComputedStyle(item).display === 'none'; })"))
      let pdf = try browser.pdf("everything")
      #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.count > 20_000)
    }
  }

  @Test("5,000 findings stay usable")
  func many() throws {
    let html = Self.page(ofMany: 5_000)
    #expect(html.count < 2 << 20)
    try withPage(html) { browser in
      let slowest = try browser.number(
        """
        (function () {
          var field = document.getElementById("filter").elements.search;
          var slowest = 0;
          ["n", "n1", "n12", ""].forEach(function (text) {
            var start = performance.now();
            field.value = text;
            field.dispatchEvent(new Event("input", {bubbles: true}));
            document.body.getBoundingClientRect();
            slowest = Math.max(slowest, performance.now() - start);
          });
          return Math.round(slowest);
        })()
        """)
      // A person waits for a second; a busy machine gets some more.
      #expect(slowest < 3_000, "a letter takes \(slowest) ms")
      #expect(
        try browser.text("document.getElementById('shown').textContent")
          == "3000 of 3000 shown, of 3333 in the JSON report")
      try browser.takePicture("many-desk")
    }
  }
}
