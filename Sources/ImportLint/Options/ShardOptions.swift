import ArgumentParser
import Engine
import Fleet

/// Which part of a list is judged.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge one of several shards, such as 3/10; by default the one that JOB_COMPLETION_INDEX, "
        + "CI_NODE_INDEX or SLURM_ARRAY_TASK_ID names, else all.", valueName: "k/n"),
    transform: Shard.init(parsing:))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "How many shards there are, where only the engine knows which this is.", valueName: "n"),
    transform: Shard.count)
  var shards: Int?

  func validate() throws {
    if let shard, let shards, shard.count != shards {
      throw OptionError("--shard says that there are \(shard.count) shards, and --shards \(shards)")
    }
  }

  func chosen() throws(OptionError) -> Shard {
    if let shard { return shard }
    return try Shard.ofEnvironment(count: shards, environment)
  }
}
