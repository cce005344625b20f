import Fleet
import Foundation
import HeadlessBrowser
import Testing

/// The page of a fleet as people use it.
@Suite(
  "the page of a fleet in a browser", .serialized,
  .enabled(if: Browser.executable != nil, "skipped: make browser runs them in Chromium"))
struct FleetBrowserTests {
  /// Clusters of which each has a third of 80 rules failing or unknown, and what they were before.
  private static func page(of count: Int) -> [UInt8] {
    var random = Seeded(state: 1)
    let rules = (0..<80).map { "rule-with-a-name-\($0)" }
    func rows(_ time: String) -> RowSet {
      RowSet(
        (0..<count).map { number in
          let failing = rules.filter { _ in Int.random(in: 0...7, using: &random) == 0 }
          let unknown = rules.filter { rule in
            !failing.contains(rule) && Int.random(in: 0...5, using: &random) == 0
          }
          let others = rules.filter { !failing.contains($0) && !unknown.contains($0) }
          return SampleRow.judged(
            "shop-eu-\(number)", failing: number % 5 == 0 ? [] : failing,
            unknown: number % 7 == 0 ? [] : unknown, passing: others, time: time,
            labels: ["region": "r\(number % 9)", "ring": "\(number % 4)"])
        })
    }
    let earlier = (1...9).map { FleetRecord(FleetSummary(rows("2026-0\($0)-01T00:00:00Z"))) }
    let set = rows("2026-10-01T00:00:00Z")
    let summary = FleetSummary(set)
    return FleetFormat.html.render(
      summary, of: set, trend: FleetTrend(summary, since: earlier))
  }

  @Test("a thousand clusters scroll, are filtered, and fit")
  func thousand() throws {
    let html = Self.page(of: 1_000)
    #expect(html.count < 5_000_000)
    let browser = try Browser()
    defer { browser.close() }
    try browser.open(html)
    var lines = ["page of 1,000 clusters: \(html.count) bytes"]
    for (name, element, step) in [
      ("the page", "document.scrollingElement", (x: 0, y: 200)),
      ("clusters", "document.querySelector('.heat-box')", (x: 0, y: 100)),
      ("rules", "document.querySelector('.heat-box')", (x: 50, y: 0)),
    ] {
      _ = try browser.value("\(element).scrollIntoView()")
      let frames = try browser.frames(scrolling: element, by: step)
      try #require(frames.count > 5, "\(name) does not scroll")
      let median = frames[frames.count / 2]
      lines.append(
        "scrolling \(name): \(frames.count) frames, median \(Int(median.rounded())) ms, of 20 the "
          + "slowest \(Int(frames[frames.count * 19 / 20].rounded())) ms")
      // 17 ms where the machine has nothing else to do.
      #expect(median < 100, "\(name)")
    }
    let slowest = try browser.number(
      """
      (function () {
        var field = document.getElementById("filter").elements.search;
        var slowest = 0;
        ["s", "shop-eu-1", "ring=2", ""].forEach(function (text) {
          var start = performance.now();
          field.value = text;
          field.dispatchEvent(new Event("input", {bubbles: true}));
          document.body.getBoundingClientRect();
          slowest = Math.max(slowest, performance.now() - start);
        });
        return Math.round(slowest);
      })()
      """)
    lines.append("a letter of the filter: at most \(slowest) ms")
    #expect(slowest < 3_000)
    #expect(try browser.text("document.getElementById('shown').textContent").hasPrefix("1000 of"))
    if let folder = Browser.pictures {
      try Data((lines.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(filePath: folder + "/frames.txt"))
    }
    #expect(browser.complaints == [])
  }

  @Test("it is readable on a desk and a phone, by day and by night")
  func contrast() throws {
    let browser = try Browser()
    defer { browser.close() }
    try browser.open(Self.page(of: 12))
    for (width, label) in [(1280, "desk"), (390, "phone")] {
      try browser.resize(to: width)
      #expect(try browser.number("document.documentElement.scrollWidth") <= width, "\(label)")
      for isDark in [false, true] {
        try browser.setDark(isDark)
        try browser.takePicture("fleet-\(label)\(isDark ? "-dark" : "")", height: 1800)
        #expect(try browser.violations() == [], "\(label), dark: \(isDark)")
      }
    }
    #expect(browser.complaints == [])
  }
}
