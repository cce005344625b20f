import Engine

/// One of several parts of a list that are judged apart, on whichever machines.
public struct Shard: Sendable, Hashable {
  /// From 1 to `count`.
  public let index: Int
  public let count: Int
  /// The variable that told it, or nil.
  public let variable: String?

  /// All of it.
  public static let whole = Shard(1, of: 1)

  private static let limit = 1_000_000

  private init(_ index: Int, of count: Int, variable: String? = nil) {
    self.index = index
    self.count = count
    self.variable = variable
  }

  /// Reads `3/10`.
  public init(parsing text: String) throws(OptionError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      (1...Self.limit).contains(count), (1...count).contains(index)
    else { throw OptionError("it must be a shard and their number, such as 3/10") }
    self.init(index, of: count)
  }

  /// Reads a number of shards.
  public static func count(_ text: String) throws(OptionError) -> Int {
    guard let count = Int(text), (1...limit).contains(count) else {
      throw OptionError("it must be a number of shards, such as 10")
    }
    return count
  }

  /// The shard that an engine gives this process by its environment; the whole where none does.
  ///
  /// - Parameters:
  ///   - count: how many shards there are, where the user says it: Kubernetes tells it to no pod.
  ///   - variable: the value of a variable of the environment, or nil.
  public static func ofEnvironment(
    count: Int?, _ variable: (String) -> String?
  ) throws(OptionError) -> Shard {
    let all = [
      try kubernetes(count, variable), try gitLab(count, variable), try slurm(count, variable),
    ]
    let found = all.compactMap { $0 }
    guard let first = found.first else {
      guard let count, count > 1 else { return .whole }
      throw OptionError(
        "--shards says how many there are, and nothing says which this is: name it with --shard "
          + "K/\(count), or run in an engine that sets \(engines)")
    }
    if let other = found.dropFirst().first(where: {
      $0.index != first.index || $0.count != first.count
    }) {
      throw OptionError(
        "\(first.variable ?? "") and \(other.variable ?? "") name different shards: say which "
          + "counts with --shard K/N")
    }
    return first
  }

  private static let engines = "JOB_COMPLETION_INDEX, CI_NODE_INDEX or SLURM_ARRAY_TASK_ID"

  private static func number(
    _ name: String, _ variable: (String) -> String?
  ) throws(OptionError) -> Int? {
    guard let text = variable(name), !text.isEmpty else { return nil }
    guard let number = Int(text), (0...limit * 1000).contains(number) else {
      throw OptionError("\(name) is \"\(text)\", which is not a number")
    }
    return number
  }

  private static func shard(
    _ index: Int, _ total: Int?, _ count: Int?, _ variable: String
  ) throws(OptionError) -> Shard {
    guard let all = count ?? total else {
      throw OptionError(
        "\(variable) says which shard this is, and nothing how many there are: add --shards N, or "
          + "--shard 1/1 for the whole list")
    }
    if let count, let total, count != total {
      throw OptionError("--shards is \(count), and by \(variable) there are \(total)")
    }
    guard (1...limit).contains(all), (1...all).contains(index) else {
      throw OptionError("\(variable) names shard \(index) of \(all)")
    }
    return Shard(index, of: all, variable: variable)
  }

  /// An Indexed Job counts from 0, and tells its pods no total.
  private static func kubernetes(
    _ count: Int?, _ variable: (String) -> String?
  ) throws(OptionError) -> Shard? {
    let name = "JOB_COMPLETION_INDEX"
    guard let index = try number(name, variable) else { return nil }
    return try shard(index + 1, nil, count, name)
  }

  /// GitLab's `parallel`, from 1; other engines of CI are told to set the same.
  private static func gitLab(
    _ count: Int?, _ variable: (String) -> String?
  ) throws(OptionError) -> Shard? {
    let name = "CI_NODE_INDEX"
    guard let index = try number(name, variable) else { return nil }
    return try shard(index, try number("CI_NODE_TOTAL", variable), count, name)
  }

  /// An array of Slurm begins where its user says, and may have steps.
  private static func slurm(
    _ count: Int?, _ variable: (String) -> String?
  ) throws(OptionError) -> Shard? {
    let name = "SLURM_ARRAY_TASK_ID"
    guard let id = try number(name, variable) else { return nil }
    let first = try number("SLURM_ARRAY_TASK_MIN", variable) ?? 1
    let step = max(1, try number("SLURM_ARRAY_TASK_STEP", variable) ?? 1)
    guard id >= first else {
      throw OptionError("\(name) is \(id), below SLURM_ARRAY_TASK_MIN")
    }
    return try shard(
      (id - first) / step + 1, try number("SLURM_ARRAY_TASK_COUNT", variable), count, name)
  }
}
