import Basics
import Subprocess

// As Subprocess does: its types are the system's own where it has them.
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The user's own kubectl, with what is the same for all its calls.
///
/// Every call is bounded in time, in what it may print, and in how often it is tried; it ends when
/// the task that made it is cancelled. kubectl runs in a process group of its own, so that a signal
/// from the terminal reaches this process alone, which then ends its kubectls.
public struct Kubectl: Sendable {
  /// Its name in `PATH`, or its path.
  public var program = "kubectl"
  /// nil: as the kubeconfig says.
  public var context: String?
  /// nil: as the environment says.
  public var kubeconfig: String?
  /// How long one call may take.
  public var timeLimit: Duration = .seconds(300)
  /// How long one request to the API server may take.
  var requestLimit: Duration = .seconds(60)
  /// How often a call is tried whose failure may pass.
  public var attempts = 3
  /// The pause before the second attempt; it doubles before each further one.
  var pause: Duration = .seconds(1)

  /// The most that is kept of what a call says on standard error.
  private static let messageLimit = 1 << 20

  public init() {}

  // MARK: Arguments

  /// All arguments of a call. What follows `--` is a command of its own.
  public func arguments(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    var all = Array(words[..<end])
    if let kubeconfig { all.append("--kubeconfig=\(kubeconfig)") }
    if let context { all.append("--context=\(context)") }
    all.append("--request-timeout=\(min(requestLimit, timeLimit).components.seconds)s")
    return all + words[end...]
  }

  /// The call as one line for a POSIX shell.
  public func shell(_ words: [String]) -> String {
    ([program] + arguments(words)).map(Kubectl.shellWord).joined(separator: " ")
  }

  /// Options stay readable: only what follows their `=` is quoted.
  private static func shellWord(_ word: String) -> String {
    guard word.hasPrefix("-") else { return QuotedText.shell(word) }
    let name = word.prefix { $0 == "-" || $0.isLetter }
    guard name.count < word.count else { return word }
    guard word[name.endIndex] == "=" else { return QuotedText.shell(word) }
    return name + "=" + QuotedText.shell(String(word[word.index(after: name.endIndex)...]))
  }

  // MARK: Calls

  /// What a call prints, at most `limit` bytes of it; tried again where that may help.
  public func output(
    of words: [String], input: String? = nil, limit: Int = 64 << 20
  ) async throws(KubectlFailure) -> [UInt8] {
    try await retrying { _ throws(KubectlFailure) in
      let (printed, failure) = try await once(
        words, input: input, output: BytesOutput.bytes(limit: limit))
      if let failure { throw failure }
      return printed
    }
  }

  /// What a call prints that may fail in a part only, and how it failed; tried once.
  func partialOutput(
    of words: [String], limit: Int = 64 << 20
  ) async throws(KubectlFailure) -> (output: [UInt8], failure: KubectlFailure?) {
    try await once(words, input: nil, output: BytesOutput.bytes(limit: limit))
  }

  /// Has a call write what it prints to a descriptor, which stays open; tried once.
  public func write(_ words: [String], to descriptor: Int32) async throws(KubectlFailure) {
    let (_, failure) = try await once(
      words, input: nil,
      output: FileDescriptorOutput.fileDescriptor(
        FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: false))
    if let failure { throw failure }
  }

  /// Tries a call as often as it may help. Between attempts there are pauses.
  func retrying<Success: Sendable>(
    _ body: (Int) async throws(KubectlFailure) -> Success
  ) async throws(KubectlFailure) -> Success {
    var pause = pause
    var attempt = 1
    while true {
      do throws(KubectlFailure) {
        return try await body(attempt)
      } catch {
        guard error.mayPass, attempt < attempts else { throw error }
      }
      guard (try? await Task.sleep(for: pause)) != nil else { throw .cancelled }
      pause *= 2
      attempt += 1
    }
  }

  // MARK: Running

  private enum Outcome<Output: OutputProtocol>: Sendable {
    case ended(TerminationStatus, Output.OutputType, errors: [UInt8])
    case failed(KubectlFailure)
    case timedOut
  }

  /// One run: what it printed, and how it failed.
  private func once<Output: OutputProtocol>(
    _ words: [String], input: String?, output: Output
  ) async throws(KubectlFailure) -> (Output.OutputType, KubectlFailure?) {
    if Task.isCancelled { throw .cancelled }
    let outcome = await withTaskGroup(of: Outcome<Output>.self) { group in
      group.addTask { await spawn(words, input: input, output: output) }
      group.addTask {
        // Cancelled where the call ended first.
        try? await Task.sleep(for: timeLimit)
        return .timedOut
      }
      let first = await group.next() ?? .timedOut
      group.cancelAll()
      return first
    }
    switch outcome {
    case .timedOut:
      if Task.isCancelled { throw .cancelled }
      throw KubectlFailure(
        .tooSlow, "kubectl did not end within \(timeLimit.components.seconds) s")
    case .failed(let failure):
      if Task.isCancelled { throw .cancelled }
      throw failure
    case .ended(let status, let result, let errors):
      if status.isSuccess { return (result, nil) }
      if Task.isCancelled { throw .cancelled }
      return (result, KubectlFailure(errors: errors, status: Kubectl.text(status)))
    }
  }

  private static func text(_ status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }

  private func spawn<Output: OutputProtocol>(
    _ words: [String], input: String?, output: Output
  ) async -> Outcome<Output> {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let executable: Executable =
      program.utf8.contains(UInt8(ascii: "/")) ? .path(FilePath(program)) : .name(program)
    let configuration = Configuration(
      executable: executable, arguments: Arguments(arguments(words)), platformOptions: options)
    let errors = BytesOutput.bytes(limit: Kubectl.messageLimit)
    do {
      if let input {
        let result = try await run(
          configuration, input: .string(input), output: output, error: errors)
        return .ended(result.terminationStatus, result.standardOutput, errors: result.standardError)
      }
      let result = try await run(configuration, input: .none, output: output, error: errors)
      return .ended(result.terminationStatus, result.standardOutput, errors: result.standardError)
    } catch let error as SubprocessError {
      return .failed(KubectlFailure(error, program: program))
    } catch {
      return .failed(KubectlFailure(.other, "\(program) cannot be run: \(error)"))
    }
  }
}

extension KubectlFailure {
  /// What kept kubectl from being run.
  fileprivate init(_ error: SubprocessError, program: String) {
    switch error.code {
    case .executableNotFound:
      self.init(.notInstalled, "there is no \(program)")
    case .outputLimitExceeded:
      self.init(.tooLarge, "kubectl printed more than is taken of it")
    default: self.init(.other, "\(program) cannot be run: \(error.description)")
    }
  }
}
