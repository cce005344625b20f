/// One command that is measured, as a row of the table.
struct Job {
  /// What the row is called; targets refer to it.
  var name: String
  var command: [String]
  /// The file that the command reads, by name: the row shows its size.
  var input: String?
  /// Exit codes that mean the work was done: not-ready and inconclusive are results too.
  var expectedExits: Set<Int32> = [0]
}

/// What the jobs work on.
struct Places {
  var importlint: String
  /// The folder of the large Lists.
  var data: String
  /// The folder of the compiled baselines; one that could not be built is missing there.
  var baselines: String

  func path(of input: String) -> String { "\(data)/\(input)" }
}

extension Job {
  static let inputs = ["plain.yaml", "plain.json", "managed.yaml", "managed.json"]

  /// The files are each parsed by the fastest parser of their format, read by us, and judged by
  /// us. All of it is one process a row, so that everything counts: start, file, end.
  static func all(in places: Places) -> [Job] {
    inputs.flatMap { input -> [Job] in
      let path = places.path(of: input)
      let parser = input.hasSuffix("yaml") ? "libyaml_events" : "simdjson_dom"
      return [
        Job(
          name: "\(parser) \(input)", command: ["\(places.baselines)/\(parser)", path],
          input: input),
        Job(
          name: "inspect \(input)", command: [places.importlint, "inspect", path], input: input),
        Job(
          name: "check \(input)",
          command: [places.importlint, "check", path, "--rancher", "2.13.1"], input: input,
          expectedExits: [0, 1, 3]),
      ]
    }
  }

  static func startUp(in places: Places) -> Job {
    Job(name: "--version", command: [places.importlint, "--version"])
  }
}
