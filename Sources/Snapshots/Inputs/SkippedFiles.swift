import Basics

/// Files of the inputs that are not read, for one reason.
public struct SkippedFiles: Sendable, Hashable {
  /// Why a file is not read, in the order in which reasons are told.
  public enum Reason: String, Sendable, CaseIterable {
    /// A pattern left it out.
    case leftOut = "left-out"
    /// A log, by its name.
    case log
    /// What version control and file managers keep beside files.
    case leftover
    /// Its format says that it holds nothing of the cluster.
    case unneeded
    /// A link that leads nowhere, out of the input, or to what is read anyway.
    case link
    /// A device, a pipe.
    case special
    /// It lies too deep, or its path leads out of its archive.
    case path
  }

  public let reason: Reason
  public fileprivate(set) var count = 0
  /// The first of them, by bytes.
  public fileprivate(set) var paths: [String] = []
}

extension SkippedFiles.Reason {
  /// For people, in words that follow a number of files.
  public var text: String {
    switch self {
    case .leftOut: "left out by --include or --exclude, and counted as not collected"
    case .log: "logs, by their names"
    case .leftover: "left behind by version control and file managers"
    case .unneeded: "that say nothing about the cluster's objects, by their formats"
    case .link: "links that lead nowhere, out of the input or to a folder of it"
    case .special: "that are not regular files"
    case .path: "nested too deep, or with paths that lead out of their archive"
    }
  }
}

/// Counts the files that are not read.
struct SkipTally: Sendable {
  private var found: [SkippedFiles.Reason: SkippedFiles] = [:]
  /// Names that are kept of one reason.
  private static let pathLimit = 3

  mutating func add(_ reason: SkippedFiles.Reason, _ path: String) {
    add(SkippedFiles(reason: reason, count: 1, paths: [path]))
  }

  mutating func add(_ other: SkipTally) { for files in other.found.values { add(files) } }

  private mutating func add(_ files: SkippedFiles) {
    var known = found[files.reason] ?? SkippedFiles(reason: files.reason)
    known.count += files.count
    if known.paths.count < SkipTally.pathLimit
      || files.paths.contains(where: { $0.precedesByBytes(known.paths[known.paths.count - 1]) })
    {
      known.paths = Array((known.paths + files.paths).sortedByBytes().prefix(SkipTally.pathLimit))
    }
    found[files.reason] = known
  }

  /// In the order of their reasons.
  var all: [SkippedFiles] { SkippedFiles.Reason.allCases.compactMap { found[$0] } }
}
