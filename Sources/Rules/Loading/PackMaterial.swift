import Basics
import CLibrary
import Documents
import Findings
import Snapshots

/// Files of a pack that somebody fetched before rules are loaded, or why there are none.
public enum FetchedPack: Sendable {
  case files([(path: String, bytes: [UInt8])])
  case failure(String)

  /// Whether a file of this path may be one of a pack: its bytes are read, or its name is
  /// complained of.
  public static func mayHold(_ path: String) -> Bool {
    !path.split(separator: "/").contains { $0.hasPrefix(".") }
      && (PackFiles.isRead(path) || PackFiles.looksMisnamed(path))
  }
}

/// The files of one pack, wherever it lies: in a folder, in an archive, in an OCI image layout, or
/// in what was fetched. Nothing of it is written to disk, and all of it is bounded.
struct PackMaterial {
  private(set) var files: [(path: String, source: SourceText)] = []
  /// Files whose names nearly are those of a pack's files.
  private(set) var passedOver: [String] = []

  /// Nil, with problems, if nothing of it can be read. What is odd about single files goes to
  /// `oddities`.
  ///
  /// - Parameter texts: Those that stand for files of folders.
  init?(
    at locator: String, fetched: FetchedPack?, texts: FileTexts, problems: ProblemList,
    oddities: ProblemList
  ) {
    var status = stat()
    switch fetched {
    case .failure(let reason)?:
      problems.addFatal("unreadable-pack", "the rule pack \(locator) cannot be loaded: \(reason)")
      return nil
    case .files(let files)?:
      read(files, locator, oddities)
    case nil:
      if let layout = OCILayout(locator) {
        guard let archive = layout.archive(problems) else { return nil }
        guard read(archive: archive.file, locator, sha256: archive.sha256, problems, oddities)
        else { return nil }
      } else if stat(locator, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        guard read(archive: locator, locator, sha256: nil, problems, oddities) else { return nil }
      } else {
        guard read(folder: locator, texts, oddities) else { return nil }
      }
    }
  }

  /// What a folder, an archive or a repository is called, for a pack that says no name.
  static func name(of locator: String) -> String {
    let last = locator.split(separator: "/").last.map(String.init) ?? "policies"
    return String(last.prefix { $0 != "." && $0 != "@" && $0 != ":" })
  }

  private mutating func read(
    folder: String, _ texts: FileTexts, _ oddities: ProblemList
  ) -> Bool {
    guard let files = PackFiles(in: folder, problems: oddities) else { return false }
    passedOver = files.passedOver
    let unsaved = texts.paths(in: folder).filter { file in
      !files.paths.contains(file) && PackFiles.isRead(file)
        && !file.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    for file in (files.paths + unsaved).sortedByBytes() {
      let path = "\(folder)/\(file)"
      let reading =
        texts[path].map { SourceText.decode(path: path, bytes: $0) }
        ?? SourceText.read(file: path, path: path)
      take(reading, file, oddities)
    }
    return true
  }

  /// - Parameter sha256: What the archive's digest must be; nil if nobody says.
  private mutating func read(
    archive: String, _ shown: String, sha256: String?, _ problems: ProblemList,
    _ oddities: ProblemList
  ) -> Bool {
    guard
      let packed = PackedFiles(
        file: archive, shown: shown, fileLimit: PackFiles.fileLimit,
        byteLimit: PackFiles.byteLimit)
    else {
      problems.addFatal(
        "unreadable-pack",
        "\(shown) is neither a folder nor an archive that is read: tar, zip, gzip, xz, "
          + "zstd and bzip2 are")
      return false
    }
    // What a snapshot can do without, a pack cannot: it would judge by less than was packed.
    for problem in packed.problems {
      problems.addFatal("unreadable-pack", problem.message, path: problem.places.first?.path)
    }
    if let sha256, packed.sha256 != sha256 {
      problems.addFatal(
        "unreadable-pack", "the layer of \(shown) does not have the digest that its manifest states"
      )
    }
    guard packed.problems.isEmpty else { return false }
    for file in packed.files where wants(file.path, shown: file.shown, oddities) {
      take(file.text(), file.path, oddities)
    }
    return true
  }

  private mutating func read(
    _ fetched: [(path: String, bytes: [UInt8])], _ shown: String, _ oddities: ProblemList
  ) {
    for (path, bytes) in fetched.sorted(by: { $0.path.precedesByBytes($1.path) })
    where wants(path, shown: "\(shown)//\(path)", oddities) {
      take(SourceText.decode(path: "\(shown)//\(path)", bytes: bytes), path, oddities)
    }
  }

  /// Whether a file of an archive is one of those that are read of a folder.
  private mutating func wants(_ path: String, shown: String, _ oddities: ProblemList) -> Bool {
    let parts = path.split(separator: "/")
    guard !parts.contains(where: { $0.hasPrefix(".") }) else { return false }
    guard parts.count <= PackFiles.depthLimit + 1 else {
      oddities.addFatal(
        "too-deep", "\(shown) lies more than \(PackFiles.depthLimit) folders deep in the pack")
      return false
    }
    if PackFiles.isRead(path) { return true }
    if PackFiles.looksMisnamed(path) {
      passedOver.append(shown)
      oddities.add(PackFiles.passedOver(shown))
    }
    return false
  }

  private mutating func take(
    _ reading: Result<SourceText, SourceError>, _ path: String, _ oddities: ProblemList
  ) {
    switch reading {
    case .success(let source): files.append((path, source))
    case .failure(let error):
      oddities.addFatal("unreadable-file", "\(path) \(error.message)")
    }
  }
}

extension ProblemList {
  /// What keeps a pack from being read.
  func addFatal(_ code: String, _ message: String, path: String? = nil) {
    add(
      Problem(
        stage: .rules, code: code, isFatal: true, message: message,
        places: path.map { [Place(path: $0)] } ?? []))
  }
}
