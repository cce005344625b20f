import Basics
import CLibrary
import Findings
import Synchronization

/// Collects a snapshot through kubectl: what rules read of the cluster, and no more. It only reads.
struct SnapshotCollector: Sendable {
  var needs: CollectionNeeds
  var leavesSecretsOut = false
  /// Whether kubelets are asked for the configuration that they run with.
  var asksKubelets = true
  /// How many calls run at a time.
  var jobs = 4
  var onEvent: @Sendable (CollectionEvent) -> Void = { _ in }

  private let kubectl: Kubectl
  private let writer: SnapshotWriter
  private let stop = StopSign()
  private let namespaces: OwnNamespaces
  /// Kubelets that are asked.
  private static let nodeLimit = 1_000
  /// Kinds of parameters that are looked up.
  private static let kindLimit = 200

  init(_ kubectl: Kubectl, needs: CollectionNeeds, into writer: SnapshotWriter) {
    self.kubectl = kubectl
    self.needs = needs
    self.writer = writer
    namespaces = OwnNamespaces(kubectl)
  }

  /// Collects. It never throws: what failed stands in the summary and in the manifest.
  func run() async -> CollectionSummary {
    var summary = CollectionSummary()
    do throws(KubectlFailure) {
      try await collectVersion(&summary)
      let types = try await collectDiscovery(&summary)
      summary.types += await collect(types)
      if needs.readsNodes, asksKubelets { await collectKubelets(&summary) }
    } catch {
      summary.end = error
    }
    summary.end = summary.end ?? stop.reason
    if Task.isCancelled { summary.end = .cancelled }
    if let failure = await writer.failure, summary.end == nil {
      summary.end = KubectlFailure(.fullDisk, failure.reason)
    }
    summary.types.sort { $0.name.precedesByBytes($1.name) }
    let isComplete = summary.isComplete
    await writer.note { $0.isFinished = isComplete }
    return summary
  }

  // MARK: What the API server is

  /// The first call shows whether there is an API server that answers at all.
  private func collectVersion(_ summary: inout CollectionSummary) async throws(KubectlFailure) {
    onEvent(.began("version"))
    do throws(KubectlFailure) {
      try await save(CollectionCalls.version)
    } catch {
      guard error.kind == .denied || error.kind == .notFound else { throw error }
      summary.lack("the version of the API server: \(error.message)")
    }
  }

  /// What the API server serves; gives the names of the types to collect.
  private func collectDiscovery(
    _ summary: inout CollectionSummary
  ) async throws(KubectlFailure) -> [String] {
    onEvent(.began("discovery"))
    do throws(KubectlFailure) {
      try await save(CollectionCalls.groups)
    } catch {
      if error.isFinal { throw error }
      summary.lack("the groups of the API: \(error.message)")
    }
    let (table, failure) = try await kubectl.partialOutput(of: CollectionCalls.types.words)
    if let failure, failure.isFinal { throw failure }
    guard let served = ServedTypes(table: table), failure?.isCut != true else {
      summary.lack(
        "what the API server serves: "
          + (failure?.message ?? "kubectl printed no table; it must be 1.20 or newer"))
      return await plan(needs.sortedTypes.filter { !$0.isWildcard }.map(\.name), &summary)
    }
    // As `kubectl api-resources 2>&1` prints it: the line names the groups that were not asked.
    let errors = failure.map { "error: " + $0.message.dropFirstWord("error: ") + "\n" } ?? ""
    try await save(table + Array(errors.utf8), to: CollectionCalls.types.file)
    if let failure { noteGroups(failure, served, &summary) }
    var wanted = served.wanted(by: needs)
    for type in await parameterTypes(served, wanted) where !wanted.contains(type) {
      wanted.append(type)
    }
    await namespaces.use(for: Set(wanted.filter(\.hasNamespaces).map(\.name)))
    return await plan(wanted.map(\.name), &summary)
  }

  /// Types in groups whose API server did not answer are missing, not unserved.
  private func noteGroups(
    _ failure: KubectlFailure, _ served: ServedTypes, _ summary: inout CollectionSummary
  ) {
    let known = Set(served.entries.map(\.name))
    for type in needs.sortedTypes
    where !type.isWildcard && !known.contains(type.name)
      && failure.message.contains("\(type.group)/")
    {
      summary.types.append(CollectionEntry(name: type.name, state: .absent(failure.message)))
    }
  }

  /// The types of the parameters of the cluster's admission policies.
  private func parameterTypes(
    _ served: ServedTypes, _ wanted: [ServedTypes.Entry]
  ) async -> [ServedTypes.Entry] {
    guard wanted.contains(where: { $0.name == CollectionCalls.policies }),
      let lines = try? await kubectl.output(of: CollectionCalls.parameterKinds, limit: 1 << 20)
    else { return [] }
    let kinds = Set(String(decoding: lines, as: UTF8.self).split(separator: "\n"))
    return kinds.sorted().prefix(SnapshotCollector.kindLimit).compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 2 else { return nil }
      let slash = words[0].firstIndex(of: "/")
      let entry = served.entry(
        ofKind: words[1], group: slash.map { String(words[0][..<$0]) } ?? "")
      return entry?.isListable == true ? entry : nil
    }
  }

  /// Says in the manifest what is going to be collected, and what is not.
  private func plan(_ names: [String], _ summary: inout CollectionSummary) async -> [String] {
    var names = names.sortedByBytes()
    if leavesSecretsOut, let at = names.firstIndex(of: CollectionCalls.secrets) {
      names.remove(at: at)
      summary.types.append(
        CollectionEntry(name: CollectionCalls.secrets, state: .denied("left out (--no-secrets)")))
    }
    let known = summary.types
    await writer.note { [names] manifest in
      for entry in known { manifest.resources[entry.name] = entry.state }
      for name in names { manifest.resources[name] = .absent("the collection ended before it") }
    }
    return names
  }

  // MARK: Types

  private func collect(_ names: [String]) async -> [CollectionEntry] {
    let done = Mutex(0)
    return await inParallel(names, atMost: jobs) { name in
      let entry = await collect(name)
      await writer.note(entry.state, of: name)
      let count = done.withLock {
        $0 += 1
        return $0
      }
      onEvent(.ended(entry, done: count, of: names.count))
      return entry
    }
  }

  private func collect(_ name: String) async -> CollectionEntry {
    if let reason = stop.reason {
      return CollectionEntry(name: name, state: .absent(reason.message))
    }
    onEvent(.began(name))
    do throws(KubectlFailure) {
      let entry = try await collect(name, in: nil)
      stop.note(nil)
      return entry
    } catch {
      stop.note(error)
      if error.kind == .denied, let entry = await collectByNamespace(name, error) { return entry }
      return CollectionEntry(name: name, state: state(for: error))
    }
  }

  private func collect(
    _ name: String, in namespace: String?
  ) async throws(KubectlFailure) -> CollectionEntry {
    name == CollectionCalls.secrets
      ? try await collectSecrets(in: namespace) : try await collectList(name, in: namespace)
  }

  /// What may be listed of single namespaces, where a list of all is refused; nil if nothing may.
  private func collectByNamespace(
    _ name: String, _ refusal: KubectlFailure
  ) async -> CollectionEntry? {
    var listed: [String] = []
    var size = 0
    for namespace in await namespaces.names(for: name) {
      guard stop.reason == nil else { break }
      do throws(KubectlFailure) {
        let entry = try await collect(name, in: namespace)
        stop.note(nil)
        await namespaces.note(wasAllowed: true, in: namespace)
        // A part of one proves nothing of it.
        guard entry.state == .complete else { continue }
        listed.append(namespace)
        size += entry.size
      } catch {
        stop.note(error)
        if error.kind == .denied { await namespaces.note(wasAllowed: false, in: namespace) }
      }
    }
    guard !listed.isEmpty else { return nil }
    return CollectionEntry(
      name: name, state: .namespaces(listed.sortedByBytes(), refusal.message), size: size)
  }

  private func collectSecrets(
    in namespace: String?
  ) async throws(KubectlFailure) -> CollectionEntry {
    var isInOnePiece = false
    let printed = try await kubectl.retrying { _ throws(KubectlFailure) in
      let words = CollectionCalls.list(
        CollectionCalls.secrets, in: namespace, isInOnePiece: isInOnePiece)
      let (printed, failure) = try await kubectl.partialOutput(of: words, limit: 1 << 30)
      isInOnePiece = failure?.kind == .expired
      if let failure { throw failure }
      return printed
    }
    let text = SecretExport.masked(printed)
    try await save(text, to: CollectionCalls.file(of: CollectionCalls.secrets, in: namespace))
    return CollectionEntry(name: CollectionCalls.secrets, state: .complete, size: text.count)
  }

  private func collectList(
    _ name: String, in namespace: String?
  ) async throws(KubectlFailure) -> CollectionEntry {
    let file = CollectionCalls.file(of: name, in: namespace)
    // Pages that expire do so again where the cluster is slow or changes much.
    var isInOnePiece = false
    let entry = try await kubectl.retrying { attempt throws(KubectlFailure) in
      let descriptor = try begin(file)
      defer { close(descriptor) }
      var failure: KubectlFailure?
      do throws(KubectlFailure) {
        try await kubectl.write(
          CollectionCalls.list(name, in: namespace, isInOnePiece: isInOnePiece), to: descriptor)
      } catch {
        failure = error
        isInOnePiece = error.kind == .expired
      }
      let list = ListFile(descriptor)
      let isLast = attempt >= kubectl.attempts || failure?.mayPass != true
      // What came before the failure is of use, as a part.
      guard failure == nil || isLast && list.isClosed && list.hasItems else {
        writer.folder.discard(file)
        throw failure ?? .cancelled
      }
      try keep(file)
      if let failure { stop.note(failure) }
      return CollectionEntry(name: name, state: state(of: list, failure), size: list.size)
    }
    return entry
  }

  private func state(of list: ListFile, _ failure: KubectlFailure?) -> SnapshotManifest.State {
    if let failure { return .partial(failure.message) }
    if !list.isClosed { return .partial("what kubectl printed breaks off") }
    return list.isContinued ? .partial("kubectl printed one page of several") : .complete
  }

  // MARK: Kubelets

  private func collectKubelets(_ summary: inout CollectionSummary) async {
    guard stop.reason == nil else { return }
    onEvent(.began("kubelets"))
    let names: [String]
    do throws(KubectlFailure) {
      let lines = try await kubectl.output(of: CollectionCalls.nodeNames)
      names = String(decoding: lines, as: UTF8.self).split(separator: "\n")
        .compactMap { $0.split(separator: "/").last.map(String.init) }
        .filter(SnapshotFolder.isFileName)
    } catch {
      stop.note(error)
      summary.lack("kubelets were not asked: \(error.message)")
      return
    }
    if names.count > SnapshotCollector.nodeLimit {
      summary.lack(
        "\(names.count - SnapshotCollector.nodeLimit) kubelets were not asked: there are more than "
          + "\(SnapshotCollector.nodeLimit)")
    }
    let asked = Array(names.prefix(SnapshotCollector.nodeLimit))
    let refusal = StopSign()
    let done = Mutex(0)
    summary.kubelets = await inParallel(asked, atMost: jobs) { node in
      let entry = await collectKubelet(of: node, refusal)
      let count = done.withLock {
        $0 += 1
        return $0
      }
      onEvent(.ended(entry, done: count, of: asked.count))
      return entry
    }
  }

  /// A kubelet that does not answer keeps nobody from asking the next; a refusal is one for all.
  private func collectKubelet(of node: String, _ refusal: StopSign) async -> CollectionEntry {
    let name = "kubelet of \(node)"
    if let reason = stop.reason ?? refusal.reason {
      return CollectionEntry(name: name, state: state(for: reason))
    }
    var kubectl = kubectl
    kubectl.attempts = 1
    kubectl.requestLimit = min(kubectl.requestLimit, .seconds(15))
    do throws(KubectlFailure) {
      let words = CollectionCalls.kubeletConfiguration(of: node)
      let printed = try await kubectl.output(of: words, limit: 1 << 20)
      let text = KubeletExport.masked(printed)
      try await save(text, to: "nodes/\(node)/\(CollectionCalls.kubeletFile)")
      return CollectionEntry(name: name, state: .complete, size: text.count)
    } catch {
      if error.isFinal || error.kind == .denied { refusal.stop(for: error) }
      return CollectionEntry(name: name, state: state(for: error))
    }
  }

  private func state(for failure: KubectlFailure) -> SnapshotManifest.State {
    failure.kind == .denied ? .denied(failure.message) : .absent(failure.message)
  }

  // MARK: Files

  private func save(_ call: (words: [String], file: String)) async throws(KubectlFailure) {
    let printed = try await kubectl.output(of: call.words)
    try await save(printed, to: call.file)
  }

  private func save(_ bytes: [UInt8], to file: String) async throws(KubectlFailure) {
    do throws(SnapshotFolder.Failure) {
      try writer.folder.write(bytes, to: file)
    } catch {
      throw KubectlFailure(.fullDisk, error.reason)
    }
  }

  private func begin(_ file: String) throws(KubectlFailure) -> Int32 {
    do throws(SnapshotFolder.Failure) {
      return try writer.folder.open(file)
    } catch {
      throw KubectlFailure(.fullDisk, error.reason)
    }
  }

  private func keep(_ file: String) throws(KubectlFailure) {
    do throws(SnapshotFolder.Failure) {
      try writer.folder.keep(file)
    } catch {
      throw KubectlFailure(.fullDisk, error.reason)
    }
  }
}

extension String {
  fileprivate func dropFirstWord(_ word: String) -> String {
    hasPrefix(word) ? String(dropFirst(word.count)) : self
  }
}

/// Does something with each item, a few at a time; gives the results in the order of the items.
func inParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], atMost limit: Int, _ body: @Sendable @escaping (Item) async -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: items.count)
    var next = 0
    func add() {
      guard next < items.count else { return }
      let at = next
      next += 1
      group.addTask { (at, await body(items[at])) }
    }
    for _ in 0..<max(1, limit) { add() }
    for await (at, result) in group {
      results[at] = result
      add()
    }
    return results.compactMap { $0 }
  }
}
