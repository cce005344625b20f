import Checkout
import Foundation

/// One run of a program of the system, with what it printed.
struct ScriptRun {
  let code: Int32
  let output: [UInt8]
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs a program by its name in `PATH`; what is not printed to files would fill a pipe.
  init(
    _ words: [String], input: String = "", environment: [String: String] = [:]
  ) throws {
    let scratch = TemporaryFolder(["input": input, "output": "", "errors": ""])
    func url(_ name: String) -> URL { URL(filePath: "\(scratch.path)/\(name)") }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: url("input"))
    let output = try FileHandle(forWritingTo: url("output"))
    let errors = try FileHandle(forWritingTo: url("errors"))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    code = process.terminationStatus
    self.output = [UInt8](try Data(contentsOf: url("output")))
    self.errors = String(decoding: try Data(contentsOf: url("errors")), as: UTF8.self)
  }

  /// The place of a program of `PATH`; nil if there is none.
  static func path(of program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }

  static func has(_ program: String) -> Bool { path(of: program) != nil }
}
