import Basics
import Findings

/// Patterns over the paths of files below their inputs: which are read, and which are left out.
public struct PathFilter: Sendable, Hashable {
  /// Patterns of what is read, and nothing else; everything where there are none.
  public var include: [String]
  /// Patterns of what is left out, also of what is included.
  public var exclude: [String]

  public init(include: [String] = [], exclude: [String] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// Why a file that is left out says nothing.
  static let reason = "it was left out by --include or --exclude"

  public var isEmpty: Bool { include.isEmpty && exclude.isEmpty }
}

/// A pattern such as `nodes/*/etc`, over the parts of a path: `*` stands for any characters of a
/// part, `?` for one, and `**` for any number of parts. It may match wherever in a path; what lies
/// in a folder that it matches is matched.
public struct PathPattern: Sendable {
  private let parts: [String]

  private static let longest = 1024

  /// Says what is wrong with a pattern; nil if it is one.
  public static func flaw(in text: String) -> String? {
    if text.utf8.count > longest { return "is longer than \(longest) bytes" }
    if text.hasPrefix("/") { return "begins with a slash; patterns are of paths below an input" }
    let parts = text.split(separator: "/")
    if parts.contains("..") { return "leads out of the input" }
    return parts.contains { $0 != "." && $0 != "**" } ? nil : "names nothing"
  }

  init(_ text: String) {
    parts = text.split(separator: "/").filter { $0 != "." }.map(String.init)
  }

  /// Whether it matches a path, by components, or a folder above.
  func matches(_ components: [String]) -> Bool {
    // Ends of what the first parts of the pattern match; they may begin anywhere.
    var ends = Set(0...components.count)
    for part in parts {
      if part == "**" {
        let least = ends.min() ?? 0
        ends = Set(least...components.count)
        continue
      }
      ends = Set(
        ends.filter { end in
          end < components.count && Wildcard.matches(part, components[end])
        }.map { $0 + 1 })
      if ends.isEmpty { return false }
    }
    return true
  }
}

/// Asks patterns about files, and remembers which of them matched any. Used by one thread.
final class PathSelection {
  private let include: [PathPattern]
  private let exclude: [PathPattern]
  private let filter: PathFilter
  private var usedIncludes: Set<Int> = []
  private var usedExcludes: Set<Int> = []

  init(_ filter: PathFilter) {
    self.filter = filter
    include = filter.include.map(PathPattern.init)
    exclude = filter.exclude.map(PathPattern.init)
  }

  /// Files that are read whatever the patterns say: they tell what is missing beside them.
  private static let exempt: Set = ["importlint-snapshot.yaml", "importlint-node.yaml"]

  /// Whether a file is not read. That of a pattern is noted.
  ///
  /// - Parameter isContainer: Whether what is asked about may hold files, so that one below may be
  ///   included.
  func leavesOut(_ path: [String], isContainer: Bool = false) -> Bool {
    if filter.isEmpty || PathSelection.exempt.contains(path.last ?? "") { return false }
    let excluded = exclude.indices.filter { exclude[$0].matches(path) }
    let included = include.indices.filter { include[$0].matches(path) }
    usedExcludes.formUnion(excluded)
    usedIncludes.formUnion(included)
    return !excluded.isEmpty || !include.isEmpty && included.isEmpty && !isContainer
  }

  /// Says which patterns matched no file of the inputs.
  func problems(_ trees: [MemberTree]) -> [Problem] {
    let unused =
      include.indices.filter { !usedIncludes.contains($0) }
      .map { (option: "--include", pattern: filter.include[$0]) }
      + exclude.indices.filter { !usedExcludes.contains($0) }
      .map { (option: "--exclude", pattern: filter.exclude[$0]) }
    guard !unused.isEmpty else { return [] }
    let names = Set(trees.flatMap { $0.members.flatMap(\.components) }).sortedByBytes()
    return unused.map { option, pattern in
      let last = pattern.split(separator: "/").last.map(String.init) ?? pattern
      return Problem(
        "unmatched-pattern", .warning, "\(option) \(pattern) matches no file of the inputs",
        help: closestWord(to: last, among: names).map { "did you mean \($0)?" })
    }
  }
}
