import Basics
import Documents
import Findings

/// The files of an archive that is no snapshot: bounded, all in memory, and no link followed out of
/// it. Nothing is written to disk.
package struct PackedFiles {
  package struct File {
    /// Below the one folder that an archive may hold all in.
    package let path: String
    /// As it is shown: `acme.tar.gz//pack.yaml`.
    package let shown: String
    fileprivate let content: any MemberContent

    package func text() -> Result<SourceText, SourceError> {
      content.text(path: shown, limits: ReadingLimits(), jobs: 1)
    }

    /// Of its bytes; to be asked for before its text.
    package var sha256: String {
      var hash = SHA256()
      content.eachPiece { hash.add($0) }
      return hexadecimal(hash.digest())
    }
  }

  /// In the order of their paths, by bytes.
  package let files: [File]
  /// What is wrong with it; empty where all of it was read.
  package let problems: [Problem]
  /// Lower-case hexadecimal SHA-256 of the archive itself; nil if it could not be read to its end.
  package let sha256: String?

  /// Reads the archive in a file; nil if it is none that is read.
  ///
  /// - Parameters:
  ///   - fileLimit: files that it may hold.
  ///   - byteLimit: bytes that these may have together.
  package init?(file: String, shown: String, fileLimit: Int, byteLimit: Int) {
    var limits = ArchiveBudget.Limits()
    limits.keptBytes = byteLimit
    limits.expandedBytes = 4 * byteLimit
    limits.alwaysAllowedBytes = byteLimit
    // Archives in it are not unpacked.
    limits.depth = 1
    let budget = ArchiveBudget(limits)
    guard let source = FileSource(file, budget),
      let kind = ArchiveKind(head: PeekedSource(source).head)
    else { return nil }
    let walk = ArchiveWalk(
      budget, limits: InputWalk.Limits(files: fileLimit, depth: 16), input: 0, hashes: true,
      count: 0, selection: PathSelection(PathFilter()))
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let listing = withUTF8Names {
      walk.open(file: file, kind, ArchiveWalk.Place(path: shown, name: name))
    }
    // A compressed file is no folder.
    let members = listing.isFolder ? listing.members : []
    let top = members.first.flatMap { $0.components.count > 1 ? $0.components[0] : nil }
    let isWrapped =
      top != nil && members.allSatisfy { $0.components.count > 1 && $0.components[0] == top }
    files = members.map { member in
      File(
        path: member.components.dropFirst(isWrapped ? 1 : 0).joined(separator: "/"),
        shown: member.path, content: member.content)
    }.sorted { $0.path.precedesByBytes($1.path) }
    problems = walk.problems
    sha256 = walk.opened.first?.sha256
  }
}
