import Engine
import Fleet
import Testing

@Suite("shards")
struct ShardTests {
  private func shard(
    _ environment: [String: String], count: Int? = nil
  ) throws(OptionError) -> Shard {
    try Shard.ofEnvironment(count: count) { environment[$0] }
  }

  private func text(_ shard: Shard) -> String { "\(shard.index)/\(shard.count)" }

  @Test("every cluster is in one shard, however many there are")
  func partition() throws {
    let names = (1...23).map { "c\($0)" }
    let list = FleetList(clusters: names.map { .init(name: $0, inputs: [$0]) })
    for count in 1...30 {
      var seen: [String] = []
      for index in 1...count {
        let part = list.clusters(of: try Shard(parsing: "\(index)/\(count)")).map(\.name)
        #expect(abs(part.count * count - names.count) < count)
        seen += part
      }
      #expect(seen.sorted() == names.sorted())
    }
  }

  @Test(
    "engines say which shard this is",
    arguments: [
      (["JOB_COMPLETION_INDEX": "0"], 4, "1/4"), (["JOB_COMPLETION_INDEX": "3"], 4, "4/4"),
      (["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "3"], nil, "2/3"),
      (["CI_NODE_TOTAL": "1"], nil, "1/1"), ([:], nil, "1/1"), ([:], 1, "1/1"),
      (
        ["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "5"],
        nil, "1/5"
      ),
      (
        [
          "SLURM_ARRAY_TASK_ID": "12", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_STEP": "4",
          "SLURM_ARRAY_TASK_COUNT": "5",
        ], nil, "3/5"
      ),
    ] as [([String: String], Int?, String)])
  func engines(environment: [String: String], count: Int?, expected: String) throws {
    #expect(text(try shard(environment, count: count)) == expected)
  }

  @Test(
    "a shard that is not certain is an error, never the whole",
    arguments: [
      (["JOB_COMPLETION_INDEX": "0"], nil), (["JOB_COMPLETION_INDEX": "4"], 4),
      (["JOB_COMPLETION_INDEX": "x"], 4), (["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "3"], nil),
      (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"], 4), ([:], 4),
      (["SLURM_ARRAY_TASK_ID": "1"], nil),
      (["JOB_COMPLETION_INDEX": "0", "CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4"], 4),
      (
        ["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "5"],
        nil
      ),
    ] as [([String: String], Int?)])
  func uncertain(environment: [String: String], count: Int?) {
    #expect(throws: OptionError.self) { try shard(environment, count: count) }
  }

  @Test("two engines may say the same")
  func agreement() throws {
    let both = ["JOB_COMPLETION_INDEX": "1", "CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4"]
    #expect(text(try shard(both, count: 4)) == "2/4")
  }

  @Test(
    "K/N is a shard and their number", arguments: ["0/3", "4/3", "3", "a/b", "1/0", "1/2/3", ""])
  func wrong(text: String) {
    #expect(throws: OptionError.self) { try Shard(parsing: text) }
  }
}
