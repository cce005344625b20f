import Findings
import Reports
import Rules

/// Which reports are written, and where: one run may write several.
struct ReportPlan {
  /// Where a report goes.
  enum Destination: Hashable {
    case output
    case error
    case file(String)
  }

  private(set) var reports: [(request: ReportRequest, destination: Destination)] = []

  /// Reads the arguments of `--format`; text on standard output where there are none.
  init(_ arguments: [String]) throws(Ending) {
    var requests: [ReportRequest] = []
    for argument in arguments {
      do {
        requests.append(try ReportRequest(parsing: argument))
      } catch {
        let name = String(argument.prefix { $0 != "=" && $0 != ":" })
        let known = ReportFormat.allCases.map(\.rawValue)
        let hint = known.contains(name) ? "" : didYouMean(name, among: known)
        throw .failure("--format \(argument): \(error.description)\(hint)", doing: Self.action)
      }
    }
    if requests.isEmpty { requests.append(ReportRequest(format: .text)) }
    try place(requests)
  }

  private static let action = "read the arguments"

  /// A machine's format takes standard output for itself; text for people then goes to standard
  /// error.
  private mutating func place(_ requests: [ReportRequest]) throws(Ending) {
    let isTaken = requests.contains { $0.isForOutput && $0.format != .text }
    for request in requests {
      let destination: Destination
      if let file = request.file, !request.isForOutput {
        destination = .file(file)
      } else {
        destination = request.format == .text && isTaken ? .error : .output
      }
      if reports.contains(where: { $0.destination == destination }) {
        let name = if case .file(let path) = destination { path } else { "standard output" }
        throw .failure(
          "two reports would go to \(name): name a file for one, as in --format "
            + "\(request.format.rawValue)=FILE", doing: Self.action)
      }
      reports.append((request, destination))
    }
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
