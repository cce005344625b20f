import Basics
import Documents
import Findings

/// Merges what the files of all inputs contribute, in the order of their paths. Used by one thread.
struct SnapshotAssembly {
  let captures = Captures()
  private let store: DocumentStore
  private let reasons: ReasonTable
  private let options: SnapshotOptions
  private var contribution: Contribution
  /// The types that are known so far: a file's name may say one that an earlier file tells of.
  private let types = TypeLearner(TypeTable())
  private var lists: [SnapshotRoot: [PlacedList]] = [:]
  private var files: [InputFile] = []
  private var formats: Set<SnapshotFormat> = []
  private var skipped = SkipTally()
  /// Inputs of which members are missing that nothing is known of.
  private let partialInputs: Set<Int>

  init(
    store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions, partialInputs: Set<Int>
  ) {
    self.partialInputs = partialInputs
    self.store = store
    self.reasons = reasons
    self.options = options
    contribution = Contribution(store: store)
  }

  /// Names an archive whose members are added one by one.
  mutating func add(_ archive: ArchiveWalk.Opened) {
    files.append(
      InputFile(
        artifact: Artifact(
          path: archive.path, length: archive.length, sha256: archive.sha256,
          archive: archive.archive),
        format: .archive))
  }

  mutating func add(_ skipped: SkipTally) { self.skipped.add(skipped) }

  mutating func add(problems: [Problem]) { contribution.problems += problems }

  /// Takes in one file; gives whether it is evidence of a cluster.
  mutating func add(_ file: ReadFile) -> Bool {
    let reading = file.reading
    let isRead = !reading.member.isLeftOut
    if isRead {
      files.append(
        InputFile(
          artifact: Artifact(
            path: reading.member.path, length: reading.length, sha256: reading.sha256,
            archive: reading.member.archive),
          format: file.format))
      if file.format.isSupported { formats.insert(file.format) }
    }
    let found = reading.contribution(store: store, types: types, jobs: options.jobs)
    if !found.lists.isEmpty { lists[file.root, default: []] += found.lists }
    contribution.merge(found)
    return isRead && found.isEvidence
  }

  /// The snapshot of everything that was added.
  mutating func snapshot() -> Snapshot {
    // By input, then by path: the order of the claims decides which detail of equal ones is told.
    let roots = lists.keys.sorted { left, right in
      if left.input != right.input { return left.input < right.input }
      return left.path.joined(separator: "/").utf8
        .lexicographicallyPrecedes(right.path.joined(separator: "/").utf8)
    }
    for root in roots {
      let found = lists[root] ?? []
      // Where members of an archive are missing, other namespaces may be among them.
      contribution.claims +=
        partialInputs.contains(root.input)
        ? PlacedList.claims(found) : root.format.claims(found)
    }
    var derivation = SnapshotDerivation(
      contribution, types: types.table, store: store, reasons: reasons, options: options,
      captures: captures)
    return derivation.snapshot(files: files, formats: formats, skipped: skipped.all)
  }
}
