import Foundation
import Testing

/// The checkout that the tests were built from, and the exports that lie beside it.
enum Checkout {
  static let root: String = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The folder `shared` beside the checkout or beside one of its parents; nil where there is
  /// none. What needs it is skipped then.
  static let shared: String? = {
    var parts = root.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let folder = "/" + parts.joined(separator: "/") + "/shared"
      if FileManager.default.fileExists(atPath: folder + "/states/expected.json") { return folder }
      parts = parts.dropLast()
    }
    return nil
  }()

  static func fixture(_ name: String) -> String { "\(root)/Tests/Fixtures/\(name)" }

  /// A complete snapshot of a cluster with which all is well, and its target.
  static let readyCluster =
    ["Tests/Fixtures/ready-cluster", "--target"]
    + ["Tests/Fixtures/ready-target.yaml"]
}

extension Trait where Self == ConditionTrait {
  /// The test runs where the shared exports are; elsewhere it is skipped, and says why.
  static var needsShared: Self {
    .enabled(if: Checkout.shared != nil, "skipped: ../shared is not beside the checkout")
  }
}

/// A folder that is removed when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: "\(path)/\(name)", toPath: "\(path)/\(other)")
  }

  func emptyFile(named name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: URL(filePath: "\(path)/\(name)"))
  }
}
