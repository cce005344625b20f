import Documents
import Findings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Snapshot {
  /// Reads one cluster from its inputs: folders, files, or `-` for the standard input.
  ///
  /// Never throws: what is wrong with an input is among the snapshot's problems. The result does
  /// not depend on the number of threads.
  public static func read(
    _ inputs: [String], store: DocumentStore, reasons: ReasonTable,
    options: SnapshotOptions = SnapshotOptions()
  ) -> Snapshot {
    var walk = InputWalk(limits: InputWalk.Limits(files: options.fileCount))
    for (number, input) in inputs.enumerated() { walk.add(input: input, number: number) }
    var assembly = SnapshotAssembly(store: store, reasons: reasons, options: options)
    assembly.problems = walk.problems
    let plan = ReadingPlan(walk.entries, inputs: inputs)
    assembly.problems += plan.problems
    let reader = FileReader(
      store: store, options: options, captures: assembly.captures, types: TypeTable())
    var useful: Set<Int> = []
    for reading in plan.readings(reader, jobs: options.jobs) {
      let before = assembly.usefulCount
      assembly.add(reading)
      if assembly.usefulCount > before { useful.insert(reading.entry.input) }
    }
    for (number, input) in inputs.enumerated() where !useful.contains(number) {
      guard walk.entries.contains(where: { $0.input == number }) else { continue }
      assembly.problems.append(
        Problem(
          "nothing-read", .error, isFatal: true,
          "nothing in it could be read as part of a snapshot", path: InputWalk.cleaned(input)))
    }
    return assembly.finish()
  }
}

extension SnapshotAssembly {
  /// A number that grows with everything that is evidence.
  fileprivate var usefulCount: Int {
    let objects = resources.buckets.reduce(0) { $0 + $1.entries.count }
    let lists = claims.count {
      if case .unusable = $0.extent { return false }
      return true
    }
    return objects + lists + versions.count + discovery.count + nodeFiles.count + probes.count
      + cloud.count + dumps.values.reduce(0) { $0 + $1.covered.count }
      + manifests.count + (rkeState == nil ? 0 : 1) + (rkeCluster == nil ? 0 : 1)
  }
}

/// Which files are read, as what, and in which order.
private struct ReadingPlan {
  private var files: [(entry: InputEntry, role: FileRole)] = []
  private(set) var problems: [Problem] = []

  /// Files from this size on are read one at a time, on all threads.
  private static let largeBytes = 4 << 20

  init(_ entries: [InputEntry], inputs: [String]) {
    for (number, input) in inputs.enumerated() {
      let own = entries.filter { $0.input == number }
      guard !own.isEmpty else { continue }
      let isFolder = !(own.count == 1 && own[0].file == input)
      let assignment = RoleAssignment(own, inputName: isFolder ? realName(of: input) : "")
      for (entry, role) in zip(own, assignment.roles) {
        if case .unsupported = role { continue }
        files.append((entry, role))
      }
      for root in assignment.unsupported {
        let path = ([InputWalk.cleaned(input)] + root.path).joined(separator: "/")
        problems.append(
          Problem(
            "unsupported-format", .error, "is \(root.format.title), which is not supported yet",
            path: path))
      }
    }
  }

  /// Everything that the files hold, in their order.
  func readings(_ reader: FileReader, jobs: Int) -> [FileReading] {
    var results = [FileReading?](repeating: nil, count: files.count)
    let small = files.indices.filter { files[$0].entry.size < ReadingPlan.largeBytes }
    let list = files
    let read = inParallel(small.count, threads: jobs) { i in
      reader.read(list[small[i]].entry, as: list[small[i]].role, jobs: 1)
    }
    for (i, reading) in zip(small, read) { results[i] = reading }
    for i in files.indices where results[i] == nil {
      // On a thread of its own for the stack: nested input makes readers recurse.
      results[i] = onLargeStack { reader.read(list[i].entry, as: list[i].role, jobs: jobs) }
    }
    return results.compactMap { $0 }
  }
}

/// The name of an input's folder, also where the input is `.`.
private func realName(of input: String) -> String {
  guard let resolved = realpath(input, nil) else { return "" }
  defer { free(resolved) }
  return String(cString: resolved).split(separator: "/").last.map(String.init) ?? ""
}
