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
  /// The folder of the project, where the demo is.
  var project: String

  func path(of input: String) -> String { "\(data)/\(input)" }
}

extension Job {
  static let inputs = ["plain.yaml", "plain.json", "managed.yaml", "managed.json"]
  /// The same objects, a part of them and all, by size.
  static let growing = [
    "twentieth.yaml", "eighth.yaml", "quarter.yaml", "half.yaml", "managed.yaml",
  ]
  static let reports = ["json", "sarif", "html"]

  /// The fastest parser of a file's format.
  static func parser(of input: String) -> String {
    input.hasSuffix("yaml") ? "libyaml_events" : "simdjson_dom"
  }

  /// All of it is one process a row, so that everything counts: start, file, end.
  static func all(in places: Places) -> [Job] {
    inputs.flatMap { beside(itsParser: $0, in: places) }
      + ["plain", "managed"].flatMap { packed($0, in: places) }
      + growing.dropLast().map { check($0, in: places) }
      + reports.map { report($0, in: places) }
  }

  /// A file is parsed by the fastest parser of its format, read by us, and judged by us.
  private static func beside(itsParser input: String, in places: Places) -> [Job] {
    let path = places.path(of: input)
    var jobs = [
      Job(
        name: "\(parser(of: input)) \(input)",
        command: ["\(places.baselines)/\(parser(of: input))", path], input: input),
      Job(name: "inspect \(input)", command: [places.importlint, "inspect", path], input: input),
      check(input, in: places),
    ]
    if input.hasPrefix("plain") {
      var job = check(input, in: places)
      job.name = "check --jobs 1 \(input)"
      job.command += ["--jobs", "1"]
      jobs.append(job)
    }
    return jobs
  }

  private static func check(_ input: String, in places: Places) -> Job {
    Job(
      name: "check \(input)",
      command: [places.importlint, "check", places.path(of: input), "--rancher", "2.13.1"],
      input: input, expectedExits: [0, 1, 3])
  }

  /// The same List in an archive, beside what only unpacks it.
  private static func packed(_ name: String, in places: Places) -> [Job] {
    var job = check("\(name).tar.gz", in: places)
    job.input = "\(name).yaml"
    return [
      Job(
        name: "gzip -dc \(name).tar.gz",
        command: ["/bin/gzip", "-dc", places.path(of: "\(name).tar.gz")],
        input: "\(name).yaml"), job,
    ]
  }

  /// What a report of tens of thousands of findings takes, beside the short one of `check`.
  private static func report(_ format: String, in places: Places) -> Job {
    var job = check("plain.yaml", in: places)
    job.name = "check plain.yaml, \(format)"
    job.command += [
      "--format", "text", "--format", "\(format)=\(places.path(of: "report.\(format)"))",
    ]
    return job
  }

  /// What takes milliseconds, and is run more often.
  static func short(in places: Places) -> [Job] {
    [
      Job(name: "--version", command: [places.importlint, "--version"]),
      Job(
        name: "check demo",
        command: [
          places.importlint, "check", "\(places.project)/demo/snapshot", "--target",
          "\(places.project)/demo/target.yaml",
        ], expectedExits: [1]),
      check("five-hundredth.yaml", in: places),
    ]
  }
}
