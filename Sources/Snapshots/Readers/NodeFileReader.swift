import Documents
import Findings

/// Reads a file of a node.
enum NodeFileReader {
  /// What the file at `path` of a node adds. One that does not count as collected adds the node
  /// alone.
  static func contribution(
    of reading: FileReading, node: String, path: String, store: DocumentStore
  ) -> Contribution {
    var contribution = Contribution(store: store)
    contribution.nodeFiles.add(node: node)
    if case .leftOut = reading.content {
      contribution.nodeFiles.add(denied: path, reason: PathFilter.reason, node: node)
    } else if let doubt = doubt(about: reading, path: path)
      ?? doubt(aboutDocument: reading, path: NodeFiles.normalized(path), store)
    {
      contribution.problems.append(
        Problem("doubtful-file", .warning, doubt, path: reading.member.path))
      contribution.nodeFiles.add(refused: path, node: node)
    } else if let file = file(reading) {
      contribution.nodeFiles.add(file, node: node, path: path)
      addForeignEnd(of: file.source, path: path, to: &contribution)
    } else if KubeletDropIns.isOne(NodeFiles.normalized(path)) {
      // The others of its folder would say what it may say otherwise.
      contribution.nodeFiles.add(refused: path, node: node)
    }
    return contribution
  }

  /// Says that a file ends with a line that it cannot have. The line is not shown: what it may hold
  /// is hidden nowhere.
  private static func addForeignEnd(
    of source: SourceText, path: String, to contribution: inout Contribution
  ) {
    guard let form = NodeFileForm(path: NodeFiles.normalized(path)),
      let line = form.foreignEnd(of: source, isError: { ErrorText($0) != nil })
    else { return }
    let region = Region(SourcePlace(source: source, offset: line.lowerBound), count: line.count)
    contribution.problems.append(
      Problem(
        stage: .snapshot, code: "foreign-line", severity: .warning,
        message: "the last line is no \(form.what): the file was cut, or something else was "
          + "written to it",
        places: [Place(path: source.path, region: region)], help: "collect the file again"))
  }

  private static func file(_ reading: FileReading) -> NodeFiles.File? {
    switch reading.content {
    case .documents(let documents):
      // What is left of a broken document may lack what decides.
      if documents.flaws.contains(where: \.losesContent) { return nil }
      var file = NodeFiles.File(source: documents.source, documents: documents.documents)
      if case .node(_, _, let isFiltered) = reading.role { file.isFiltered = isFiltered }
      return file
    case .text(let source), .kubectlText(let source, _):
      return NodeFiles.File(source: source, documents: [])
    case .empty:
      let source = SourceText(path: reading.member.path, text: "")
      return NodeFiles.File(source: source, documents: [])
    case .unreadable, .leftOut, .container: return nil
    }
  }

  /// Why a file does not count as collected: its text is that of a command that could not read it,
  /// or a resolver file holds nothing of one. nil if there is no doubt.
  ///
  /// Taken at its word, an unreadable resolv.conf would name no loopback server.
  private static func doubt(about reading: FileReading, path: String) -> String? {
    // Also pod-resolv.conf, what a pod got.
    let isResolver = NodeFiles.normalized(path).hasSuffix("resolv.conf")
    let form = NodeFileForm(path: NodeFiles.normalized(path))
    switch reading.content {
    case .empty where isResolver || form?.isNeverEmpty == true:
      return "is empty, and counts as not collected"
    case .text(let source):
      if isErrorText(source) {
        return errorInstead
      }
      if isResolver, !ResolvConf.isPlausible(source) {
        return "holds no line of a resolver file, and counts as not collected"
      }
      if let form, !form.isPlausible(source) {
        return "holds no \(form.what), and counts as not collected"
      }
    default: break
    }
    return nil
  }

  /// Why a file of YAML or JSON does not count as collected: it holds something else, such as the
  /// page of a proxy or an answer of the API server. nil if there is no doubt.
  private static func doubt(
    aboutDocument reading: FileReading, path: String, _ store: DocumentStore
  ) -> String? {
    guard NodeFiles.isDocument(path) else { return nil }
    if NodeFiles.mayBeOfKubelet(path) { return nil }
    let isKubelet =
      path == NodeFiles.runningKubelet || KubeletFile.places.contains(path)
      || KubeletDropIns.isOne(path)
    let what = isKubelet ? "configuration of a kubelet" : "map of settings"
    switch reading.content {
    case .documents(let documents):
      if documents.flaws.contains(where: \.losesContent) { return nil }
      // k3s and RKE2 take a file without a setting for one.
      guard let first = documents.documents.first else {
        return isKubelet ? "is empty, and counts as not collected" : nil
      }
      if isKubelet, documents.documents.count > 1 {
        return "holds more than one document, and counts as not collected"
      }
      let value = DocumentValue(first, in: store)
      if value.isNull, !isKubelet { return nil }
      if isAnswer(value) { return errorInstead }
      let isMeant = value.value.tag == .map && (!isKubelet || isConfiguration(value))
      return isMeant ? nil : "holds no \(what), and counts as not collected"
    case .empty: return isKubelet ? "is empty, and counts as not collected" : nil
    case .text, .kubectlText: return "holds no \(what), and counts as not collected"
    case .unreadable, .leftOut, .container: return nil
    }
  }

  private static let errorInstead =
    "holds an error instead of the file, and counts as not collected"

  /// Whether a map is what kubectl or the API server said instead: a Status, or a line of an error,
  /// which reads as a key and a value.
  private static func isAnswer(_ value: DocumentValue) -> Bool {
    if value["kind"]?.string == "Status" { return true }
    guard let only = value.entries.first, value.entries.count == 1 else { return false }
    return ["Error from server", "Unable to connect", "error", "Error"].contains {
      only.key == $0 || only.key.hasPrefix($0 + " ")
    }
  }

  private static func isConfiguration(_ value: DocumentValue) -> Bool {
    guard let configz = value["kubeletconfig"] else {
      return value["kind"]?.string == "KubeletConfiguration"
    }
    // Kubelets before 1.22 do not name the kind.
    return !configz.entries.isEmpty
      && configz["kind"].map { $0.string == "KubeletConfiguration" } ?? true
  }

  private static let errorEndings = [
    ": Permission denied", ": No such file or directory", ": command not found",
    ": Operation not permitted", ": Is a directory",
  ]

  private static func isErrorText(_ source: SourceText) -> Bool {
    guard source.count < 2048 else { return false }
    let lines = source.lineRanges.map { source.text(in: $0) }.filter { !$0.isEmpty }
    return !lines.isEmpty
      && lines.allSatisfy { line in errorEndings.contains { line.hasSuffix($0) } }
  }
}
