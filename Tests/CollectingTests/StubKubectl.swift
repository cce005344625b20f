import Foundation

@testable import Collecting

/// A shell script in the place of kubectl, in a folder that lives as long as it.
final class StubKubectl: Sendable {
  let folder: String

  /// - Parameter script: sees the arguments of the call as `$*`; its number, from 1 on, as `$call`.
  init(_ script: String) throws {
    folder = NSTemporaryDirectory() + "/importlint-stub-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = """
      #!/bin/sh
      echo "$*" >> '\(folder)/calls'
      call=$(wc -l < '\(folder)/calls')
      \(script)
      """
    try Data(text.utf8).write(to: URL(filePath: folder + "/kubectl"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder + "/kubectl")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var kubectl: Kubectl {
    var kubectl = Kubectl()
    kubectl.program = folder + "/kubectl"
    kubectl.pause = .milliseconds(1)
    return kubectl
  }

  /// The arguments of each call, a line each.
  var calls: [String] {
    let text = (try? String(contentsOfFile: folder + "/calls", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// What a file in the folder holds; nil if there is none.
  func text(of name: String) -> String? {
    try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}
