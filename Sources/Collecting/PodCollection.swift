import Basics
import Synchronization

/// Makes the pods of a collection, has them gather what they can, and removes them, whatever
/// happens.
struct PodCollection: Sendable {
  var pods: CollectionPods
  /// How many calls run at a time.
  var jobs = 4
  /// How long pods may take to start.
  var startLimit: Duration = .seconds(180)
  var onEvent: @Sendable (CollectionEvent) -> Void = { _ in }
  /// Between two looks at the pods.
  var pause: Duration = .seconds(2)

  static let resolverFile = "pod-resolv.conf"
  static let nodeManifest = "importlint-node.yaml"
  static let probeFile = "rancher.json"

  private let kubectl: Kubectl
  private let writer: SnapshotWriter

  init(_ pods: CollectionPods, _ kubectl: Kubectl, into writer: SnapshotWriter) {
    self.pods = pods
    var kubectl = kubectl
    // What makes something is not tried twice.
    kubectl.attempts = 1
    self.kubectl = kubectl
    self.writer = writer
  }

  /// Collects. It never throws: what failed stands in the summary, and in the manifest that not
  /// everything is there.
  func run(into summary: inout CollectionSummary) async {
    await gather(&summary)
    let isComplete = summary.isComplete
    await writer.note { $0.isFinished = isComplete }
  }

  private func gather(_ summary: inout CollectionSummary) async {
    do throws(KubectlFailure) {
      if let namespace = pods.namespaceManifest { try await create(namespace) }
    } catch {
      summary.end = PodCollection.explained(error)
      // What was refused is not there, and what was there before is not this run's.
      if error.kind == .denied || PodCollection.isPresent(error) { return }
    }
    if summary.end == nil { await collect(&summary) }
    if Task.isCancelled { summary.end = .cancelled }
    onEvent(.began("the end of the pods"))
    // Not even an interruption keeps it from that.
    let end = await Task.detached { await remove() }.value
    if let end {
      summary.leftover = CollectionPods.cleanupCommand
      summary.notes.append("what was made in the cluster could not be removed: \(end.message)")
    }
  }

  private func collect(_ summary: inout CollectionSummary) async {
    do throws(KubectlFailure) {
      var made = try await makePods(&summary)
      var found = try await waitForPods(of: made)
      if made.mountsNodes, !found.contains(where: { $0.role == CollectionPods.ofNodes }) {
        // An admission that looks at pods alone.
        summary.notes.append(
          "no pod with files or the network of its node was made: kubectl get events -n "
            + "\(made.place) says why")
        _ = try await kubectl.output(
          of: ["delete", "daemonsets.apps", CollectionPods.name, "-n", made.place])
        made.mountsNodes = false
        try await create(made.daemonSet)
        found = try await waitForPods(of: made)
      }
      note(found, &summary)
      await gather(from: found.filter(\.isReady), made, &summary)
    } catch {
      summary.end = PodCollection.explained(error)
    }
  }

  // MARK: Making

  /// Makes them; where the nodes' files may not be mounted, pods without them.
  private func makePods(
    _ summary: inout CollectionSummary
  ) async throws(KubectlFailure) -> CollectionPods {
    onEvent(.began("pods"))
    var made = pods
    do throws(KubectlFailure) {
      try await create(made.daemonSet)
    } catch {
      guard made.mountsNodes, [.denied, .other, .server].contains(error.kind),
        !PodCollection.isPresent(error)
      else { throw error }
      summary.notes.append(
        "the cluster refuses pods with files or the network of its nodes: \(error.message)")
      made.mountsNodes = false
      try await create(made.daemonSet)
    }
    if made.probe != nil { try await create(made.probePod) }
    return made
  }

  private static func isPresent(_ failure: KubectlFailure) -> Bool {
    failure.message.contains("(AlreadyExists)")
  }

  private static func explained(_ failure: KubectlFailure) -> KubectlFailure {
    guard isPresent(failure) else { return failure }
    return KubectlFailure(
      .other, "another run made its pods, or left them: \(CollectionPods.cleanupCommand)")
  }

  private func create(_ manifest: String) async throws(KubectlFailure) {
    // To validate, kubectl would ask for the API's schema, which the least role does not give.
    _ = try await kubectl.output(
      of: ["create", "--validate=false", "-f", "-"], input: manifest)
  }

  // MARK: Removing

  private func remove() async -> KubectlFailure? {
    var kubectl = kubectl
    kubectl.attempts = 3
    return await CollectionPods.remove(from: pods.namespace, kubectl)
  }

  // MARK: Waiting

  /// One of the pods.
  struct Pod: Sendable, Hashable {
    let name: String
    let role: String
    let node: String
    let isReady: Bool
    /// Why it waits: `ImagePullBackOff`.
    let reason: String

    /// nil for a line that is none of a pod.
    init?(_ line: Substring) {
      let words = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 5, !words[0].isEmpty else { return nil }
      name = words[0]
      role = words[1]
      node = words[2]
      isReady = words[3] == "true"
      reason = words[4]
    }

    /// Whether nothing but time would help it.
    var isStuck: Bool {
      ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerError"]
        .contains(reason)
    }
  }

  private static let podLines =
    "-o=jsonpath={range .items[*]}{.metadata.name}|{.metadata.labels.app\\.kubernetes\\.io"
    + "/component}|{.spec.nodeName}|{.status.containerStatuses[0].ready}|"
    + "{.status.containerStatuses[0].state.waiting.reason}{\"\\n\"}{end}"
  private static let wantedNumber = "-o=jsonpath={.status.desiredNumberScheduled}"

  /// The pods, when all are ready or those that are not will not be soon.
  private func waitForPods(of made: CollectionPods) async throws(KubectlFailure) -> [Pod] {
    let clock = ContinuousClock()
    let start = clock.now
    var found: [Pod] = []
    while clock.now - start < startLimit {
      let isLate = clock.now - start > startLimit / 4
      let wanted = try await numberOfPods(made)
      let lines = try await kubectl.output(
        of: ["get", "pods", "-n", made.place, "-l", CollectionPods.selector, Self.podLines])
      found = String(decoding: lines, as: UTF8.self).split(separator: "\n").compactMap { Pod($0) }
      onEvent(.began("pods, of which \(found.filter(\.isReady).count) are ready"))
      if let wanted, wanted > 0 {
        let settled = found.filter { $0.isReady || $0.isStuck && isLate }
        if settled.count >= wanted || found.isEmpty && isLate { break }
      }
      guard (try? await Task.sleep(for: pause)) != nil else { throw .cancelled }
    }
    return found
  }

  /// nil if the API server has not counted them yet.
  private func numberOfPods(_ made: CollectionPods) async throws(KubectlFailure) -> Int? {
    let text = try await kubectl.output(
      of: ["get", "daemonsets.apps", CollectionPods.name, "-n", made.place, Self.wantedNumber])
    let number = Int(String(decoding: text, as: UTF8.self))
    return number.map { $0 + (made.probe == nil ? 0 : 1) }
  }

  /// Says which pods there is nothing of.
  private func note(_ pods: [Pod], _ summary: inout CollectionSummary) {
    summary.lacksPods = pods.isEmpty || !pods.allSatisfy(\.isReady)
    if pods.isEmpty { summary.notes.append("there are no pods: no node takes them") }
    let late = pods.filter { !$0.isReady }
    for reason in Set(late.map(\.reason)).sortedByBytes() {
      let names = late.filter { $0.reason == reason }
        .map { $0.node.isEmpty ? $0.name : "node \($0.node)" }.sortedByBytes()
      let shown = names.prefix(3).joined(separator: ", ")
      let more = names.count > 3 ? " and \(names.count - 3) more" : ""
      let what = reason.isEmpty ? "was not ready in time" : "did not start (\(reason))"
      summary.notes.append("the pod of \(shown)\(more) \(what)")
    }
  }

  // MARK: Gathering

  private func gather(
    from ready: [Pod], _ made: CollectionPods, _ summary: inout CollectionSummary
  ) async {
    let pods = ready.filter {
      $0.role == CollectionPods.ofProbe || SnapshotFolder.isFileName($0.node)
    }
    let done = Mutex(0)
    let found = await inParallel(pods, atMost: jobs) { pod in
      let entries = await gather(from: pod, made)
      let count = done.withLock {
        $0 += 1
        return $0
      }
      for entry in entries { onEvent(.ended(entry, done: count, of: pods.count)) }
      return entries
    }
    summary.pods = found.flatMap { $0 }.sorted { $0.name.precedesByBytes($1.name) }
    let probed = Set(
      summary.pods.filter { $0.name.hasPrefix("probe from ") && $0.state == .complete }
        .map { String($0.name.dropFirst("probe from ".count)) })
    if made.probe != nil { await writer.note { $0.probes = probed } }
  }

  private func gather(from pod: Pod, _ made: CollectionPods) async -> [CollectionEntry] {
    if pod.role == CollectionPods.ofProbe {
      return [await probe(from: "pod", pod, made)].compactMap { $0 }
    }
    var entries = [await resolver(of: pod, made)]
    if made.gathersFiles, made.mountsNodes { entries.append(await files(of: pod, made)) }
    if made.usesNodes, let entry = await probe(from: pod.node, pod, made) { entries.append(entry) }
    return entries
  }

  /// What a pod with the node's name servers got.
  private func resolver(of pod: Pod, _ made: CollectionPods) async -> CollectionEntry {
    let command = ["cat", "/etc/resolv.conf"]
    return await entry("resolver of \(pod.node)") { () async throws(KubectlFailure) in
      let text = try await execute(command, in: pod, made, input: "")
      return [("nodes/\(pod.node)/\(PodCollection.resolverFile)", text)]
    }
  }

  private func files(of pod: Pod, _ made: CollectionPods) async -> CollectionEntry {
    let command = CollectionPods.nodeScript(of: pod.node)
    return await entry("files of \(pod.node)", unread: Self.unread) {
      () async throws(KubectlFailure) in
      let output = try await execute(command, in: pod, made, input: CollectingScripts.node)
      let frames = try PodCollection.frames(output)
      let folder = "nodes/\(pod.node)/"
      guard frames.files.allSatisfy({ PodCollection.isBelow(folder, $0.name) }) else {
        throw KubectlFailure(.other, "the script named a file that is not one of the node")
      }
      return frames.files.map { ($0.name, $0.text) }
    }
  }

  private func probe(from: String, _ pod: Pod, _ made: CollectionPods) async -> CollectionEntry? {
    guard let request = made.probe else { return nil }
    return await entry("probe from \(from)") { () async throws(KubectlFailure) in
      let output = try await execute(["/bin/sh", "-s"], in: pod, made, input: request.script)
      let frames = try PodCollection.frames(output)
      do throws(ProbeRecord.Failure) {
        let record = try ProbeRecord(frames, of: request)
        return [("probes/\(from)/\(PodCollection.probeFile)", Array(record.text.utf8))]
      } catch {
        throw KubectlFailure(.other, error.reason)
      }
    }
  }

  private func execute(
    _ command: [String], in pod: Pod, _ made: CollectionPods, input: String
  ) async throws(KubectlFailure) -> [UInt8] {
    try await kubectl.output(
      of: ["exec", "-i", pod.name, "-n", made.place, "-c", CollectionPods.container, "--"]
        + command, input: input, limit: 16 << 20)
  }

  /// What the node's own manifest says could not be read there; nil if that is nothing.
  static func unread(_ files: [(path: String, text: [UInt8])]) -> String? {
    guard let manifest = files.first(where: { $0.path.hasSuffix("/\(nodeManifest)") }) else {
      return "it does not say what could not be read"
    }
    let lines = manifest.text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    guard let start = lines.firstIndex(of: "denied:") else { return nil }
    let denied = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }.map { $0.dropFirst(2) }
    let more = denied.count > 3 ? " and \(denied.count - 3) more" : ""
    return denied.prefix(3).joined(separator: ", ") + more
  }

  /// Writes what something gave, and says what became of it.
  ///
  /// - Parameter unread: what is missing of what it gave.
  private func entry(
    _ name: String, unread: ([(path: String, text: [UInt8])]) -> String? = { _ in nil },
    _ body: () async throws(KubectlFailure) -> [(path: String, text: [UInt8])]
  ) async -> CollectionEntry {
    do throws(KubectlFailure) {
      var size = 0
      let files = try await body()
      for (path, text) in files {
        do throws(SnapshotFolder.Failure) {
          try writer.folder.write(text, to: path)
        } catch {
          throw KubectlFailure(.fullDisk, error.reason)
        }
        size += text.count
      }
      return CollectionEntry(
        name: name, state: unread(files).map { .partial($0) } ?? .complete, size: size)
    } catch {
      return CollectionEntry(
        name: name,
        state: error.kind == .denied ? .denied(error.message) : .absent(error.message))
    }
  }

  private static func frames(_ output: [UInt8]) throws(KubectlFailure) -> TextFrames {
    do throws(TextFrames.Failure) {
      return try TextFrames(output)
    } catch {
      throw KubectlFailure(.other, "what the pod printed is not whole: \(error.reason)")
    }
  }

  /// Whether a path that came out of a pod stays in the node's folder.
  static func isBelow(_ folder: String, _ path: String) -> Bool {
    guard path.hasPrefix(folder), path.utf8.count <= 1024 else { return false }
    let parts = path.dropFirst(folder.count).split(
      separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".."
        && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
  }
}

extension CollectionPods {
  static let cleanupCommand = "importlint collect --cleanup"

  /// Removes what pods were made of. What is in a namespace of their own goes with it.
  ///
  /// - Parameter namespace: nil: in that namespace.
  /// - Returns: Why it could not; nil if it is done, or was never there.
  static func remove(from namespace: String?, _ kubectl: Kubectl) async -> KubectlFailure? {
    do throws(KubectlFailure) {
      _ = try await kubectl.output(of: removal(from: namespace))
      return nil
    } catch {
      return error
    }
  }

  static func removal(from namespace: String?) -> [String] {
    let options = ["-l", selector, "--ignore-not-found", "--wait=false"]
    guard let namespace else { return ["delete", "namespaces"] + options }
    return ["delete", "daemonsets.apps,pods", "-n", namespace] + options
  }

  /// Removes what any run left: namespaces of its own, and pods in others.
  public static func cleanUp(_ kubectl: Kubectl) async -> [KubectlFailure] {
    var failures = [await remove(from: nil, kubectl)]
    do throws(KubectlFailure) {
      _ = try await kubectl.output(
        of: [
          "delete", "daemonsets.apps,pods", "-A", "-l", selector, "--ignore-not-found",
          "--wait=false",
        ])
    } catch {
      failures.append(error)
    }
    return failures.compactMap { $0 }
  }
}
