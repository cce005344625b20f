import Basics
import CLibrary
import Findings

/// Lists the files of the inputs: in byte order, bounded, and never through a link that leads out
/// of the input.
package struct InputWalk {
  /// Bounds of one walk. Every input is hostile.
  struct Limits: Sendable {
    var files = 500_000
    var depth = 64
  }

  let limits: Limits
  private let budget: ArchiveBudget
  private let hashesArchives: Bool
  private let selection: PathSelection
  /// What is not read, and why.
  private(set) var skipped = SkipTally()
  /// The archives that were opened, in the order in which they were met.
  private(set) var archives: [ArchiveWalk.Opened] = []
  /// One tree for each input that could be opened.
  private(set) var trees: [MemberTree] = []
  private(set) var problems: [Problem] = []
  private var members: [Member] = []
  private var count = 0
  private var input = 0
  private var root = ""
  private var isFull = false
  /// Links to folders that were followed in this input, and whether one is being followed.
  private var followed = 0
  private var isInLink = false
  /// Whether members of the input are missing of which nothing is known.
  private var isPartial = false

  init(
    limits: Limits, archives: ArchiveBudget.Limits = ArchiveBudget.Limits(),
    hashesArchives: Bool = false, selection: PathSelection = PathSelection(PathFilter())
  ) {
    self.selection = selection
    self.limits = limits
    self.hashesArchives = hashesArchives
    budget = ArchiveBudget(archives)
  }

  /// Adds one input: a folder, a file, or `-` for the standard input.
  ///
  /// - Parameter shown: what reports call it; nil for its path.
  mutating func add(input path: String, shown: String? = nil, number: Int) {
    input = number
    isPartial = false
    followed = 0
    if path == "-" { return addStandardInput() }
    let shown = shown ?? InputWalk.cleaned(path)
    var status = stat()
    guard stat(path, &status) == 0 else {
      let help = InputWalk.similarName(to: path).map { "did you mean \($0)?" }
      problems.append(
        Problem(
          "unreadable-input", .error, isFatal: true, "cannot be opened: \(systemMessage())",
          path: shown, help: help))
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      add(file: path, shown: shown, Int(status.st_size))
      return
    }
    root = InputWalk.realPath(path) ?? path
    members = []
    walk(path, shown: shown, [])
    let name = root.split(separator: "/").last.map(String.init) ?? ""
    if members.contains(where: { $0.archive != nil }) {
      members.sort { left, right in
        left.components.lexicographicallyPrecedes(right.components) { $0.precedesByBytes($1) }
      }
    }
    trees.append(
      MemberTree(name: name, input: number, members: members, isPartial: isPartial))
    if members.isEmpty {
      problems.append(
        Problem(
          "empty-input", .error, isFatal: true, "the folder holds no file to read", path: shown))
    }
  }

  /// An input that is one file.
  private mutating func add(file: String, shown: String, _ size: Int) {
    let name = shown.split(separator: "/").last.map(String.init) ?? shown
    let content = FileContent(file: file)
    if let kind = ArchiveKind(head: content.head(ArchiveKind.headLength)) {
      let place = ArchiveWalk.Place(path: shown, name: name)
      addArchive(place) { $0.open(file: file, kind, place) }
      return
    }
    var member = Member(
      path: shown, components: [name], size: size, input: input, content: content)
    member.isLeftOut = selection.leavesOut([name])
    count += 1
    trees.append(MemberTree(name: "", input: input, members: [member]))
  }

  private mutating func addStandardInput() {
    let place = ArchiveWalk.Place(path: "-", name: "-")
    var start: [UInt8] = []
    if FileSource("-", budget) != nil {
      // A file may be read again, and be mapped.
      let head = FileContent.head(ofDescriptor: 0, ArchiveKind.headLength)
      if let kind = ArchiveKind(head: head) {
        addArchive(place) { $0.open(file: "-", kind, place) }
        return
      }
    } else {
      let stream = PeekedSource(PipeSource(budget))
      if let kind = ArchiveKind(head: stream.head) {
        addArchive(place) { $0.open(stream, kind, place) }
        return
      }
      start = stream.known
    }
    let member = Member(
      path: "-", components: ["-"], size: nil, input: input, content: StandardInput(start: start))
    count += 1
    trees.append(MemberTree(name: "", input: input, members: [member]))
  }

  /// An input that is an archive.
  private mutating func addArchive(
    _ place: ArchiveWalk.Place, _ open: (ArchiveWalk) -> ArchiveWalk.Listing
  ) {
    let listing = opened(open)
    if listing.members.isEmpty {
      problems.append(
        Problem(
          "empty-input", .error, isFatal: true, "the archive holds no file to read",
          path: place.path))
    }
    trees.append(
      MemberTree(
        name: listing.isFolder ? ArchiveKind.stem(of: place.name) : "", input: input,
        members: listing.members, isArchive: listing.isFolder, isPartial: isPartial))
  }

  private mutating func opened(
    _ open: (ArchiveWalk) -> ArchiveWalk.Listing
  ) -> ArchiveWalk.Listing {
    let walk = ArchiveWalk(
      budget, limits: limits, input: input, hashes: hashesArchives, count: count,
      selection: selection)
    let listing = withUTF8Names { open(walk) }
    count = walk.count
    problems += walk.problems
    archives += walk.opened
    skipped.add(walk.skipped)
    isPartial = isPartial || walk.isPartial
    isFull = isFull || walk.isFull
    return listing
  }

  private mutating func walk(_ folder: String, shown: String, _ components: [String]) {
    guard !isFull else { return }
    guard components.count < limits.depth else {
      skipped.add(.path, shown)
      if selection.leavesOut(components, isContainer: true) { return }
      let isOfNode =
        components.contains("nodes") || root.split(separator: "/").last == "nodes"
      problems.append(
        Problem(
          "skipped-entry", isOfNode ? .note : .error,
          "folders are nested more than \(limits.depth) deep; what is below is not read",
          path: shown))
      return
    }
    guard let names = InputWalk.names(in: folder) else {
      if selection.leavesOut(components, isContainer: true) { return }
      problems.append(
        Problem(
          "unreadable-folder", .error, "cannot be listed: \(systemMessage())", path: shown))
      return
    }
    var lost: [(path: String, reason: String)] = []
    defer { report(lost: lost) }
    for name in names {
      let path = shown.isEmpty ? name : shown == "/" ? "/\(name)" : "\(shown)/\(name)"
      if InputWalk.isJunk(name) {
        skipped.add(.leftover, path)
      } else if let reason = visit("\(folder)/\(name)", shown: path, components + [name]) {
        lost.append((path, reason))
      }
    }
  }

  /// Takes in an entry of a folder; gives why it cannot be looked at, or nil.
  private mutating func visit(_ entry: String, shown path: String, _ parts: [String]) -> String? {
    var file = entry
    var status = stat()
    guard lstat(file, &status) == 0 else {
      let isLeftOut = selection.leavesOut(parts, isContainer: true)
      return isLeftOut ? nil : InputWalk.reason(ofUnreadable: parts.last ?? "")
    }
    if status.st_mode & S_IFMT != S_IFDIR, InputWalk.isSkipped(parts) {
      skipped.add(selection.leavesOut(parts) ? .leftOut : .log, path)
      return nil
    }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink {
      if let target = InputWalk.realPath(file), InputWalk.isInside(target, root),
        stat(file, &status) == 0
      {
        // What lies inside is read.
      } else if let meant = onNode(parts), lstat(meant, &status) == 0 {
        file = meant
      } else {
        skip(.link, "the link leads out of the input or nowhere, and is not followed", path, parts)
        return nil
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR where !isLink: walk(file, shown: path, parts)
    case S_IFDIR where isFollowed(entry, to: file, parts):
      isInLink = true
      walk(file, shown: path, parts)
      isInLink = false
    // Elsewhere a link to a folder leads to what is read anyway.
    case S_IFDIR: skipped.add(.link, path)
    case S_IFREG: add(file, path, parts, Int(status.st_size))
    default: skip(.special, "is not a regular file, and is not read", path, parts)
    }
    return nil
  }

  /// Where a link in a copy of a node leads on that node, where absolute paths begin at its root;
  /// nil if that is no file or folder of the input. `parts` is its path below the input.
  private func onNode(_ parts: [String]) -> String? {
    let root = root
    let name = root.split(separator: "/").last.map(String.init) ?? ""
    guard NodeRoot.depth(above: parts, below: name) != nil else { return nil }
    let resolver = LinkResolver(name: name) { path in
      var buffer = [CChar](repeating: 0, count: 4096)
      let length = readlink(([root] + path).joined(separator: "/"), &buffer, buffer.count)
      guard length > 0, length < buffer.count else { return nil }
      return String(
        decoding: buffer[..<length].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }
    guard let target = resolver.target(ofLink: parts) else { return nil }
    let path = ([root] + target).joined(separator: "/")
    return InputWalk.realPath(path) == path ? path : nil
  }

  /// Whether a link to a folder is followed: in a copy of a node, where it leads neither to what it
  /// lies in nor to what lies in it, and where none was followed to come to it.
  private mutating func isFollowed(_ link: String, to folder: String, _ parts: [String]) -> Bool {
    let name = root.split(separator: "/").last.map(String.init) ?? ""
    guard followed < NodeRoot.followedFolders, !isInLink,
      let depth = NodeRoot.depth(above: parts, below: name), depth < parts.count,
      let target = InputWalk.realPath(folder), !InputWalk.isInside(link, target),
      !InputWalk.isInside(target, link)
    else { return false }
    followed += 1
    return true
  }

  private mutating func add(_ file: String, _ path: String, _ components: [String], _ size: Int) {
    let name = components.last ?? ""
    let content = FileContent(file: file)
    let isArchive = ArchiveKind.isPossible(inFileNamed: name)
    let isLeftOut = selection.leavesOut(components, isContainer: isArchive)
    if !isFull, !isLeftOut, isArchive,
      let kind = ArchiveKind(head: content.head(ArchiveKind.headLength))
    {
      let place = ArchiveWalk.Place(
        path: path, name: name, components: components.dropLast() + [ArchiveKind.stem(of: name)])
      let listing = opened { $0.open(file: file, kind, place) }
      members += listing.members(inFolder: components.dropLast(), name: name)
      return
    }
    guard count < limits.files else {
      if !isFull {
        problems.append(
          Problem(
            "too-many-files", .error, isFatal: true,
            "there are more than \(limits.files) files; the rest is not read", path: path))
      }
      isFull = true
      return
    }
    count += 1
    var member = Member(
      path: path, components: components, size: size, input: input, content: content)
    member.isLeftOut = isLeftOut || isArchive && selection.leavesOut(components)
    members.append(member)
  }

  /// Says once for a folder which of its entries could not be looked at.
  private mutating func report(lost: [(path: String, reason: String)]) {
    guard let first = lost.first else { return }
    let more = lost.count == 1 ? "" : ", and \(lost.count - 1) more beside it"
    problems.append(
      Problem(
        "unreadable-file", .error, "cannot be read\(more): \(first.reason)", path: first.path))
  }

  /// Says that an entry is not read. One that may be evidence leaves the snapshot incomplete.
  private mutating func skip(
    _ reason: SkippedFiles.Reason, _ message: String, _ path: String, _ parts: [String]
  ) {
    if selection.leavesOut(parts) { return skipped.add(.leftOut, path) }
    skipped.add(reason, path)
    let name = root.split(separator: "/").last.map(String.init) ?? ""
    let isEvidence = EvidenceDoubt.isPossible(inSkipped: parts, below: name)
    problems.append(Problem("skipped-entry", isEvidence ? .error : .note, message, path: path))
  }

  /// Whether a real path is that of a folder, or of something in it.
  package static func isInside(_ target: String, _ root: String) -> Bool {
    target.equalsByBytes(root)
      || target.utf8.starts(with: (root.hasSuffix("/") ? root : root + "/").utf8)
  }

  // MARK: Names

  /// What file managers and version control leave behind.
  static func isJunk(_ name: String) -> Bool {
    name == "." || name == ".." || name.hasPrefix("._") || name == "__MACOSX" || name == ".git"
      || name == ".DS_Store"
  }

  /// Whether a file is bulk that holds no evidence, by its path: logs, and what file managers leave
  /// behind. A folder `logs` may be that of a namespace: what is named like an export is not bulk.
  static func isSkipped(_ parts: [String]) -> Bool {
    guard let name = parts.last, !parts.contains(where: isJunk) else { return true }
    let isLog =
      name == "logs" || name == "logs.txt" || name.hasSuffix(".log") || name.hasSuffix(".log.gz")
    return isLog
      || parts.dropLast().contains("logs")
        && ![".yaml", ".yml", ".json"].contains(where: name.hasSuffix)
  }

  /// The names in a folder in byte order; nil if it cannot be listed.
  package static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sortedByBytes()
  }

  /// `path` without a leading `./` and without doubled or final slashes.
  package static func cleaned(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// A name in the same folder that `path` may have been meant for; nil if none is close.
  package static func similarName(to path: String) -> String? {
    let parts = cleaned(path).split(separator: "/").map(String.init)
    guard let name = parts.last else { return nil }
    let folder = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
    let names = names(in: folder.isEmpty ? "." : folder) ?? []
    guard let best = closestWord(to: name, among: names) else { return nil }
    return folder.isEmpty ? best : folder == "/" ? "/\(best)" : "\(folder)/\(best)"
  }

  /// Why an entry of a folder cannot be looked at, after `lstat` failed.
  package static func reason(ofUnreadable name: String) -> String {
    // What is not UTF-8 was repaired when the folder was listed, and has another name now.
    name.unicodeScalars.contains("\u{FFFD}") ? "its name is not UTF-8" : systemMessage()
  }

  /// A path without links; nil if it leads nowhere.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// The system's words for the last error.
func systemMessage() -> String { String(cString: strerror(errno)) }
