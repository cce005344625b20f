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
  var inputBytes: [String: Int] = [:]

  /// The bounds that the project has set itself, for two cores.
  var targets: [Target] {
    let checks = Job.inputs.map { input in
      let isYAML = input.hasSuffix("yaml")
      let parser = isYAML ? "libyaml_events" : "simdjson_dom"
      return Target(
        text: "check \(input), in times of \(parser)", limit: isYAML ? 1.3 : 4,
        measured: wallRatio(of: "check \(input)", to: "\(parser) \(input)"))
    }
    let memory = Job.inputs.map { input in
      Target(
        text: "peak memory of check \(input), in sizes of the file", limit: 1.5,
        measured: peakRatio(of: input))
    }
    let start = Target(
      text: "start-up of --version, in ms", limit: 10,
      measured: medians["--version"].map { $0.wallSeconds * 1000 })
    return checks + memory + [start]
  }

  private func wallRatio(of row: String, to base: String) -> Double? {
    guard let row = medians[row], let base = medians[base] else { return nil }
    return row.wallSeconds / base.wallSeconds
  }

  private func peakRatio(of input: String) -> Double? {
    guard let row = medians["check \(input)"], let bytes = inputBytes[input] else { return nil }
    return Double(row.peakBytes) / Double(bytes)
  }
}
