// What archives hold.
//
// An archive is read once, from its beginning to its end: what is not skipped by its name is kept
// in memory, and what it is to the snapshot is decided when all names are known. To list first and
// then to read what is needed would unpack twice, which costs more than everything else, and saves
// nothing: whatever is not named like a log is needed, and its text stays in memory as long as its
// documents do. It also makes the standard input no case of its own. `ArchiveBudget` bounds it.

import Basics
import Documents
import Findings

/// Lists the members of one input's archives, bounded, and reads what is not skipped. Nothing is
/// written to disk, and no link is followed out of the archive that holds it.
final class ArchiveWalk {
  /// An archive that was opened.
  struct Opened: Sendable {
    let path: String
    /// The archive that holds it; nil for a file.
    let archive: String?
    let length: Int
    let sha256: String?
  }

  /// What an archive holds, with components from its own top on.
  struct Listing {
    var members: [Member] = []
    /// Whether it stands for a folder, and not for one compressed file.
    var isFolder = true
  }

  /// Where an archive is.
  struct Place {
    /// As it is shown.
    let path: String
    let name: String
    /// How many archives hold it.
    var depth = 0
    /// Where it lies as a folder, below the input.
    var components: [String] = []
  }

  let budget: ArchiveBudget
  let limits: InputWalk.Limits
  /// Which of the inputs it is in.
  private let input: Int
  private let hashes: Bool
  private let selection: PathSelection
  private(set) var skipped = SkipTally()
  /// Files so far, of all inputs.
  private(set) var count: Int
  private(set) var problems: [Problem] = []
  private(set) var opened: [Opened] = []
  /// Whether something of the archives is missing, of which nothing is known.
  private(set) var isPartial = false
  private(set) var isFull = false

  init(
    _ budget: ArchiveBudget, limits: InputWalk.Limits, input: Int, hashes: Bool, count: Int,
    selection: PathSelection
  ) {
    self.selection = selection
    self.budget = budget
    self.limits = limits
    self.input = input
    self.hashes = hashes
    self.count = count
  }

  /// Opens a file that is an archive.
  func open(file: String, _ kind: ArchiveKind, _ place: Place) -> Listing {
    guard let source = FileSource(file, budget) else {
      broken("cannot be opened: \(systemMessage())", place)
      return Listing()
    }
    let listing = list(source, kind, place)
    var sha256: String?
    if hashes {
      source.offset = 0
      sha256 = HashedSource(source, hashes: true).digest()
    }
    opened.append(Opened(path: place.path, archive: nil, length: source.count, sha256: sha256))
    return listing
  }

  /// Opens an archive that can be read only once.
  func open(
    _ stream: PeekedSource, _ kind: ArchiveKind, _ place: Place, in archive: String? = nil
  ) -> Listing {
    let source = HashedSource(stream, hashes: hashes)
    let listing = list(source, kind, place)
    let sha256 = source.digest()
    opened.append(
      Opened(path: place.path, archive: archive, length: source.count, sha256: sha256))
    return listing
  }

  // MARK: Kinds

  private static let followed = "is damaged: something else follows its end"

  private func list(_ source: any ByteSource, _ kind: ArchiveKind, _ place: Place) -> Listing {
    switch kind {
    case .tar: return tar(source, place)
    case .zip: return zip(source, place)
    case .gzip:
      let content = GzipSource(source, budget)
      let listing = unpacked(content, place)
      if content.hasRest { broken(ArchiveWalk.followed, place) }
      return listing
    case .xz: return unpacked(.xz, source, place)
    case .zstd: return unpacked(.zstd, source, place)
    case .bzip2: return unpacked(.bzip2, source, place)
    }
  }

  private func unpacked(
    _ form: ArchiveHandle.Form, _ source: any ByteSource, _ place: Place
  ) -> Listing {
    guard let handle = ArchiveHandle(form, source, budget) else {
      broken(source.failure ?? "is damaged", place)
      return Listing()
    }
    switch handle.next() {
    case .entry:
      let listing = unpacked(EntrySource(handle, size: nil), place)
      if budget.exhaustion == nil, handle.hasRest {
        broken(source.failure ?? ArchiveWalk.followed, place)
      }
      return listing
    case .end: return unpacked(MemorySource(CollectedBytes()), place)
    case .damage(let reason), .failure(let reason):
      broken(reason, place)
      return Listing()
    }
  }

  /// A tar, or one file.
  private func unpacked(_ source: any ByteSource, _ place: Place) -> Listing {
    let content = PeekedSource(source)
    if ArchiveKind(head: content.head) == .tar { return tar(content, place) }
    var level = ArchiveLevel(place.path)
    take(content, [ArchiveKind.stem(of: place.name)], place, &level)
    if let failure = content.failure { broken(failure, place) }
    return Listing(members: members(of: level, place), isFolder: false)
  }

  private func tar(_ source: any ByteSource, _ place: Place) -> Listing {
    let tail = TailSource(source)
    // One can go to any place of a file, and so pass over what is skipped.
    let seekable = source as? any SeekableSource
    return entries(.tar, seekable ?? tail, place) {
      if let seekable { seekable.offset = max(0, seekable.count - ArchiveKind.headLength) }
      tail.drain()
      if let failure = tail.failure { return failure }
      return tail.zeros < ArchiveKind.headLength ? "has no end, and may be truncated" : nil
    }
  }

  private func zip(_ source: any ByteSource, _ place: Place) -> Listing {
    var bytes = 0
    defer { budget.release(bytes) }
    // The directory is at the end, and tells what is a link or encrypted.
    let seekable: any SeekableSource
    if let source = source as? any SeekableSource {
      seekable = source
    } else {
      let collected = CollectedBytes()
      if let reason = collect(source, into: collected) {
        broken(reason, place)
        return Listing()
      }
      bytes = collected.count
      seekable = MemorySource(collected)
    }
    seekable.offset = 0
    // A directory that is empty is all of an archive without members.
    if seekable.next().starts(with: [0x50, 0x4B, 5, 6]) { return Listing() }
    seekable.offset = 0
    if let handle = ArchiveHandle(.zip, seekable, budget), case let first = handle.next() {
      if case .entry = first { return entries(.zip, handle, first, place) { nil } }
      if case .end = first { return Listing() }
    }
    seekable.offset = 0
    return entries(.zipWithoutDirectory, seekable, place) { "is truncated" }
  }

  // MARK: Entries

  private func entries(
    _ form: ArchiveHandle.Form, _ source: any ByteSource, _ place: Place,
    atEnd check: () -> String?
  ) -> Listing {
    guard let handle = ArchiveHandle(form, source, budget) else {
      broken(source.failure ?? "is damaged", place)
      return Listing()
    }
    return entries(form, handle, handle.next(), place, atEnd: check)
  }

  /// - Parameter check: Says what is wrong with the end of an archive of which all was read.
  private func entries(
    _ form: ArchiveHandle.Form, _ handle: ArchiveHandle, _ first: ArchiveHandle.Step,
    _ place: Place, atEnd check: () -> String?
  ) -> Listing {
    var level = ArchiveLevel(place.path)
    var step = first
    var damage: String?
    var damages = 0
    loop: while true {
      switch step {
      case .entry(let entry):
        take(entry, handle, form, place, &level)
      case .end:
        damage = damage ?? check()
        break loop
      case .damage(let reason):
        damage = damage ?? reason
        damages += 1
        if damages > 1000 { break loop }
      case .failure(let reason):
        damage = damage ?? reason
        break loop
      }
      if isFull || budget.exhaustion != nil { break }
      step = handle.next()
    }
    if let reason = budget.exhaustion ?? damage { broken(reason, place) }
    problems += level.notes.problems
    skipped.add(level.skipped)
    return Listing(members: members(of: level, place))
  }

  private func take(
    _ entry: ArchiveEntry, _ handle: ArchiveHandle, _ form: ArchiveHandle.Form, _ place: Place,
    _ level: inout ArchiveLevel
  ) {
    budget.entries += 1
    if budget.entries > limits.files * budget.limits.entriesForEachFile {
      full("there are more than \(budget.entries - 1) entries in archives", place.path)
      return
    }
    guard let path = entry.path else {
      level.notes.add(.unreadable, "cannot be read: its name is not UTF-8", place.path)
      return
    }
    let parts: [String]
    switch ArchivePath(path) {
    case .inside(let found): parts = found
    case .top: return
    case .refused(let reason):
      let names = path.split(separator: "/").map(String.init).filter { $0 != ".." }
      level.skipped.add(.path, place.path)
      if !InputWalk.isSkipped(names) {
        let isEvidence = EvidenceDoubt.isPossible(inSkipped: names, below: "")
        level.notes.add(isEvidence ? .lost : .refused, "\(reason), and it is not read", place.path)
      }
      return
    }
    if case .folder = entry.content { return }
    let isEvidence = EvidenceDoubt.isPossible(
      inSkipped: parts, below: ArchiveKind.stem(of: place.name))
    let isLeftOut = selection.leavesOut(
      place.components + parts,
      isContainer: ArchiveKind.isPossible(inFileNamed: parts.last ?? ""))
    switch entry.content {
    case .folder: return
    case _ where InputWalk.isSkipped(parts):
      level.skip(isLeftOut ? .leftOut : .log, parts)
      // Where there is no directory, what is passed over is unpacked: let it be counted.
      if form == .zipWithoutDirectory { EntrySource(handle, size: nil).drain() }
    case _ where isLeftOut:
      leaveOut(parts, &level)
      if form == .zipWithoutDirectory { EntrySource(handle, size: nil).drain() }
    case _ where parts.count > limits.depth:
      level.skip(.path, parts)
      level.notes.add(
        isEvidence ? .lost : .note,
        "folders are nested more than \(limits.depth) deep; what is below is not read",
        level.shown(parts))
    case .file(let size):
      take(PeekedSource(EntrySource(handle, size: size)), parts, place, &level)
    case .encrypted:
      if counted(level.shown(parts)) {
        level.add(parts, LostContent(reason: "is encrypted, and cannot be read"), size: nil)
      }
    case .link(let target): level.links[parts] = target
    case .hardLink(let target): level.hardLinks[parts] = target
    case .other:
      level.skip(.special, parts)
      level.notes.add(
        isEvidence ? .lost : .note, "is not a regular file, and is not read", level.shown(parts))
    }
  }

  /// Takes in a file, or the archive that it is.
  private func take(
    _ source: PeekedSource, _ parts: [String], _ place: Place, _ level: inout ArchiveLevel
  ) {
    let name = parts.last ?? ""
    let path = level.shown(parts)
    if ArchiveKind.isPossible(inFileNamed: name), let kind = ArchiveKind(head: source.head) {
      guard place.depth + 1 < budget.limits.depth else {
        if counted(path) {
          let reason = "is an archive inside \(place.depth + 1) others, and is not read"
          level.add(parts, LostContent(reason: reason), size: nil)
        }
        return
      }
      let inner = Place(
        path: path, name: name, depth: place.depth + 1,
        components: place.components + parts.dropLast() + [ArchiveKind.stem(of: name)])
      let listing = open(source, kind, inner, in: place.path)
      level.nested += listing.members(inFolder: Array(parts.dropLast()), name: name)
      return
    }
    if selection.leavesOut(place.components + parts) { return leaveOut(parts, &level) }
    guard counted(path) else { return }
    let bytes = CollectedBytes()
    if let reason = collect(source, into: bytes) {
      level.add(parts, LostContent(reason: reason), size: nil)
    } else {
      level.add(parts, MemberBytes(bytes), size: bytes.count)
    }
  }

  /// Names a file that a pattern leaves out.
  private func leaveOut(_ parts: [String], _ level: inout ArchiveLevel) {
    guard counted(level.shown(parts)) else { return }
    level.add(parts, LostContent(reason: "is left out"), size: nil, isLeftOut: true)
  }

  /// Reads a source to its end; gives why it cannot be had, or nil.
  private func collect(_ source: any ByteSource, into bytes: CollectedBytes) -> String? {
    var zero: Int?
    while true {
      let piece = source.next()
      if piece.isEmpty { break }
      // Of what is not text, nothing is kept.
      guard zero == nil else { continue }
      guard budget.keep(piece.count) else { break }
      bytes.append(piece)
      zero = bytes.zeroOfLargeFile(in: piece.count)
      if zero != nil {
        budget.release(bytes.count)
        bytes.removeAll()
      }
    }
    let reason =
      source.failure ?? budget.exhaustion ?? zero.map { "is not text: byte \($0) is zero" }
    if reason != nil {
      budget.release(bytes.count)
      bytes.removeAll()
    }
    return reason
  }

  private func members(of level: ArchiveLevel, _ place: Place) -> [Member] {
    let (members, notes, skipped) = level.members(
      input: input, name: ArchiveKind.stem(of: place.name),
      isLeftOut: { selection.leavesOut(place.components + $0) }, isCounted: { counted($0) })
    problems += notes.problems
    self.skipped.add(skipped)
    return members
  }

  // MARK: Bounds

  /// Whether one more file may be read.
  private func counted(_ path: String) -> Bool {
    guard count < limits.files else {
      full("there are more than \(limits.files) files", path)
      return false
    }
    count += 1
    return true
  }

  private func full(_ message: String, _ path: String) {
    if !isFull {
      problems.append(
        Problem(
          "too-many-files", .error, isFatal: true, "\(message); the rest is not read", path: path))
    }
    isFull = true
    isPartial = true
  }

  private func broken(_ reason: String, _ place: Place) {
    isPartial = true
    if budget.exhaustion != nil {
      guard !budget.isExhaustionReported else { return }
      budget.isExhaustionReported = true
      problems.append(
        Problem(
          "too-large-archive", .error, isFatal: true,
          "the archive \(reason); the rest is not read", path: place.path))
      return
    }
    problems.append(
      Problem(
        "broken-archive", .error,
        "the archive \(reason); what could be read of it is, and what it lacks proves nothing",
        path: place.path, help: "copy it again from where it was made, or make it again"))
  }
}

extension ArchiveWalk.Listing {
  /// The members with their components in a folder that holds the archive: an archive of a folder
  /// is that folder, and one that is called as the only folder in it is the same.
  func members(inFolder folder: [String], name: String) -> [Member] {
    guard isFolder else { return members.map { $0.moved(into: folder, dropping: 0) } }
    let stem = ArchiveKind.stem(of: name)
    let isWrapped = members.allSatisfy { $0.components.count > 1 && $0.components[0] == stem }
    return members.map { $0.moved(into: folder + [stem], dropping: isWrapped ? 1 : 0) }
  }
}

extension CollectedBytes {
  /// The first zero in the last `count` bytes of what is large and no UTF-16, or in all of it where
  /// these made it large; nil if there is none. As for files that are mapped.
  fileprivate func zeroOfLargeFile(in count: Int) -> Int? {
    let least = 8 << 20
    guard self.count >= least else { return nil }
    let head = Array(buffer.prefix(2))
    guard head != [0xFF, 0xFE], head != [0xFE, 0xFF] else { return nil }
    let start = self.count - count < least ? 0 : self.count - count
    return buffer[start...].firstIndex(of: 0)
  }
}

/// A source of which it is known with how many zeros it ends.
private final class TailSource: ByteSource {
  private(set) var zeros = 0
  private let source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }

  var failure: String? { source.failure }

  func next() -> UnsafeRawBufferPointer {
    let bytes = source.next()
    let own = bytes.reversed().prefix { $0 == 0 }.count
    zeros = own == bytes.count ? zeros + own : own
    return bytes
  }
}
