import ArgumentParser
import Basics
import Collecting
import Engine
import Findings
import Fleet

/// Judges the clusters of a list.
struct FleetCheckCommand: Subcommand {
  static let action = "judge the fleet"
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge the clusters of a list, each in a process of its own; one row a cluster.",
    discussion: """
      LIST is a folder of snapshots (folders or archives), or a file in YAML that names clusters, \
      their inputs, targets and labels. A cluster that crashes, takes too long or breaks a limit \
      has a row that says so, and disturbs no other. With --out an unchanged cluster is not judged \
      again, and a run that was ended goes on where it was.

        importlint fleet check snapshots/ --rancher 2.13.1 > rows.ndjson
        importlint fleet check fleet.yaml --target target.yaml --out rows/
        importlint fleet check fleet.yaml --shard 3/10 --out rows/ --keep-reports reports/

      EXIT CODES
        0  every cluster of the shard has its row, whatever the rows say;
           fleet merge says how ready the fleet is
        2  importlint could not do its job: a mistake in the list, in a rule or in
           the target, rows that cannot be written
      """)

  @Argument(help: ArgumentHelp("The clusters.", valueName: "list"), transform: OptionText.file)
  var list: String

  @OptionGroup(title: "Shards") var shards: ShardOptions
  @OptionGroup var terms: TermOptions

  @Option(
    help: ArgumentHelp(
      "A folder for rows, a file for each cluster; by default rows go to standard output.",
      valueName: "dir"), transform: OptionText.file)
  var out: String?

  @Option(
    help: ArgumentHelp("A folder for each cluster's JSON report and page.", valueName: "dir"),
    transform: OptionText.file)
  var keepReports: String?

  @Option(
    help: ArgumentHelp("Seconds that one cluster may take.", valueName: "seconds"),
    transform: OptionText.seconds)
  var timeout = 600

  @Option(
    help: ArgumentHelp("Clusters to judge at a time; all processors by default.", valueName: "n"),
    transform: ThreadCount.parse)
  var jobs: Int?

  func validate() throws {
    guard case .one = terms.target.request.versions else {
      throw OptionError("a fleet is judged for one version of Rancher")
    }
  }

  func end() throws(Ending) -> Ending {
    let shard = try chosenShard()
    let list = try read()
    let clusters = list.clusters(of: shard)
    let check = try prepared(clusters)
    let progress = Progress()
    progress.begin("judging the fleet")
    let printed = out == nil ? RowOutput() : nil
    let result = InterruptibleTask.run {
      await check.run(
        onProgress: { progress.begin("judging the fleet: \($0) of \(clusters.count)") },
        onRow: { printed?.write($0) })
    }
    progress.end()
    if let ending = printed?.failure { return ending }
    switch result {
    case .success(let tally?): return ending(tally, shard, list)
    case .failure(let failure): throw .failure(failure.reason, doing: Self.action)
    case .success(nil), nil: throw .failure("the run was interrupted", doing: Self.action)
    }
  }

  private func chosenShard() throws(Ending) -> Shard {
    do { return try shards.chosen() } catch {
      throw .failure(error.description, doing: "choose the shard")
    }
  }

  private func read() throws(Ending) -> FleetList {
    do throws(Obstacle) {
      let list = try FleetList(list)
      OutputStream.error.write(ages: list.notes)
      return list
    } catch {
      throw Ending(error, doing: Self.action)
    }
  }

  private func prepared(_ clusters: [FleetList.Cluster]) throws(Ending) -> FleetCheck {
    var options = FleetCheck.Options(terms.request(of: [], jobs: 1))
    options.jobs = jobs ?? ThreadCount.available
    options.timeLimit = .seconds(timeout)
    do throws(RowFolder.Failure) {
      options.rows = try out.map { path throws(RowFolder.Failure) in try RowFolder(path) }
      options.reports = try keepReports.map { path throws(RowFolder.Failure) in
        try RowFolder(path)
      }
    } catch {
      throw .failure(error.reason, doing: Self.action)
    }
    do throws(Obstacle) {
      return try FleetCheck(clusters, options)
    } catch {
      throw Ending(error, doing: Self.action)
    }
  }

  private func ending(_ tally: FleetCheck.Tally, _ shard: Shard, _ list: FleetList) -> Ending {
    let part = shard.count == 1 ? "" : ", shard \(shard.index) of \(shard.count)"
    let source = shard.variable.map { " by \($0)" } ?? ""
    let unchanged = tally.unchangedCount > 0 ? ", \(tally.unchangedCount) unchanged" : ""
    let failed = tally.notJudgedCount > 0 ? ", \(tally.notJudgedCount) not judged" : ""
    return Ending(
      code: 0,
      sentence: "\(counted(tally.total, "row")) of \(counted(list.clusters.count, "cluster"))"
        + "\(part)\(source)\(unchanged)\(failed)")
  }
}
