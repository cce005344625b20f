// Measure IMPORTLINT DATA BASELINES PROJECT [ROUNDS]: runs every job once a round, one after the
// other, so that whatever else the machine does hits all of them alike; prints medians and goals.
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
    for job in Job.short(in: places) { run(job, times: startsPerRound) }
  }
  var results = Results()
  for (name, measurements) in runs where !failed.contains(name) {
    results.medians[name] = Measurement(medianOf: measurements)
  }
  for name in Job.inputs + Job.growing + Job.reports.map({ "report.\($0)" })
    + ["five-hundredth.yaml"]
  { results.bytes[name] = size(of: places.path(of: name)) }
  return results
}

func printTables(of results: Results, jobs: [Job]) {
  let megabyte = 1e6
  var times = Table(header: ["medians", "input MB", "wall s", "CPU s", "peak MB", "peak/input"])
  for job in jobs {
    guard let median = results.medians[job.name] else { continue }
    let bytes = job.input.flatMap { results.bytes[$0] }.map(Double.init)
    times.append([
      job.name, bytes.map { decimal($0 / megabyte, digits: 0) } ?? "",
      decimal(median.wallSeconds, digits: 3), decimal(median.cpuSeconds, digits: 3),
      decimal(Double(median.peakBytes) / megabyte, digits: 0),
      bytes.map { decimal(Double(median.peakBytes) / $0, digits: 2) } ?? "",
    ])
  }
  print(times.text)

  print(growth(of: results).text)

  var targets = Table(header: ["goals", "at most", "measured", ""])
  for target in results.targets {
    targets.append([
      target.text, decimal(target.limit, digits: 2),
      target.measured.map { decimal($0, digits: 2) } ?? "-", target.outcome,
    ])
  }
  print(targets.text, terminator: "")
}

/// Time and memory by the size of the input: what is linear has bars of one length.
func growth(of results: Results) -> Table {
  var table = Table(header: ["check", "input MB", "wall s", "peak MB", "wall/MB", "peak/MB"])
  let rows = Job.growing.compactMap { input -> (Double, Measurement)? in
    guard let bytes = results.bytes[input], let median = results.medians["check \(input)"] else {
      return nil
    }
    return (Double(bytes) / 1e6, median)
  }
  func bars(_ value: (Double, Measurement) -> Double) -> [String] {
    let values = rows.map(value)
    let most = values.max() ?? 1
    return values.map { String(repeating: "#", count: Int(($0 / most * 20).rounded())) }
  }
  let times = bars { $1.wallSeconds / $0 }
  let peaks = bars { Double($1.peakBytes) / $0 }
  for (i, (megabytes, median)) in rows.enumerated() {
    table.append([
      Job.growing[i], decimal(megabytes, digits: 0), decimal(median.wallSeconds, digits: 2),
      decimal(Double(median.peakBytes) / 1e6, digits: 0), times[i], peaks[i],
    ])
  }
  return table
}

let arguments = CommandLine.arguments
guard arguments.count >= 5, let rounds = Int(arguments.count > 5 ? arguments[5] : "5"), rounds > 0
else {
  print("usage: Measure IMPORTLINT DATA BASELINES PROJECT [ROUNDS]")
  exit(2)
}
let places = Places(
  importlint: arguments[1], data: arguments[2], baselines: arguments[3], project: arguments[4])
let jobs = Job.all(in: places) + Job.short(in: places)
printTables(of: measure(in: places, rounds: rounds), jobs: jobs)
