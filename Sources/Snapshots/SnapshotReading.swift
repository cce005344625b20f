import Basics
import Documents
import Findings

extension Snapshot {
  /// Reads one cluster from its inputs: folders, files, or `-` for the standard input.
  ///
  /// Never throws: what is wrong with an input is among the snapshot's problems. The result does
  /// not depend on the number of threads.
  public static func read(
    _ inputs: [String], store: DocumentStore, reasons: ReasonTable,
    options: SnapshotOptions = SnapshotOptions()
  ) -> Snapshot {
    read(inputs, store: store, reasons: reasons, options: options) { _ in }
  }

  /// The same, with the texts of all files, in the order of their paths.
  public static func readFiles(
    _ inputs: [String], store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions
  ) -> (snapshot: Snapshot, files: [SnapshotFile]) {
    var files: [SnapshotFile] = []
    let types = TypeTable()
    let snapshot = read(inputs, store: store, reasons: reasons, options: options) { file in
      files.append(SnapshotFile(file.reading, store: store, types: types))
    }
    let open = Set(snapshot.problems.filter(\.leavesOpen).compactMap { $0.places.first?.path })
    for i in files.indices where open.contains(files[i].path) { files[i].leaveOpen() }
    return (snapshot, files)
  }

  private static func read(
    _ inputs: [String], store: DocumentStore, reasons: ReasonTable, options: SnapshotOptions,
    take: (ReadFile) -> Void
  ) -> Snapshot {
    let selection = PathSelection(options.filter)
    var walk = InputWalk(
      limits: InputWalk.Limits(files: options.fileCount), archives: options.archives,
      hashesArchives: options.hashesFiles, selection: selection)
    let names = options.inputNames ?? inputs
    precondition(names.count == inputs.count, "each input has a name")
    for (number, input) in inputs.enumerated() {
      walk.add(input: input, shown: InputWalk.cleaned(names[number]), number: number)
    }
    let files = AssignedFiles(walk.trees, inputs: names)
    var assembly = SnapshotAssembly(
      store: store, reasons: reasons, options: options,
      partialInputs: Set(walk.trees.filter(\.isPartial).map(\.input)))
    for archive in walk.archives { assembly.add(archive) }
    assembly.add(problems: walk.problems + files.problems + selection.problems(walk.trees))
    assembly.add(walk.skipped)
    assembly.add(files.skipped)
    let reader = FileReader(
      store: store, options: options, captures: assembly.captures, types: TypeTable())
    var useful: Set<Int> = []
    for file in files.read(by: reader, jobs: options.jobs) {
      take(file)
      if assembly.add(file) { useful.insert(file.reading.member.input) }
    }
    for tree in walk.trees where !tree.members.isEmpty && !useful.contains(tree.input) {
      let problem = Problem(
        "nothing-read", .error, isFatal: true,
        tree.members.allSatisfy(\.isLeftOut)
          ? "--include and --exclude leave out all of it"
          : "nothing in it could be read as part of a snapshot",
        path: InputWalk.cleaned(names[tree.input]))
      assembly.add(problems: [problem])
    }
    let snapshot = assembly.snapshot()
    DocumentStore.forgetTexts()
    return snapshot
  }
}

/// Which files are read, as what, and in which order.
private struct AssignedFiles {
  private var members: [AssignedMember] = []
  private(set) var problems: [Problem] = []
  private(set) var skipped = SkipTally()

  /// Files from this size on are read one at a time, on all threads.
  private static let largeBytes = 4 << 20

  init(_ trees: [MemberTree], inputs: [String]) {
    for tree in trees {
      let assignment = FormatAssignment(tree)
      members += assignment.members
      self.skipped.add(assignment.tally)
      for (name, meant) in assignment.misspelt {
        problems.append(
          Problem(
            "unread-file", .warning,
            "is not a folder of a snapshot; what is read in \(meant)/ is not read in it",
            path: assignment.tree.shown([name]), help: "did you mean \(meant)/?"))
      }
      let skipped = assignment.skipped.sorted {
        $0.key.path.lexicographicallyPrecedes($1.key.path) { $0.precedesByBytes($1) }
      }
      for (root, count) in skipped {
        let path = assignment.tree.shown(root.path) ?? InputWalk.cleaned(inputs[tree.input])
        let files = count == 1 ? "1 file" : "\(count) files"
        problems.append(
          Problem(
            "skipped-files", .note,
            "holds \(files) that say nothing about the cluster's objects (logs, results of checks) "
              + "and are not read: it is \(root.format.title)", path: path))
      }
    }
  }

  /// Everything that the members hold, in their order.
  func read(by reader: FileReader, jobs: Int) -> [ReadFile] {
    var results = [ReadFile?](repeating: nil, count: members.count)
    let small = members.indices.filter { (members[$0].member.size ?? 0) < AssignedFiles.largeBytes }
    let list = members
    let read = inParallel(small.count, threads: jobs) { i in
      ReadFile(list[small[i]], reader, jobs: 1)
    }
    for (i, file) in zip(small, read) { results[i] = file }
    for i in members.indices where results[i] == nil {
      // On a thread of its own for the stack: nested input makes readers recurse.
      results[i] = onLargeStack { ReadFile(list[i], reader, jobs: jobs) }
    }
    return results.compactMap { $0 }
  }
}

/// A file that was read, with its format.
struct ReadFile: Sendable {
  let root: SnapshotRoot
  /// What it was read as: not that of its place where its first bytes say otherwise.
  let format: SnapshotFormat
  let reading: FileReading

  fileprivate init(_ assigned: AssignedMember, _ reader: FileReader, jobs: Int) {
    root = assigned.root
    let member = assigned.member
    if member.isLeftOut {
      format = root.format
      reading = FileReading(
        member: member, role: assigned.role, content: .leftOut, length: member.size ?? 0)
    } else if let found = SnapshotFormat.recognised(member.content.head(SnapshotFormat.headLength))
    {
      format = found.format
      reading = FileReading(
        member: member, role: assigned.role, content: .container,
        problems: [unread(found.format, found.kind, path: member.path)], length: member.size ?? 0)
    } else {
      format = root.format
      reading = reader.read(member, as: assigned.role, jobs: jobs)
    }
  }
}

/// What is said of a file that its first bytes show to be none of text.
private func unread(_ format: SnapshotFormat, _ kind: String, path: String) -> Problem {
  let isHidden = ArchiveKind(rawValue: kind) != nil
  return Problem(
    "unsupported-format", .error,
    "is \(format.title) (\(kind)), "
      + (isHidden ? "and its name says that it is text" : "which is not supported yet"),
    path: path, help: isHidden ? "give it the name of an archive: nodes.tar.gz" : format.help)
}
