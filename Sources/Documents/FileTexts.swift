import Basics

/// Texts that stand for files, such as those of an editor before they are saved.
public struct FileTexts: Sendable {
  private var texts: [ExactText: [UInt8]] = [:]

  public init() {}

  /// The text that stands for a file, by its path without detours; nil: what lies on disk counts.
  public subscript(path: String) -> [UInt8]? {
    get { texts[ExactText(path)] }
    set { texts[ExactText(path)] = newValue }
  }

  /// The files below a folder that have such a text, by their paths in it.
  package func paths(in folder: String) -> [String] {
    let prefix = folder + "/"
    return texts.keys.map(\.text).filter { $0.utf8.starts(with: prefix.utf8) }
      .map { String(decoding: $0.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) }.sortedByBytes()
  }
}
