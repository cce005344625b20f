import Findings
import Reports

extension ReportRequests {
  /// Writes all reports; nil, or how the run ends because one of them could not be written.
  ///
  /// - Parameters:
  ///   - files: Where the files lie; nil to find that out.
  ///   - jobs: Threads that may be used.
  func write(
    _ judgement: Judgement, _ look: FormatOptions, arguments: String, files known: FileBase? = nil,
    jobs: Int = 1
  ) -> Ending? {
    let files = known ?? files(of: judgement, look)
    return write(look) { request, options, sink in
      var options = options
      options.show = look.show
      options.files = files
      options.arguments = arguments
      options.jobs = jobs
      request.format.write(judgement, profile: request.profile, options: options, to: sink)
    }
  }

  /// The same for a matrix.
  func write(_ matrix: ReadinessMatrix, _ look: FormatOptions) -> Ending? {
    let files = files(of: matrix.common, look)
    return write(look) { request, options, sink in
      var options = options
      options.files = files
      request.format.write(matrix, profile: request.profile, options: options, to: sink)
    }
  }

  private func files(of judgement: Judgement, _ look: FormatOptions) -> FileBase {
    reports.contains { $0.request.format.namesFiles }
      ? .find(look.base, of: judgement) : FileBase()
  }

  private func write(
    _ look: FormatOptions,
    _ report: (ReportRequest, ReportOptions, @escaping ReportFormat.Sink) -> Void
  ) -> Ending? {
    var failure: Ending?
    for (request, destination) in reports {
      let stream: OutputStream? =
        switch destination {
        case .output: .output
        case .error: .error
        case .file: nil
        }
      var options = stream?.reportOptions ?? ReportOptions()
      options.isColored = look.color.isColored(options.isColored)
      let ending =
        if case .file(let path) = destination {
          Self.write(to: path) { report(request, options, $0) }
        } else {
          stream?.write { report(request, options, $0) }.ending
        }
      failure = failure ?? ending
    }
    return failure
  }

  private static func write(
    to path: String, _ report: (@escaping ReportFormat.Sink) -> Void
  ) -> Ending? {
    do throws(ReportFile.Failure) {
      try ReportFile(path: path).write(report)
      return nil
    } catch {
      return .failure("\(path) cannot be written: \(error.reason)", doing: "report")
    }
  }
}
