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
    return write(look) { request, options in
      var options = options
      options.show = look.show
      options.files = files
      options.arguments = arguments
      options.jobs = jobs
      return request.format.render(judgement, profile: request.profile, options: options)
    }
  }

  /// The same for a matrix.
  func write(_ matrix: ReadinessMatrix, _ look: FormatOptions) -> Ending? {
    let files = files(of: matrix.common, look)
    return write(look) { request, options in
      var options = options
      options.files = files
      return request.format.render(matrix, profile: request.profile, options: options)
    }
  }

  private func files(of judgement: Judgement, _ look: FormatOptions) -> FileBase {
    reports.contains { $0.request.format.namesFiles }
      ? .find(look.base, of: judgement) : FileBase()
  }

  private func write(
    _ look: FormatOptions, _ render: (ReportRequest, ReportOptions) -> [UInt8]
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
      let bytes = render(request, options)
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
