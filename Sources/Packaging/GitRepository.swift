import Basics

/// A commit of a Git repository on this machine, as a source of packs:
/// `git+file:///srv/packs[//folder][@ref]`.
///
/// git is asked for objects only: no work tree is made, no filter or hook of the repository runs,
/// and nothing is fetched from elsewhere.
public struct GitRepository: Sendable {
  private let path: String
  private let folder: String
  private let ref: String

  private static let scheme = "git+file://"
  private static let byteLimit = 64 << 20
  private static let fileLimit = 10_000

  /// Why there is nothing to read.
  public struct Failure: Error {
    public let reason: String
  }

  /// Whether a text names one.
  public static func isLocator(_ text: String) -> Bool { text.hasPrefix(scheme) }

  public init(_ locator: String) throws(Failure) {
    var rest = locator.dropFirst(GitRepository.scheme.count)
    guard locator.hasPrefix(GitRepository.scheme), rest.hasPrefix("/") else {
      throw Failure(reason: "it must begin with git+file:/// and a path from the root on")
    }
    var ref = "HEAD"
    if let at = rest.lastIndex(of: "@") {
      ref = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    guard !ref.isEmpty, !ref.hasPrefix("-"), !ref.contains(":"), !ref.contains("..") else {
      throw Failure(reason: "\"\(ref)\" is not the name of a commit")
    }
    self.ref = ref
    let path = String(rest)
    guard let cut = path.dropFirst().firstRange(of: "//") else {
      self.path = path
      folder = ""
      return
    }
    self.path = String(path[..<cut.lowerBound])
    let parts = path[cut.upperBound...].split(separator: "/")
    guard !parts.contains(where: { $0 == "." || $0 == ".." }) else {
      throw Failure(reason: "the folder in it must be named without . and ..")
    }
    folder = parts.joined(separator: "/")
  }

  /// The files of the commit that are wanted, by their paths below the folder.
  ///
  /// - Parameter isWanted: whether a file of this path may be one of the pack.
  /// - Throws: also where a wanted file is a link, or files may lie in a submodule: a checkout
  ///   would hold them, and the pack would judge by less.
  public func files(
    where isWanted: (String) -> Bool
  ) async throws(Failure) -> [(path: String, bytes: [UInt8])] {
    let commit = try await line([
      "rev-parse", "--verify", "--quiet", "--end-of-options", "\(ref)^{commit}",
    ])
    guard commit.utf8.count >= 40 else {
      throw Failure(reason: "\(path) has no commit \"\(ref)\"")
    }
    let tree = folder.isEmpty ? commit : "\(commit):\(folder)"
    let listing = try await output(["ls-tree", "-r", "-z", "--long", "--full-tree", tree])
    let entries = try entries(of: listing, where: isWanted)
    if entries.isEmpty { return [] }
    let input = entries.map { $0.id + "\n" }.joined()
    let objects = try await output(["cat-file", "--batch"], input: Array(input.utf8))
    return try contents(objects, of: entries)
  }

  private struct Entry {
    let path: String
    let id: String
    let size: Int
  }

  /// `100644 blob ID SIZE\tPATH`, each ended by a zero.
  private func entries(
    of listing: [UInt8], where isWanted: (String) -> Bool
  ) throws(Failure) -> [Entry] {
    var found: [Entry] = []
    var bytes = 0
    for record in listing.split(separator: 0) {
      guard let tab = record.firstIndex(of: 0x09) else { continue }
      let head = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
      let path = String(decoding: record[(tab + 1)...], as: UTF8.self)
      guard head.count == 4 else { throw Failure(reason: "git did not describe \(path)") }
      if head[1] == "commit" {
        throw Failure(reason: "\(path) is a submodule, whose files are not in the commit")
      }
      guard isWanted(path) else { continue }
      guard head[0].hasPrefix("100"), let size = Int(head[3]) else {
        throw Failure(reason: "\(path) is a link, and a commit's links are not followed")
      }
      found.append(Entry(path: path, id: String(head[2]), size: size))
      bytes += size
    }
    guard found.count <= GitRepository.fileLimit, bytes <= GitRepository.byteLimit else {
      throw Failure(
        reason: "it holds more than \(GitRepository.fileLimit) files or "
          + "\(GitRepository.byteLimit >> 20) MiB")
    }
    return found
  }

  /// `ID blob SIZE\n`, the bytes and `\n`, for each.
  private func contents(
    _ output: [UInt8], of entries: [Entry]
  ) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    var rest = output[...]
    var found: [(path: String, bytes: [UInt8])] = []
    for entry in entries {
      guard let end = rest.firstIndex(of: 0x0A), rest.count > end - rest.startIndex + entry.size,
        String(decoding: rest[..<end], as: UTF8.self) == "\(entry.id) blob \(entry.size)"
      else { throw Failure(reason: "git did not print \(entry.path)") }
      let start = end + 1
      found.append((entry.path, Array(rest[start..<start + entry.size])))
      rest = rest[(start + entry.size)...].dropFirst()
    }
    return found
  }

  private func line(_ arguments: [String]) async throws(Failure) -> String {
    let bytes = try await output(arguments)
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  private func output(
    _ arguments: [String], input: [UInt8] = []
  ) async throws(Failure) -> [UInt8] {
    var call = ProgramCall(program: "git")
    // No protocol: a partial clone could else have a program of its own fetch what it lacks.
    call.environment = [
      "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
      "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1",
    ]
    call.outputLimit = 2 * GitRepository.byteLimit
    do throws(ProgramCall.Failure) {
      return try await call.output(["-C", path, "--no-pager"] + arguments, input: input)
    } catch {
      switch error {
      case .notInstalled: throw Failure(reason: "git is not installed")
      case .failed(let reason):
        throw Failure(
          reason: arguments[0] == "rev-parse" && !reason.hasPrefix("fatal:")
            ? "\(path) has no commit \"\(ref)\"" : "git says: \(reason)")
      }
    }
  }
}
