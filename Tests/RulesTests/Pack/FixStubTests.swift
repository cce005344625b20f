import Foundation
import Testing

/// A folder of programs that stand for those of a cluster's administrator: each writes down how it
/// was called, and what only reads text is the real one. Nothing else is found.
private struct StubPrograms {
  static let stubs = [
    "kubectl", "helm", "systemctl", "curl", "az", "aws", "gcloud", "rke", "rke2", "k3s", "sysctl",
    "nmcli", "ssh", "crictl", "timedatectl", "chronyc", "hostnamectl", "openssl", "getent",
    "journalctl", "stat", "chmod", "istioctl", "kubeadm", "dig", "nslookup", "cilium", "rm",
    "mv", "docker", "eksctl", "ip", "firewall-cmd", "date", "hostname", "talosctl", "aliyun", "jq",
  ]
  static let readers = [
    "grep", "cat", "sort", "cut", "head", "tail", "base64", "tr", "sed", "awk", "xargs", "wc", "ls",
    "sha256sum",
  ]
  /// What is there in a snapshot's folder, or was fetched by the command before.
  static let folders = ["cloud/eks", "cloud/gke", "cloud/aks"]
  static let scripts = ["user-cluster.sh"]

  let folder = FileManager.default.temporaryDirectory.path + "/fixes-\(UUID().uuidString)"
  var calls: String { folder + "/calls" }

  init() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
    for path in Self.folders {
      try files.createDirectory(
        atPath: folder + "/here/" + path, withIntermediateDirectories: true)
    }
    let paths = Self.stubs.map { "bin/" + $0 } + Self.scripts.map { "here/" + $0 }
    for (name, place) in zip(Self.stubs + Self.scripts, paths) {
      let path = folder + "/" + place
      let script = """
        #!/bin/bash
        { printf '%s' \(name); printf '\\t%s' "$@"; echo; } >> "\(calls)"
        [ -t 0 ] || while read -r line; do :; done
        """
      try script.write(toFile: path, atomically: true, encoding: .utf8)
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    for name in Self.readers {
      try files.createSymbolicLink(
        atPath: folder + "/bin/" + name, withDestinationPath: "/usr/bin/" + name)
    }
    try files.createSymbolicLink(
      atPath: folder + "/bin/bash", withDestinationPath: "/bin/bash")
  }

  func run(_ command: String) throws -> (status: Int32, errors: String) {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments = ["-o", "pipefail", "-c", command]
    shell.environment = ["PATH": folder + "/bin", "HOME": folder + "/here"]
    shell.currentDirectoryURL = URL(filePath: folder + "/here")
    shell.standardInput = FileHandle.nullDevice
    shell.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    return (shell.terminationStatus, text)
  }

  func takeCalls() -> [[String]] {
    defer { try? FileManager.default.removeItem(atPath: calls) }
    let text = (try? String(contentsOfFile: calls, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }
}

/// What kubectl takes, as far as the pack uses it.
private enum KubectlCalls {
  static let verbs: Set<String> = [
    "get", "describe", "logs", "delete", "patch", "apply", "create", "label", "annotate", "run",
    "rollout", "taint", "uncordon", "cordon", "drain", "certificate", "exec", "auth", "scale",
    "edit", "set", "api-resources", "version", "cluster-info", "config", "top", "debug", "explain",
    "replace",
  ]
  /// Options that take no value; with those that have theirs in the next word, what is no option
  /// can be told.
  static let valued: Set<String> = [
    "-n", "--namespace", "-l", "--selector", "-o", "--output", "-f", "--filename", "-p", "--patch",
    "--field-selector", "-c", "--container", "-L", "--label-columns", "--image", "--as", "-k",
    "--clusterrole", "--user", "--group", "--serviceaccount", "--tail", "--type", "--raw",
  ]

  /// What is wrong with a call; nil if nothing is.
  static func fault(_ call: [String]) -> String? {
    var words: [String] = []
    var rest = call.dropFirst()
    while let word = rest.popFirst() {
      if word == "--" { break }
      if word.hasPrefix("#") { return "a comment is part of the call" }
      guard word.hasPrefix("-"), word != "-" else {
        words.append(word)
        continue
      }
      if valued.contains(word) {
        guard let value = rest.popFirst(), !value.hasPrefix("--") else {
          return "\(word) lacks its value"
        }
        if word == "-p", value.first != "{", value.first != "[" { return "no patch: \(value)" }
      }
    }
    guard let verb = words.first else { return "no verb" }
    guard verbs.contains(verb) else { return "kubectl has no \(verb)" }
    let names = words.dropFirst()
    if ["delete", "patch", "label", "annotate"].contains(verb), names.count < 2 {
      return "\(verb) without a name"
    }
    return nil
  }
}

@Suite("The commands of fixes in a shell")
struct FixStubTests {
  @Test("run to their end against programs that only note how they were called")
  func run() throws {
    let programs = try StubPrograms()
    defer { try? FileManager.default.removeItem(atPath: programs.folder) }
    for command in Set(FixCommands.all.flatMap(\.commands)).sorted() {
      let (status, errors) = try programs.run(command)
      // A file of a node is not here, and of nothing nothing is found.
      let isReading =
        ["cat ", "ls ", "printf "].contains(where: command.hasPrefix) || command.contains("grep ")
      #expect(status == 0 || isReading, "\(command): \(status) \(errors)")
      #expect(!errors.contains("command not found"), "\(command): \(errors)")
      let calls = programs.takeCalls()
      #expect(!calls.isEmpty || isReading, "nothing was called: \(command)")
      for call in calls where call.first == "kubectl" {
        #expect(KubectlCalls.fault(call) == nil, "\(command): \(call)")
      }
    }
  }
}
