import Checkout
import FoundationEssentials

/// The files of the checkout.
extension Checkout {
  /// Paths, relative to the root and sorted, of the files below a folder; empty where it is not
  /// there. Build folders are left out.
  static func files(below folder: String) -> [String] {
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return found.map { "\(folder)/\($0)" }
      .filter { !$0.split(separator: "/").contains { $0.hasPrefix(".build") } && !isFolder($0) }
      .sorted()
  }

  /// Names of what lies directly in a folder, sorted; empty where it is not there.
  static func names(in folder: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
    return (found ?? []).sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder)
      && isFolder
  }

  /// The text of a file, invalid UTF-8 replaced: fixtures hold some on purpose.
  static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
  }

  /// Hand-written Swift files. Generated ones have `.generated.` in their names.
  static func swiftFiles(below folders: [String]) -> [String] {
    folders.flatMap(files(below:)).filter { $0.hasSuffix(".swift") && !$0.contains(".generated.") }
  }
}
