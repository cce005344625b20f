import Findings
import Reports

extension ReportRequests {
  /// Writes all reports; nil, or how the run ends because one of them could not be written.
  func write(_ judgement: Judgement, show: Severity, arguments: String) -> Ending? {
    write { request, options in
      var options = options
      options.show = show
      options.arguments = arguments
      return request.format.render(judgement, profile: request.profile, options: options)
    }
  }

  /// The same for a matrix.
  func write(_ matrix: ReadinessMatrix) -> Ending? {
    write { $0.format.render(matrix, profile: $0.profile, options: $1) }
  }

  private func write(_ render: (ReportRequest, ReportOptions) -> [UInt8]) -> Ending? {
    var failure: Ending?
    for (request, destination) in reports {
      let stream: OutputStream? =
        switch destination {
        case .output: .output
        case .error: .error
        case .file: nil
        }
      let bytes = render(request, stream?.reportOptions ?? ReportOptions())
      let ending =
        if case .file(let path) = destination { Self.write(bytes, to: path) } else {
          stream?.write(bytes: bytes).ending
        }
      failure = failure ?? ending
    }
    return failure
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Ending? {
    do throws(ReportFile.Failure) {
      try ReportFile(path: path).write(bytes)
      return nil
    } catch {
      return .failure("\(path) cannot be written: \(error.reason)", doing: "report")
    }
  }
}
