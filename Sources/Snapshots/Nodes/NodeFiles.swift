import Basics
import Documents

/// The collected files of all nodes.
struct NodeFiles: Sendable {
  /// A file that is there; its text is masked where it holds credentials.
  struct File: Sendable {
    let source: SourceText
    /// The documents of a YAML or JSON file that facts are read from.
    let documents: [Value]
    /// Whether it lacks the lines that may have held a credential.
    var isFiltered = false

    /// Whether its last line has no line break: what stands there may be the start of something
    /// else.
    var mayBeTruncated: Bool {
      source.count > 0 && source.bytes[source.count - 1] != UInt8(ascii: "\n")
    }

    /// The lines that are whole.
    var wholeLines: [Range<Int>] {
      let lines = Array(source.lineRanges)
      return mayBeTruncated ? Array(lines.dropLast()) : lines
    }
  }

  /// The kubelet's own configuration file.
  static let kubeletConfiguration = "var/lib/kubelet/config.yaml"
  /// What the kubelet says of its configuration.
  static let runningKubelet = "kubelet-configz.json"

  /// `/etc/resolv.conf` of a pod that gets the node's resolvers.
  static let podResolver = "pod-resolv.conf"
  /// Files that hold a node's name in their first line.
  static let hostnames = ["etc/hostname", "proc/sys/kernel/hostname", "commands/hostname.txt"]

  /// By node, then by path on the node without a leading slash.
  private(set) var byNode: [String: [String: File]] = [:]
  /// Files that were looked for and are not there, as the manifest says.
  private(set) var absent: [String: Set<String>] = [:]
  /// Why files could not be read on the node, by path there; that of a folder ends in `/`.
  private(set) var denied: [String: [String: String]] = [:]
  /// Files that are there, and whose text is something else than theirs.
  private(set) var refused: [String: Set<String>] = [:]
  /// Files that are there with two contents, by node, then by path on the node: where they lie.
  private(set) var contested: [String: [String: [String]]] = [:]
  /// Kubelet configuration given directly, by node.
  var kubelet: [String: Value] = [:]

  /// Nodes that there is a folder of, in byte order.
  var nodes: [String] {
    Set(byNode.keys).union(kubelet.keys).sortedByBytes()
  }

  /// The number of files.
  var count: Int { byNode.values.reduce(0) { $0 + $1.count } }

  /// Adds a node that there is a folder of.
  mutating func add(node: String) { byNode[node, default: [:]] = byNode[node, default: [:]] }

  /// Adds a file. If there is one of that path with another content, nothing says which is the
  /// later, and none counts.
  mutating func add(_ file: File, node: String, path: String) {
    let path = NodeFiles.normalized(path)
    guard let known = byNode[node]?[path] else {
      byNode[node, default: [:]][path] = file
      return
    }
    if !known.source.buffer.elementsEqual(file.source.buffer) {
      contested[node, default: [:]][path] = [known.source.path, file.source.path]
    }
  }

  /// The files of a node that count, by path.
  func files(of node: String) -> [String: File] {
    let files = byNode[node] ?? [:]
    guard let contested = contested[node] else { return files }
    return files.filter { contested[$0.key] == nil }
  }

  /// Adds files that were looked for on a node and are not there.
  mutating func add(absent paths: [String], node: String) {
    absent[node, default: []].formUnion(paths.map(NodeFiles.normalized))
  }

  /// Adds a file or a folder (which ends in `/`) that could not be read on a node.
  mutating func add(denied path: String, reason: String, node: String) {
    let isFolder = path.utf8.last == UInt8(ascii: "/")
    denied[node, default: [:]][NodeFiles.normalized(path) + (isFolder ? "/" : "")] = reason
  }

  /// Adds a file whose text is something else than that of such a file.
  mutating func add(refused path: String, node: String) {
    refused[node, default: []].insert(NodeFiles.normalized(path))
  }

  /// Takes in the files of a later input.
  mutating func merge(_ later: NodeFiles) {
    for node in later.byNode.keys { take(later, folder: node, as: node) }
    absent.merge(later.absent) { $0.union($1) }
    refused.merge(later.refused) { $0.union($1) }
    denied.merge(later.denied) { $0.merging($1) { first, _ in first } }
    kubelet.merge(later.kubelet) { $1 }
  }

  /// Gives the files of a folder to the node that is meant by its name.
  mutating func rename(_ folder: String, to node: String) {
    let given = self
    byNode[folder] = nil
    contested[folder] = nil
    take(given, folder: folder, as: node)
    if let paths = absent.removeValue(forKey: folder) { absent[node, default: []].formUnion(paths) }
    if let paths = refused.removeValue(forKey: folder) {
      refused[node, default: []].formUnion(paths)
    }
    if let paths = denied.removeValue(forKey: folder) {
      denied[node, default: [:]].merge(paths) { first, _ in first }
    }
    if let given = kubelet.removeValue(forKey: folder) { kubelet[node] = kubelet[node] ?? given }
  }

  private mutating func take(_ other: NodeFiles, folder: String, as node: String) {
    add(node: node)
    for (path, file) in other.byNode[folder] ?? [:] { add(file, node: node, path: path) }
    if let differing = other.contested[folder] {
      contested[node, default: [:]].merge(differing) { first, _ in first }
    }
  }

  /// A path on a node without leading slashes.
  static func normalized(_ path: String) -> String {
    if isNormal(path) { return path }
    return path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// Whether no part of a path is empty or a dot.
  private static func isNormal(_ path: String) -> Bool {
    // Whether the part at hand has nothing but dots.
    var isDots = true
    for byte in path.utf8 {
      if byte != UInt8(ascii: "/") {
        isDots = isDots && byte == UInt8(ascii: ".")
      } else if isDots {
        return false
      } else {
        isDots = true
      }
    }
    return !isDots
  }

  // MARK: Kinds of files

  /// Whether facts are read from a file's YAML or JSON.
  static func isDocument(_ path: String) -> Bool {
    if path == runningKubelet || KubeletFile.places.contains(path) { return true }
    if mayBeOfKubelet(path) || KubeletDropIns.isOne(path) { return true }
    return distribution(ofConfiguration: path) != nil
  }

  /// Whether a file may be one that a kubelet's `--config` names: it is read as what it holds.
  static func mayBeOfKubelet(_ path: String) -> Bool {
    // Few files are of that kind, and many are asked for.
    guard ["l", "L", "n", "N"].contains(path.last) else { return false }
    let name = asciiLowercased(path.split(separator: "/").last.map(String.init) ?? "")
    return !KubeletFile.places.contains(path) && path != runningKubelet
      && name.range(ofASCII: "kubelet") != nil && name.range(ofASCII: "kubeconfig") == nil
      && [".yaml", ".yml", ".json"].contains(where: name.hasSuffix)
  }

  /// `k3s` or `rke2` where the path is that of one of their configuration files.
  static func distribution(ofConfiguration path: String) -> String? {
    guard path.hasPrefix("etc/rancher/") else { return nil }
    for name in ["k3s", "rke2"] {
      let folder = "etc/rancher/\(name)/"
      guard path.hasPrefix(folder) else { continue }
      let rest = path.dropFirst(folder.count)
      if rest == "config.yaml" { return name }
      let dropIns = "config.yaml.d/"
      if rest.hasPrefix(dropIns), !rest.dropFirst(dropIns.count).contains("/"),
        rest.hasSuffix(".yaml") || rest.hasSuffix(".yml")
      {
        return name
      }
    }
    return nil
  }

  /// Environment files of the k3s and RKE2 services.
  static func isEnvironment(_ path: String) -> Bool {
    let services = ["rke2-server", "rke2-agent", "k3s", "k3s-agent"]
    for service in services {
      if path == "etc/default/\(service)" || path == "etc/sysconfig/\(service)" { return true }
      if path == "etc/systemd/system/\(service).service.env" { return true }
      if path == "usr/local/lib/systemd/system/\(service).env" { return true }
    }
    return (path.hasPrefix("etc/rancher/k3s/") || path.hasPrefix("etc/rancher/rke2/"))
      && path.hasSuffix(".env")
  }

  /// Masks the credentials of a file that is not a document: all of it where that is what it holds.
  static func mask(_ source: SourceText, path: String) {
    if isCredential(path) || TextMark.hasManifest(source) {
      source.mask(0..<source.count)
      source.quote(only: [])
    } else {
      source.maskEvidence(isKnown: isKnown(path))
    }
  }

  /// Whether a file of that name holds nothing but credentials.
  private static func isCredential(_ path: String) -> Bool {
    let parts = asciiLowercased(path).split(separator: "/").map(String.init)
    guard let name = parts.last else { return false }
    let names = [
      "token", "node-token", "agent-token", "passwd", "shadow", "gshadow", "htpasswd", ".netrc",
      ".pgpass", ".my.cnf", "credentials", "config.json", ".dockercfg",
      ".git-credentials", "id_rsa", "id_ed25519", "id_ecdsa", "kubeconfig", "admin.conf",
      "super-admin.conf", "authorized_keys", "encryption-config.json", "encryption-config.yaml",
    ]
    return names.contains(name) || parts.dropLast().contains("cred")
      || [".key", ".p12", ".pfx", ".jks", ".kubeconfig", ".token"].contains(where: name.hasSuffix)
      || ["k3s.yaml", "rke2.yaml"].contains(name)
  }

  /// Whether facts are read from a file's text, so that findings may point into it.
  private static func isKnown(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix("resolv.conf") || name == "os-release" || path.hasPrefix("proc/sys/")
      || path.hasPrefix("commands/sysctl") || path.hasPrefix("commands/systemctl-list")
      || (path.hasPrefix("systemd/") && path.hasSuffix(".show")) || isEnvironment(path)
      || [".crt", ".pem", ".cert", ".cer"].contains(where: name.hasSuffix)
  }
}

/// A line `KEY=value` or `key: value`, commented out or not.
struct Assignment {
  let key: String
  /// The value without the quotes around it.
  let value: String
  /// Bytes from the start of the line to the value, quotes included.
  let valueStart: Int
  let isComment: Bool

  /// nil if the line is not an assignment.
  init?(_ line: String, separators: [UInt8] = [UInt8(ascii: "="), UInt8(ascii: ":")]) {
    let bytes = Array(line.utf8)
    var i = 0
    func skipBlanks() { while i < bytes.count, bytes[i] == 0x20 || bytes[i] == 0x09 { i += 1 } }
    skipBlanks()
    var comment = false
    while i < bytes.count, bytes[i] == UInt8(ascii: "#") || bytes[i] == UInt8(ascii: ";") {
      comment = true
      i += 1
      skipBlanks()
    }
    let export = Array("export ".utf8)
    if bytes[i...].starts(with: export) { i += export.count }
    let start = i
    while i < bytes.count, Assignment.isKeyByte(bytes[i]) { i += 1 }
    guard i > start else { return nil }
    key = String(decoding: bytes[start..<i], as: UTF8.self)
    skipBlanks()
    guard i < bytes.count, separators.contains(bytes[i]) else { return nil }
    i += 1
    skipBlanks()
    valueStart = i
    isComment = comment
    var end = bytes.count
    while end > i, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
    if end - i >= 2, bytes[i] == bytes[end - 1], bytes[i] == 0x22 || bytes[i] == 0x27 {
      i += 1
      end -= 1
    }
    value = String(decoding: bytes[i..<end], as: UTF8.self)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
