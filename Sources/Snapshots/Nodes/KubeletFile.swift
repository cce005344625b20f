import Basics
import Documents
import Findings

/// The file that a kubelet reads its configuration from when it starts.
struct KubeletFile {
  /// Where it lies without a flag that says otherwise: with kubeadm, on EKS and on GKE.
  static let places: Set<String> = [
    NodeFiles.kubeletConfiguration, "etc/kubernetes/kubelet/kubelet-config.json",
    "etc/kubernetes/kubelet/config.json", "home/kubernetes/kubelet-config.yaml",
  ]

  /// Its content; nil if it was not collected, or if nothing tells which file it is.
  let document: DocumentValue?
  /// Why its content is not known; 0 where it is.
  let missing: UInt32

  init(of node: NodeFactsBuilder) {
    let flags = KubeletFlags(node)
    func unknown(_ text: String) -> UInt32 {
      node.surroundings.reasons.number(of: MissingEvidence(.nodeFact, text))
    }
    func content(_ path: String) -> DocumentValue? {
      guard let file = node.files[path] else { return nil }
      return file.documents.first.map { DocumentValue($0, in: node.builders.store) }
    }
    if let folder = flags.folders.first {
      document = nil
      missing = unknown(
        "the kubelet of node \(node.name) merges files of \(folder) into its configuration, which "
          + "are not read")
      return
    }
    if let doubt = flags.doubt {
      document = nil
      missing = unknown(doubt)
      return
    }
    var paths = flags.paths
    if paths.isEmpty { paths = KubeletFile.places.filter { node.files[$0] != nil } }
    guard paths.count < 2, let path = paths.first ?? KubeletFile.usual else {
      document = nil
      missing = unknown(
        "nothing tells which file the kubelet of node \(node.name) reads: "
          + paths.sorted { $0.precedesByBytes($1) }.map { "/\($0)" }.joined(separator: ", "))
      return
    }
    document = content(path)
    missing = document == nil ? node.missing(file: path) : 0
  }

  private static let usual: String? = NodeFiles.kubeletConfiguration
}

/// What the command line of a node's kubelet says of its configuration, wherever it was collected:
/// units and their environment, `systemctl show`, a list of processes.
private struct KubeletFlags {
  /// Values of `--config`, as paths on the node.
  private(set) var paths: Set<String> = []
  /// Values of `--config-dir`.
  private(set) var folders: [String] = []
  /// Why the command line is not known whole: what was not read of it may name another file.
  private(set) var doubt: String?

  init(_ node: NodeFactsBuilder) {
    let unread = node.contested.union(node.refused).union(node.denied.keys).sortedByBytes()
    if let path = unread.first(where: KubeletFlags.mayHoldCommandLine) {
      doubt =
        "the command line of the kubelet of node \(node.name) is not known: /\(path) was "
        + "not read"
    }
    for path in node.files.keys.filter(KubeletFlags.isCommandLine).sortedByBytes() {
      guard let source = node.files[path]?.source else { continue }
      for line in KubeletFlags.lines(of: source) {
        guard line.contains("--config"), !trimmed(line).hasPrefix("#") else { continue }
        if path.hasPrefix("commands/"), !KubeletFlags.isKubelet(line) { continue }
        if !read(line) {
          doubt = "/\(path) of node \(node.name) gives the kubelet's --config no path"
        }
      }
    }
  }

  /// The lines of a file; those that end in a backslash with what follows.
  private static func lines(of source: SourceText) -> [String] {
    var lines: [String] = []
    var isContinued = false
    for range in source.lineRanges {
      var line = source.text(in: range)
      let continues = line.hasSuffix("\\")
      if continues { line.removeLast() }
      if isContinued, !lines.isEmpty { lines[lines.count - 1] += line } else { lines.append(line) }
      isContinued = continues
    }
    return lines
  }

  /// Whether a file holds a part of the command line, or a folder (which ends in `/`) may.
  private static func mayHoldCommandLine(_ path: String) -> Bool {
    guard path.hasSuffix("/") else { return isCommandLine(path) }
    return places.contains { $0.hasPrefix(path) }
  }

  /// Where the parts of the command line lie, as far as their folders tell.
  private static let places = [
    "etc/default/kubelet", "etc/sysconfig/kubelet", "etc/kubernetes/kubelet/kubelet.env",
    "var/lib/kubelet/kubeadm-flags.env", "etc/systemd/system/kubelet.service.d/10.conf",
    "lib/systemd/system/kubelet.service.d/10.conf",
    "usr/lib/systemd/system/kubelet.service.d/10.conf",
  ]

  private static func isCommandLine(_ path: String) -> Bool {
    if path == "systemd/kubelet.service.show" || path.hasPrefix("commands/ps") { return true }
    if ["etc/default/kubelet", "etc/sysconfig/kubelet"].contains(path) { return true }
    if path == "var/lib/kubelet/kubeadm-flags.env" || path.hasPrefix("etc/kubernetes/kubelet/") {
      return path.hasSuffix(".env")
    }
    return path.range(ofASCII: "systemd/system/kubelet.service") != nil
  }

  /// Whether a line of a list of processes is that of a kubelet.
  private static func isKubelet(_ line: String) -> Bool {
    line.split(separator: " ").contains { $0 == "kubelet" || $0.hasSuffix("/kubelet") }
  }

  /// Takes the flags of a line; false if one of them has no path.
  private mutating func read(_ line: String) -> Bool {
    var isClear = true
    let words = line.split { " \t\"'=;".contains($0) }.map(String.init)
    for (i, word) in words.enumerated() where word == "--config" || word == "--config-dir" {
      guard i + 1 < words.count, words[i + 1].hasPrefix("/") else {
        isClear = false
        continue
      }
      if word == "--config" {
        paths.insert(NodeFiles.normalized(words[i + 1]))
      } else {
        folders.append(words[i + 1])
      }
    }
    return isClear
  }
}
