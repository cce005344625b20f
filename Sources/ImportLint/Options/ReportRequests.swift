import Basics
import Engine
import Findings
import Reports
import Rules

/// Which reports are written, and where: one run may write several.
struct ReportRequests {
  /// Where a report goes.
  enum Destination: Hashable {
    case output
    case error
    case file(String)
  }

  let reports: [(request: ReportRequest, destination: Destination)]

  /// Places the reports that were asked for; text on standard output where there are none.
  ///
  /// A machine's format takes standard output for itself; text for people then goes to standard
  /// error.
  init(_ requests: [ReportRequest]) {
    let requests = requests.isEmpty ? [ReportRequest(format: .text)] : requests
    let isTaken = requests.contains { $0.isForOutput && $0.format != .text }
    reports = requests.map { request in
      if let file = request.file, !request.isForOutput { return (request, .file(file)) }
      return (request, request.format == .text && isTaken ? .error : .output)
    }
  }

  /// Reads one value of `--format`.
  static func request(_ argument: String) throws(OptionError) -> ReportRequest {
    do {
      return try ReportRequest(parsing: argument)
    } catch {
      let name = String(argument.prefix { $0 != "=" && $0 != ":" })
      let known = ReportFormat.allCases.map(\.rawValue)
      let hint = known.contains(name) ? "" : didYouMean(name, among: known)
      throw OptionError(error.description + hint)
    }
  }

  /// Refuses two reports of one destination.
  func checkDestinations() throws(OptionError) {
    var seen: Set<Destination> = []
    for (request, destination) in reports where !seen.insert(destination).inserted {
      let name = if case .file(let path) = destination { path } else { "standard output" }
      throw OptionError(
        "two reports would go to \(name): name a file for one, as in --format "
          + "\(request.format.rawValue)=FILE")
    }
  }

  /// The files that reports go to.
  var files: [String] {
    reports.compactMap { if case .file(let path) = $0.destination { path } else { nil } }
  }

  /// Whether any report has checksums of the files that were read.
  var needsChecksums: Bool { reports.contains { $0.request.format != .text } }

  /// Whether any report lists the subjects that pass.
  var listsPasses: Bool {
    reports.contains { $0.request.profile == "full" || $0.request.format == .json }
  }

  /// Whether a person reads of problems in one of the reports.
  var showsProblems: Bool {
    reports.contains {
      if case .file = $0.destination { return false }
      return $0.request.format == .text
    }
  }
}

extension ReportRequest {
  fileprivate var isForOutput: Bool { file == nil || file == "-" }
}
