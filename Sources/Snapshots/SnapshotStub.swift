import Findings

/// A file without content that says in a copy of a snapshot what the original said by what was
/// wrong with it: that something may be there which nobody could read.
public enum SnapshotStub: Sendable {
  /// A document that breaks off.
  case broken
  /// No text.
  case unreadable
  /// An archive that breaks off: what it lacks may have been anything.
  case archive
  /// A file without a byte: of what was left out by a pattern, nothing is known.
  case empty

  public var bytes: [UInt8] {
    switch self {
    case .broken: Array("# Left out: the original cannot be shown.\napiVersion: [\n".utf8)
    // No UTF-8, so that it is no evidence wherever it lies.
    case .unreadable: Array("Left out: the original cannot be read.\n".utf8) + [0xFF]
    // The header of gzip, and nothing after it.
    case .archive: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    case .empty: []
    }
  }

  /// The stub of a file of which nothing may be shown; nil where it is not missed.
  init?(for reading: FileReading, _ types: TypeTable) {
    let isError = reading.problems.contains { $0.leavesOpen }
    switch reading.content {
    case .documents(let read) where isError && read.flaws.contains(where: \.losesContent):
      self = .broken
    case .unreadable where isError, .container where isError: self = .unreadable
    case .leftOut:
      guard case .resources(let place) = reading.role,
        place != nil || types.hint(fromFileName: reading.member.name) != nil
      else { return nil }
      self = .empty
    default: return nil
    }
  }

  /// The stub of what is no file that was read: an archive, a folder, a link.
  public init(for problem: Problem) {
    self = problem.code == "broken-archive" ? .archive : .unreadable
  }

  /// A path below the copy at which it is taken for what it is.
  public func path(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    switch self {
    case .broken, .empty: return path
    case .archive: return path + (ArchiveKind.stem(of: name) == name ? ".tar.gz" : "")
    case .unreadable:
      let isTold = name.contains(".") && EvidenceDoubt.isPossible(inFileNamed: name)
      return path + (isTold ? "" : ".yaml")
    }
  }
}
