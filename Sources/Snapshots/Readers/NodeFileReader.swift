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
    if let doubt = doubt(about: reading, path: path) {
      contribution.problems.append(
        Problem("doubtful-file", .warning, doubt, path: reading.member.path))
    } else if let file = file(reading) {
      contribution.nodeFiles.add(file, node: node, path: path)
    }
    return contribution
  }

  private static func file(_ reading: FileReading) -> NodeFiles.File? {
    switch reading.content {
    case .documents(let documents):
      return NodeFiles.File(
        source: documents.source, documents: documents.documents,
        isBroken: documents.flaws.contains(where: \.losesContent))
    case .text(let source), .kubectlText(let source, _):
      return NodeFiles.File(source: source, documents: [], isBroken: false)
    case .empty:
      let source = SourceText(path: reading.member.path, text: "")
      return NodeFiles.File(source: source, documents: [], isBroken: false)
    case .unreadable, .container: return nil
    }
  }

  /// Why a file does not count as collected: its text is that of a command that could not read it,
  /// or a resolver file holds nothing of one. nil where there is no doubt.
  ///
  /// Taken at its word, an unreadable resolv.conf would name no loopback server.
  private static func doubt(about reading: FileReading, path: String) -> String? {
    // Also pod-resolv.conf, what a pod got.
    let isResolver = NodeFiles.normalized(path).hasSuffix("resolv.conf")
    switch reading.content {
    case .empty where isResolver: return "is empty, and counts as not collected"
    case .text(let source):
      if isErrorText(source) {
        return "holds an error instead of the file, and counts as not collected"
      }
      if isResolver, !ResolvConf.isPlausible(source) {
        return "holds no line of a resolver file, and counts as not collected"
      }
    default: break
    }
    return nil
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
