import Basics
import Engine
import Findings
import Subprocess

// As Subprocess does: its types are the system's own where it has them.
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Judges one cluster in a process of this program, so that whatever becomes of it ends no other.
///
/// It is bounded in time and in what it prints, runs in a process group of its own, and
/// ends when the task that made it is cancelled.
struct ClusterProcess: Sendable {
  private let arguments: [String]
  private let options: FleetCheck.Options
  private let terms: FleetTerms
  private let name: String

  /// The most that is read of a row, and of what is said beside it.
  private static let rowLimit = 16 << 20
  private static let messageLimit = 1 << 20

  init(
    _ cluster: FleetList.Cluster, _ options: FleetCheck.Options, _ terms: FleetTerms,
    reportName: String
  ) {
    self.options = options
    self.terms = terms
    name = cluster.name
    var arguments = ["fleet", "row", "--jobs", "1"] + terms.options(for: cluster)
    if let reports = options.reports {
      arguments += ["--reports", "\(reports.path)/\(reportName)"]
    }
    self.arguments = arguments + ["--"] + cluster.inputs
  }

  /// The cluster's row, without what its list says of it.
  func row() async -> FleetRow {
    let reason: String
    switch await ended() {
    case .timedOut:
      reason = "it was not judged within \(options.timeLimit.components.seconds) s"
    case .failed(let text): reason = text
    case .ended(let status, let output, let errors):
      if status.isSuccess {
        var reader = FleetRowReader()
        do throws(FleetRowReader.Flaw) {
          return try reader.row(output)
        } catch {
          reason = "what its process printed \(error.text)"
        }
      } else {
        reason = Self.reason(status, errors)
      }
    }
    return FleetRow(
      name: name, basis: terms.basis, outcome: .notJudged(reason: CredentialText.masked(reason)))
  }

  private static func reason(_ status: TerminationStatus, _ errors: [UInt8]) -> String {
    switch status {
    case .signaled(let signal):
      return "its process ended by signal \(signal)"
        + (signal == 9 ? ", as where memory runs out" : "")
    case .exited(let code):
      let lines = errors.split(separator: UInt8(ascii: "\n"))
      let last = lines.last.map { String(decoding: $0, as: UTF8.self) } ?? "exit code \(code)"
      let prefix = "could not judge: "
      return last.hasPrefix(prefix) ? String(last.dropFirst(prefix.count)) : last
    }
  }

  // MARK: Running

  private enum Outcome: Sendable {
    case ended(TerminationStatus, output: [UInt8], errors: [UInt8])
    case failed(String)
    case timedOut
  }

  private func ended() async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      group.addTask { await spawned() }
      group.addTask {
        // Cancelled where the process ended first.
        try? await Task.sleep(for: options.timeLimit)
        return .timedOut
      }
      let first = await group.next() ?? .timedOut
      group.cancelAll()
      return first
    }
  }

  private func spawned() async -> Outcome {
    var platform = PlatformOptions()
    platform.processGroupID = 0
    platform.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let configuration = Configuration(
      executable: .path(FilePath(ownExecutable())), arguments: Arguments(arguments),
      platformOptions: platform)
    do {
      let result = try await run(
        configuration, input: .none, output: .bytes(limit: Self.rowLimit),
        error: .bytes(limit: Self.messageLimit))
      return .ended(
        result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      return .failed("its process printed more than is taken of it")
    } catch {
      return .failed("its process cannot be run: \(error)")
    }
  }
}
