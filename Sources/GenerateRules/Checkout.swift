import Basics
import FoundationEssentials

/// The folder that holds Package.swift, with the files in it that this program reads and writes.
struct Checkout {
  let root: String

  /// Why the program cannot do its work.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The text of a file; nil if there is none.
  func text(of path: String) -> String? {
    FileManager.default.contents(atPath: "\(root)/\(path)").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func requiredText(of path: String) throws -> String {
    guard let text = text(of: path) else {
      throw Failure(description: "\(path) cannot be read in \(root)")
    }
    return text
  }

  /// Paths of the files below a folder, in byte order; empty where there is no such folder.
  func files(below folder: String, endingIn end: String) -> [String] {
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return found.filter { path in
      path.hasSuffix(end) && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    .map { "\(folder)/\($0)" }
    .sortedByBytes()
  }

  func apply(_ change: Generation.Change) throws {
    let manager = FileManager.default
    switch change {
    case .write(let path, let text):
      let file = "\(root)/\(path)"
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: file))
    case .remove(let path):
      try manager.removeItem(atPath: "\(root)/\(path)")
    }
  }
}
