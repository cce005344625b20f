import Basics
import Findings

/// A fleet and what it was in earlier runs. It follows from the sets of rows: which one was named
/// first, and whether one was named twice, changes nothing.
public struct FleetTrend: Sendable {
  /// A merged fleet among others.
  public struct Run: Sendable {
    public let record: FleetRecord
    /// How it stands to the run before; nil of the first.
    public let change: FleetChange?
  }

  /// The earliest first; the last one is the fleet itself.
  public let runs: [Run]
  /// Lines of earlier rows that are no row, and files that cannot be read.
  public let flaws: [RowSet.Flaw]
  /// Why what earlier rows say may not be so, a sentence each, sorted.
  public let doubts: [String]

  public init(_ summary: FleetSummary, since earlier: [FleetRecord]) {
    let now = FleetRecord(summary)
    var seen: Set<String> = [now.digest]
    let past = earlier.filter { seen.insert($0.digest).inserted }.sorted(by: FleetRecord.precedes)
    var runs: [Run] = []
    for record in past + [now] {
      let change = runs.last.map { FleetChange(from: $0.record, to: record) }
      runs.append(Run(record: record, change: change))
    }
    self.runs = runs
    flaws = RowSet.sorted(Set(earlier.flatMap(\.flaws)))
    // Of these rows the fleet says it itself.
    let others = earlier.filter { $0.digest != now.digest }
    doubts = Set(others.flatMap(\.doubts)).sortedByBytes()
  }

  /// What changed since the last of the earlier runs; nil where no other rows are given.
  public var latest: FleetChange? { runs.last?.change }

  /// What keeps the comparison from being certain, a sentence each.
  public var remarks: [String] {
    var remarks = (flaws.map(\.sentence) + doubts).map { "of earlier rows, \($0)" }
    if let now = runs.last, let time = now.record.time,
      let newest = runs.dropLast().compactMap(\.record.time).max(), newest > time
    {
      remarks.append("earlier rows have a snapshot of \(newest), newer than any of these, \(time)")
    }
    if runs.count == 1 { remarks.append("the earlier rows are these rows") }
    return remarks
  }
}

extension FleetTrend.Run {
  /// When its newest snapshot was taken, for people.
  public var timeText: String { record.time.map(String.init(describing:)) ?? "time not known" }

  /// What most of its clusters were judged by.
  public var toolText: String { record.basis?.tool.text ?? "" }
}
