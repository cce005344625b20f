import Basics
import CLibrary
import Engine
import Findings

/// Judges the clusters of a shard, each in a process of its own, and gives a row for each.
public struct FleetCheck: Sendable {
  /// How one cluster is judged, and where that goes.
  public struct Options: Sendable {
    /// What is the same for all clusters; its inputs are not looked at.
    public var request: CheckRequest
    /// Clusters that are judged at a time.
    public var jobs = ThreadCount.available
    /// What one cluster may take.
    public var timeLimit: Duration = .seconds(600)
    /// Where rows go that are kept from run to run; nil for nowhere.
    public var rows: RowFolder?
    /// Where full reports go; nil for nowhere.
    public var reports: RowFolder?

    public init(_ request: CheckRequest) { self.request = request }
  }

  /// What became of the clusters of a shard.
  public struct Tally: Sendable, Hashable {
    public var judgedCount = 0
    /// Clusters whose row of an earlier run counts.
    public var unchangedCount = 0
    public var notJudgedCount = 0

    public var total: Int { judgedCount + unchangedCount + notJudgedCount }
  }

  private let clusters: [FleetList.Cluster]
  private let options: Options
  private let terms: FleetTerms

  /// Throws where nothing could be judged: an invalid rule, an unreadable target.
  public init(_ clusters: [FleetList.Cluster], _ options: Options) throws(Obstacle) {
    self.clusters = clusters
    self.options = options
    terms = try FleetTerms(options.request)
  }

  /// Judges. Rows come in the order of the list, whichever is finished first.
  ///
  /// - Parameters:
  ///   - onProgress: called with the number of clusters that are done.
  ///   - onRow: called with each row.
  /// - Returns: nil where the task was cancelled.
  public func run(
    onProgress: @Sendable @escaping (Int) -> Void,
    onRow: @Sendable @escaping (FleetRow) -> Void
  ) async -> Result<Tally?, RowFolder.Failure> {
    var tally = Tally()
    var waiting: [Int: FleetRow] = [:]
    var nextShown = 0
    var failure: RowFolder.Failure?
    await withTaskGroup(of: (Int, Result<Done, RowFolder.Failure>).self) { group in
      var nextBegun = 0
      func begin() {
        guard nextBegun < clusters.count, failure == nil, !Task.isCancelled else { return }
        let index = nextBegun
        nextBegun += 1
        group.addTask { (index, await done(clusters[index])) }
      }
      for _ in 0..<max(1, options.jobs) { begin() }
      for await (index, result) in group {
        switch result {
        case .failure(let reason):
          failure = failure ?? reason
          group.cancelAll()
        case .success(let done):
          tally.add(done)
          waiting[index] = done.row
          onProgress(tally.total)
        }
        while let row = waiting.removeValue(forKey: nextShown) {
          nextShown += 1
          onRow(row)
        }
        begin()
      }
    }
    if let failure { return .failure(failure) }
    return .success(tally.total == clusters.count && !Task.isCancelled ? tally : nil)
  }

  // MARK: One cluster

  struct Done: Sendable {
    let row: FleetRow
    let isUnchanged: Bool
  }

  private func done(_ cluster: FleetList.Cluster) async -> Result<Done, RowFolder.Failure> {
    let digests = terms.digests(of: cluster)
    let file = RowFolder.fileName(of: cluster.name)
    if let row = keptRow(in: "\(file).ndjson", digests), isReported(row, in: file) {
      return .success(Done(row: row, isUnchanged: true))
    }
    // Those of an earlier judgement must not pass for this one's.
    for path in reports(named: file) { unlink(path) }
    let process = ClusterProcess(cluster, options, terms, reportName: file)
    var row = await process.row()
    if Task.isCancelled { return .success(Done(row: row, isUnchanged: false)) }
    row.name = cluster.name
    row.labels = cluster.labels
    row.digests = digests
    if options.reports != nil, row.judged != nil {
      row.digests.reports = InputDigest.digest(ofContents: reports(named: file))
    }
    do throws(RowFolder.Failure) {
      try options.rows?.write(row.json, to: "\(file).ndjson")
    } catch {
      return .failure(error)
    }
    return .success(Done(row: row, isUnchanged: false))
  }

  /// Bytes of a row's file.
  private static let rowLimit = 16 << 20

  /// The row of an earlier run, where it says of the same inputs what would be said now.
  private func keptRow(in name: String, _ digests: FleetRow.Digests) -> FleetRow? {
    guard let rows = options.rows, !digests.key.isEmpty,
      let bytes = RowFolder.read("\(rows.path)/\(name)", limit: Self.rowLimit)
    else { return nil }
    var reader = FleetRowReader()
    guard let row = try? reader.row(bytes), row.digests.key == digests.key, row.judged != nil
    else { return nil }
    return row
  }

  /// Where a cluster's full reports lie; nowhere if none are kept.
  private func reports(named name: String) -> [String] {
    options.reports.map { folder in [".json", ".html"].map { "\(folder.path)/\(name)\($0)" } } ?? []
  }

  /// Whether the full reports that lie there are the row's own, where reports are kept.
  private func isReported(_ row: FleetRow, in name: String) -> Bool {
    guard options.reports != nil else { return true }
    return row.digests.reports != nil
      && row.digests.reports == InputDigest.digest(ofContents: reports(named: name))
  }
}

extension FleetCheck.Tally {
  fileprivate mutating func add(_ done: FleetCheck.Done) {
    if done.isUnchanged {
      unchangedCount += 1
    } else if done.row.judged != nil {
      judgedCount += 1
    } else {
      notJudgedCount += 1
    }
  }
}
