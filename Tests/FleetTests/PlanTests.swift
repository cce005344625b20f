import Findings
import Fleet
import Testing

@Suite("waves of migration")
struct PlanTests {
  private func plan(
    _ rows: [FleetRow], size: Int = 3, failover: String? = nil, order: String? = nil
  ) -> MigrationPlan {
    var limits = MigrationPlan.Limits()
    limits.waveSize = size
    limits.failoverLabel = failover
    limits.orderLabel = order
    return MigrationPlan(FleetSummary(RowSet(rows)), limits)
  }

  @Test("every cluster is in one wave, waves are small, and no two of a group are in one")
  func limits() {
    let rows = (0..<100).map { index in
      SampleRow.judged(
        "c\(index)", failing: index % 3 == 0 ? ["x"] : [],
        labels: ["pair": "p\(index / 2)", "ring": "\(index % 4)"])
    }
    for size in [1, 2, 7, 200] {
      let plan = plan(rows, size: size, failover: "pair", order: "ring")
      #expect(
        plan.waves.flatMap { $0.clusters.map(\.name) }.sorted() == rows.map(\.name).sorted())
      for wave in plan.waves {
        #expect(wave.clusters.count <= size)
        let groups = wave.clusters.compactMap { $0.row.labels["pair"] }
        #expect(Set(groups).count == groups.count)
        #expect(Set(wave.clusters.map { $0.row.labels["ring"] }).count == 1)
      }
      #expect(plan.waves.compactMap(\.order) == plan.waves.compactMap(\.order).sorted())
    }
  }

  @Test("a failover group spreads over waves, also where one would hold all")
  func failover() {
    let rows = (1...3).map { SampleRow.judged("c\($0)", labels: ["pair": "p"]) }
    #expect(
      plan(rows, failover: "pair").waves.map { $0.clusters.map(\.name) } == [
        ["c1"], ["c2"], ["c3"],
      ])
    #expect(plan(rows).waves.count == 1)
  }

  @Test("ready ones come first; what is not known is in no wave")
  func stages() {
    let plan = plan([
      SampleRow.judged("b", failing: ["x"]), SampleRow.judged("a"),
      SampleRow.judged("c", failing: ["x"], unknown: ["u"]), SampleRow.judged("d", unknown: ["u"]),
      SampleRow.notJudged("e"),
    ])
    #expect(plan.waves.map { $0.clusters.map(\.name) } == [["a"], ["b"]])
    #expect(plan.waves.map(\.fixes) == [[], ["rancher-import/x"]])
    #expect(plan.unplanned.map(\.name) == ["c", "d", "e"])
  }

  @Test("rows that do not count are in the plan")
  func open() throws {
    let folder = try ScratchFolder()
    try folder.write(Array("garbage\n".utf8), to: "x.ndjson")
    var set = RowSet(paths: [folder.path])
    set.insert(SampleRow.judged("a"))
    set.insert(SampleRow.judged("b", uid: "uid-of-a"))
    let summary = FleetSummary(set)
    let plan = MigrationPlan(summary, .init())
    #expect(summary.isOpen)
    #expect(plan.remarks.count == 2)
    let text = String(decoding: plan.markdown, as: UTF8.self)
    #expect(text.contains("## Rows that do not count") && text.contains("x.ndjson"))
  }

  @Test("numbers order as numbers, and what lacks the label comes last")
  func order() {
    let rows = ["10", "9", "b", nil].map { value in
      SampleRow.judged(value ?? "none", labels: value.map { ["ring": $0] } ?? [:])
    }
    #expect(plan(rows, order: "ring").waves.map(\.order) == ["9", "10", "b", nil])
  }

  @Test("names act nowhere in Markdown or a spreadsheet")
  func hostile() {
    let plan = plan([SampleRow.judged("=cmd|<b>*x*", labels: ["pair": "@all|"])], failover: "pair")
    let markdown = String(decoding: plan.markdown, as: UTF8.self)
    #expect(markdown.contains("=cmd\\|&lt;b&gt;\\*x\\*"))
    #expect(String(decoding: plan.csv, as: UTF8.self).contains("'=cmd|<b>*x*"))
  }
}
