import Checkout
import Foundation

/// One run of an executable of this package, as a user starts it.
struct CommandRun {
  let code: Int32
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var errorLines: [Substring] { errors.split(separator: "\n") }
  /// The reason for the exit code.
  var lastLine: String { errorLines.last.map(String.init) ?? "" }

  /// Runs `importlint` with arguments, in the checkout unless another folder is named.
  static func importlint(
    _ arguments: [String], in folder: String = Checkout.root, input: String? = nil,
    environment: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun(
      file: Checkout.importlint, arguments, folder: folder, input: input, environment: environment)
  }

  /// Output goes to files: a pipe that nobody empties would stop a run that writes much.
  init(
    file: String, _ arguments: [String], folder: String, input: String?,
    environment: [String: String]
  ) throws {
    let scratch = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: file)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { _, own in own }
    let output = try scratch.emptyFile(named: "output")
    let errors = try scratch.emptyFile(named: "errors")
    process.standardOutput = output
    process.standardError = errors
    if let input {
      try scratch.write(input, to: "input")
      process.standardInput = try FileHandle(
        forReadingFrom: URL(filePath: scratch.path + "/input"))
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    try output.close()
    try errors.close()
    // A signal is not an exit code: it is reported as shells do.
    let status = process.terminationStatus
    code = process.terminationReason == .exit ? status : 128 + status
    self.output = try Data(contentsOf: URL(filePath: scratch.path + "/output"))
    self.errors = String(
      decoding: try Data(contentsOf: URL(filePath: scratch.path + "/errors")), as: UTF8.self)
  }
}
