import Basics

/// When an input was exported, by its manifest's word.
struct SaidTime: Sendable {
  let time: Timestamp
  let path: String
  let input: Int
}

/// Which of several inputs was exported later, as far as their manifests or their Nodes tell.
struct InputOrder: Sendable {
  /// Empty where nothing orders any two inputs.
  private let times: [Int: Timestamp]
  /// The resourceVersions of the lists of each input, from the first to the last.
  private let versions: [Int: ClosedRange<UInt64>]

  /// Seconds: further apart, two files are not of one export.
  static let tolerance: Int64 = 86_400
  /// An export takes its time: what is nearer to each other orders nothing.
  private static let longestExport: Int64 = 3600

  static let none = InputOrder(said: [], heartbeats: [:], inputs: [:])

  /// - Parameters:
  ///   - heartbeats: the newest of each file.
  ///   - inputs: which input a file belongs to, by the file's path.
  ///   - versions: the resourceVersions of lists, by input.
  init(
    said: [SaidTime], heartbeats: [String: Timestamp], inputs: [String: Int],
    versions: [Int: ClosedRange<UInt64>] = [:]
  ) {
    self.versions = versions.count > 1 ? versions : [:]
    var times: [Int: Timestamp] = [:]
    for (path, time) in heartbeats {
      guard let input = inputs[path] else { continue }
      times[input] = max(times[input] ?? time, time)
    }
    for said in said {
      // A manifest that its own Nodes contradict tells nothing.
      let isDoubtful = times[said.input].map {
        abs($0.seconds - said.time.seconds) > InputOrder.tolerance
      }
      times[said.input] = isDoubtful ?? false ? nil : said.time
    }
    self.times = times.count > 1 ? times : [:]
  }

  var isKnown: Bool { !times.isEmpty || !versions.isEmpty }

  func isLater(_ input: Int, than other: Int) -> Bool {
    guard let time = times[input], let otherTime = times[other] else {
      // One API server counts them up.
      guard let own = versions[input], let others = versions[other] else { return false }
      return own.lowerBound > others.upperBound
    }
    return time.seconds - otherTime.seconds > InputOrder.longestExport
  }
}
