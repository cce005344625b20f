/// A bound on a measurement, in units of something measured in the same run.
struct Target {
  var text: String
  var limit: Double
  /// The quantity in the limit's unit; nil if a row that it needs is missing.
  var measured: Double?

  var outcome: String {
    measured.map { $0 <= limit ? "met" : "NOT MET" } ?? "not measured"
  }
}

/// The measurements of a whole run: medians by the names of their rows.
struct Results {
  var medians: [String: Measurement] = [:]
  /// Sizes of the files that rows read and write, by name.
  var bytes: [String: Int] = [:]

  /// What the project wants to reach on two cores.
  var targets: [Target] {
    checks + oneCore + memory + archives + reports + short
  }

  private var checks: [Target] {
    zip(Job.inputs, [0.25, 1.0, 0.2, 0.8]).map { input, limit in
      let parser = Job.parser(of: input)
      return Target(
        text: "check \(input), in times of \(parser)", limit: limit,
        measured: wallRatio(of: "check \(input)", to: "\(parser) \(input)"))
    }
  }

  private var oneCore: [Target] {
    zip(["plain.yaml", "plain.json"], [0.45, 1.7]).map { input, limit in
      let parser = Job.parser(of: input)
      return Target(
        text: "check --jobs 1 \(input), in times of \(parser)", limit: limit,
        measured: wallRatio(of: "check --jobs 1 \(input)", to: "\(parser) \(input)"))
    }
  }

  private var memory: [Target] {
    Job.inputs.map { input in
      Target(
        text: "peak memory of check \(input), in sizes of the file",
        limit: input.hasSuffix("yaml") ? 0.3 : 0.15, measured: peakRatio(of: input))
    }
  }

  private var archives: [Target] {
    ["plain.tar.gz", "managed.tar.gz"].map { input in
      Target(
        text: "check \(input), in times of gzip -dc", limit: 1.3,
        measured: wallRatio(of: "check \(input)", to: "gzip -dc \(input)"))
    }
  }

  /// Nanoseconds for each byte: a bound like the others is one from above. The page is small, and
  /// has hashes too, which take most of what it takes, so that the others are held against it.
  private var reports: [Target] {
    ["json", "sarif"].map { format in
      let row = medians["check plain.yaml, \(format)"]
      let size = bytes["report.\(format)"].map(Double.init)
      let base = medians["check plain.yaml, html"]
      let seconds = row.flatMap { row in base.map { row.wallSeconds - $0.wallSeconds } }
      return Target(
        text: "\(format) of the findings of plain.yaml, in ns a byte (300 MB/s)", limit: 3.3,
        measured: seconds.flatMap { seconds in size.map { max(0, seconds) * 1e9 / $0 } })
    }
  }

  private var short: [Target] {
    func milliseconds(_ row: String, _ limit: Double, cpu: Bool) -> Target {
      Target(
        text: "\(row), in ms" + (cpu ? " of processor time" : ""), limit: limit,
        measured: medians[row].map { (cpu ? $0.cpuSeconds : $0.wallSeconds) * 1000 })
    }
    return [
      milliseconds("--version", 2, cpu: false), milliseconds("check demo", 25, cpu: true),
      milliseconds("check five-hundredth.yaml", 50, cpu: true),
    ]
  }

  private func wallRatio(of row: String, to base: String) -> Double? {
    guard let row = medians[row], let base = medians[base] else { return nil }
    return row.wallSeconds / base.wallSeconds
  }

  private func peakRatio(of input: String) -> Double? {
    guard let row = medians["check \(input)"], let bytes = bytes[input] else { return nil }
    return Double(row.peakBytes) / Double(bytes)
  }
}
