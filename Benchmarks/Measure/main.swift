// Measure IMPORTLINT DATA BASELINES [ROUNDS]: runs every job once a round, one after the other, so
// that whatever else the machine does hits all of them alike; prints medians and targets.
//
// The exit code is 0 whatever was measured: a busy machine is no reason to fail a build.

import Glibc

/// How many starts make one measurement of a program that runs for milliseconds.
let startsPerRound = 20

func measure(in places: Places, rounds: Int) -> Results {
  var runs: [String: [Measurement]] = [:]
  var failed: Set<String> = []

  func run(_ job: Job, times: Int = 1) {
    guard !failed.contains(job.name) else { return }
    do throws(RunError) {
      for _ in 0..<times { runs[job.name, default: []].append(try job.run()) }
    } catch {
      print("not measured: \(job.name): \(error)")
      failed.insert(job.name)
    }
  }

  for _ in 0..<rounds {
    for job in Job.all(in: places) { run(job) }
    run(.startUp(in: places), times: startsPerRound)
  }
  var results = Results()
  for (name, measurements) in runs where !failed.contains(name) {
    results.medians[name] = Measurement(medianOf: measurements)
  }
  for input in Job.inputs { results.inputBytes[input] = size(of: places.path(of: input)) }
  return results
}

func printTables(of results: Results, jobs: [Job]) {
  let megabyte = 1e6
  var times = Table(header: ["medians", "input MB", "wall s", "CPU s", "peak MB", "peak/input"])
  for job in jobs {
    guard let median = results.medians[job.name] else { continue }
    let bytes = job.input.flatMap { results.inputBytes[$0] }.map(Double.init)
    times.append([
      job.name, bytes.map { decimal($0 / megabyte, digits: 0) } ?? "",
      decimal(median.wallSeconds, digits: 3), decimal(median.cpuSeconds, digits: 3),
      decimal(Double(median.peakBytes) / megabyte, digits: 0),
      bytes.map { decimal(Double(median.peakBytes) / $0, digits: 2) } ?? "",
    ])
  }
  print(times.text)

  var targets = Table(header: ["targets", "at most", "measured", ""])
  for target in results.targets {
    targets.append([
      target.text, decimal(target.limit, digits: 1),
      target.measured.map { decimal($0, digits: 2) } ?? "-", target.outcome,
    ])
  }
  print(targets.text, terminator: "")
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let rounds = Int(arguments.count > 4 ? arguments[4] : "5"), rounds > 0
else {
  print("usage: Measure IMPORTLINT DATA BASELINES [ROUNDS]")
  exit(2)
}
let places = Places(importlint: arguments[1], data: arguments[2], baselines: arguments[3])
let jobs = Job.all(in: places) + [.startUp(in: places)]
printTables(of: measure(in: places, rounds: rounds), jobs: jobs)
