import Basics
import Documents
import Findings
import Snapshots

/// Whether an archive of a pack holds the files that its own checksums name, and no others.
package struct PackChecksums {
  /// Why not; empty where it does.
  package private(set) var faults: [String] = []
  /// Files that are as they were packed.
  package private(set) var fileCount = 0
  /// Lower-case hexadecimal SHA-256 of the archive.
  package private(set) var sha256 = ""
  /// The archive's file, which signatures are of.
  package let archive: String

  /// - Parameters:
  ///   - locator: an archive, or an OCI layout.
  ///   - name: of the file of checksums.
  /// - Throws: what keeps it from being read.
  package init(of locator: String, in name: String) throws(Obstacle) {
    let problems = ProblemList()
    let layout = OCILayout(locator)
    let blob = layout?.archive(problems)
    try Obstacle.check(problems.problems)
    archive = blob?.file ?? locator
    guard
      let packed = PackedFiles(
        file: archive, shown: locator, fileLimit: PackFiles.fileLimit,
        byteLimit: PackFiles.byteLimit)
    else {
      problems.addFatal(
        "unreadable-pack", "\(locator) is not an archive: there is nothing to verify")
      throw Obstacle(problems: problems.problems)
    }
    for problem in packed.problems { faults.append(problem.message) }
    sha256 = packed.sha256 ?? ""
    if let blob, blob.sha256 != sha256 {
      faults.append("the layer does not have the digest that its manifest states")
    }
    check(packed.files, name)
  }

  private mutating func check(_ files: [PackedFiles.File], _ name: String) {
    // Sums first: a text takes the bytes away.
    let sums = Dictionary(files.map { ($0.path, $0.sha256) }) { _, last in last }
    guard let list = files.first(where: { $0.path == name }), case .success(let text) = list.text()
    else {
      faults.append("it has no \(name): it was not made by pack build, or lost it")
      return
    }
    var named: Set<String> = [name]
    for line in String(decoding: text.buffer, as: UTF8.self).split(separator: "\n") {
      let sum = String(line.prefix(64))
      let path = String(line.dropFirst(66))
      guard sum.utf8.count == 64, !path.isEmpty, line.dropFirst(64).hasPrefix("  "),
        named.insert(path).inserted
      else {
        faults.append("\(name) has a line that is not a checksum")
        continue
      }
      switch sums[path] {
      case nil: faults.append("\(path) is missing")
      case sum?: fileCount += 1
      default: faults.append("\(path) is not what was packed")
      }
    }
    for path in sums.keys.sortedByBytes() where !named.contains(path) {
      faults.append("\(path) was added: \(name) does not name it")
    }
  }
}
