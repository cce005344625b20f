import Basics
import Findings

/// What is said of an archive's entries: the same of many as one problem, with the first places.
struct EntryNotes {
  enum Kind {
    case note, refused, unreadable
    /// What may have been evidence.
    case lost
  }

  private struct Key: Hashable {
    let kind: Kind
    let message: String
  }

  private var counts: [Key: (count: Int, paths: [String])] = [:]

  mutating func add(_ kind: Kind, _ message: String, _ path: String) {
    let key = Key(kind: kind, message: message)
    counts[key, default: (0, [])].count += 1
    if counts[key].map({ $0.paths.count < 3 && !$0.paths.contains(path) }) ?? false {
      counts[key]?.paths.append(path)
    }
  }

  var problems: [Problem] {
    counts.sorted { $0.key.message.precedesByBytes($1.key.message) }.map { key, found in
      var problem = Problem(
        key.kind == .unreadable ? "unreadable-file" : "skipped-entry", key.kind.severity,
        key.message, path: found.paths.first)
      problem.places += found.paths.dropFirst().map { Place(path: $0, note: Problem.again) }
      problem.count = found.count
      return problem
    }
  }
}

extension EntryNotes.Kind {
  fileprivate var severity: Severity {
    switch self {
    case .note: .note
    case .refused: .warning
    case .unreadable, .lost: .error
    }
  }
}
