import Basics
import Subprocess

// As Subprocess does: its types are the system's own where it has them.
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A call of a program that is installed: bounded in time and in what it may print.
struct ProgramCall: Sendable {
  /// Its name in `PATH`.
  let program: String
  var timeLimit: Duration = .seconds(60)
  var outputLimit = 64 << 20
  /// What is set in its environment beside what is there.
  var environment: [String: String] = [:]

  private static let messageLimit = 64 << 10

  /// Why a call gave nothing.
  enum Failure: Error {
    case notInstalled
    /// It ended with a failure, or could not be run; the words are its own.
    case failed(String)
  }

  /// What it prints.
  func output(_ arguments: [String], input: [UInt8] = []) async throws(Failure) -> [UInt8] {
    try await output(arguments, input: .array(input))
  }

  /// The same, with a file on its standard input.
  func output(_ arguments: [String], inputFile: String?) async throws(Failure) -> [UInt8] {
    guard let inputFile else { return try await output(arguments) }
    guard let descriptor = try? FileDescriptor.open(FilePath(inputFile), .readOnly) else {
      throw .failed("\(inputFile) cannot be read")
    }
    return try await output(
      arguments, input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true))
  }

  private func output(
    _ arguments: [String], input: some InputProtocol
  ) async throws(Failure) -> [UInt8] {
    let outcome = await withTaskGroup(of: Result<[UInt8], Failure>.self) { group in
      group.addTask { await spawn(arguments, input) }
      group.addTask {
        // Cancelled where the call ended first.
        try? await Task.sleep(for: timeLimit)
        return .failure(
          .failed("\(program) did not end within \(timeLimit.components.seconds) s"))
      }
      let first = await group.next() ?? .failure(.failed("\(program) did not end"))
      group.cancelAll()
      return first
    }
    return try outcome.get()
  }

  private func spawn(_ arguments: [String], _ input: some InputProtocol) async -> Result<
    [UInt8], Failure
  > {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in environment { changes[Environment.Key(stringLiteral: name)] = value }
    do {
      let result = try await run(
        Configuration(
          executable: .name(program), arguments: Arguments(arguments),
          environment: .inherit.updating(changes), platformOptions: options),
        input: input, output: .bytes(limit: outputLimit),
        error: .bytes(limit: ProgramCall.messageLimit))
      if result.terminationStatus.isSuccess { return .success(result.standardOutput) }
      let errors = String(decoding: result.standardError, as: UTF8.self)
      let first = errors.split(separator: "\n").first.map(String.init)
      return .failure(.failed(first ?? "\(program) ended with a failure"))
    } catch let error as SubprocessError {
      if error.code == .executableNotFound { return .failure(.notInstalled) }
      return .failure(.failed("\(program) cannot be run: \(error.description)"))
    } catch {
      return .failure(.failed("\(program) cannot be run: \(error)"))
    }
  }
}
