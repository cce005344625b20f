import Archives
import Checkout
import Foundation
import Testing

/// Packs in folders, archives, OCI layouts and repositories.
@Suite("Where packs lie")
struct PackSourceTests {
  private static let rule = """
    id: unready-node
    title: A node is not ready
    severity: error
    why: What runs on it does not run.
    fix: {text: Look at it.}
    subject: node
    validations:
      - name: ready
        expression: node.object.metadata.name != 'w2'
        message: It is not ready.
    examples:
      - name: it is
        snapshot: {resources: [{apiVersion: v1, kind: Node, metadata: {name: w1}}]}
        expect: {pass: [node/w1]}
      - name: it is not
        snapshot: {resources: [{apiVersion: v1, kind: Node, metadata: {name: w2}}]}
        expect: {fail: [node/w2]}

    """

  private func pack(_ folder: TemporaryFolder, name: String = "acme", more: String = "") throws {
    try folder.write("schema: 1\nname: \(name)\nversion: 1.0.0\n\(more)", to: "\(name)/pack.yaml")
    try folder.write(Self.rule, to: "\(name)/nodes/unready-node.yaml")
    try folder.write("# \(name)\n", to: "\(name)/README.md")
  }

  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun.importlint(arguments, in: folder.path)
  }

  @discardableResult
  private func program(_ name: String, _ arguments: [String], in folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("the same files make the same archive, which is read like the folder")
  func build() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    let first = try run(["pack", "build", "acme"], in: folder)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.lastLine.hasPrefix("acme-1.0.0 is in acme-1.0.0.tar.gz; its digest is "))
    let other = try TemporaryFolder()
    try pack(other)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1), .posixPermissions: 0o600],
      ofItemAtPath: other.path + "/acme/pack.yaml")
    #expect(try run(["pack", "build", "acme", "-o", "a.tgz"], in: other).code == 0)
    let bytes = try Data(contentsOf: URL(filePath: folder.path + "/acme-1.0.0.tar.gz"))
    #expect(try Data(contentsOf: URL(filePath: other.path + "/a.tgz")) == bytes)
    #expect(try run(["test", "a.tgz"], in: other).lastLine == "passed: 2 examples of 1 rule")
    let listed = try run(["rules", "--no-builtin", "--pack", "acme-1.0.0.tar.gz"], in: folder)
    #expect(listed.text.contains("unready-node"), "\(listed.errors)")
  }

  @Test("what is not as it was packed is told, file by file")
  func verify() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    #expect(try run(["pack", "build", "acme"], in: folder).code == 0)
    let whole = try run(["pack", "verify", "acme-1.0.0.tar.gz"], in: folder)
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(whole.lastLine.contains("3 files as they were packed"))
    try program("tar", ["xzf", "acme-1.0.0.tar.gz"], in: folder.path)
    try folder.write("schema: 1\nname: acme\nversion: 1.0.1\n", to: "acme-1.0.0/pack.yaml")
    try folder.write("a: 1\n", to: "acme-1.0.0/more.yaml")
    try FileManager.default.removeItem(atPath: folder.path + "/acme-1.0.0/README.md")
    try program("tar", ["czf", "other.tar.gz", "acme-1.0.0"], in: folder.path)
    let changed = try run(["pack", "verify", "other.tar.gz"], in: folder)
    #expect(changed.code == 1)
    for fault in ["pack.yaml is not what", "README.md is missing", "more.yaml was added"] {
      #expect(changed.errors.contains(fault), "\(changed.errors)")
    }
    #expect(try run(["pack", "verify", "acme"], in: folder).code == 2)
  }

  @Test("a signature of ssh-keygen holds for its key and its bytes alone")
  func signature() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    #expect(try run(["pack", "build", "acme"], in: folder).code == 0)
    for name in ["key", "other"] {
      let made = try program(
        "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", name], in: folder.path)
      guard made == 0 else { return }
    }
    let file = "acme-1.0.0.tar.gz"
    try program(
      "ssh-keygen", ["-Y", "sign", "-n", "importlint-pack", "-f", "key", file], in: folder.path)
    func signers(_ key: String) throws {
      let text = try String(contentsOfFile: folder.path + "/\(key).pub", encoding: .utf8)
      try folder.write("packs@acme.example \(text)", to: "signers")
    }
    let arguments = ["pack", "verify", file, "--allowed-signers", "signers"]
    try signers("key")
    let good = try run(arguments, in: folder)
    #expect(good.code == 0, "\(good.errors)")
    #expect(good.lastLine.hasSuffix("signed by packs@acme.example"))
    try signers("other")
    #expect(try run(arguments, in: folder).code == 1)
    try signers("key")
    try folder.write("\n", to: "acme/nodes/more.json")
    try folder.write("# changed\n", to: "acme/README.md")
    try FileManager.default.removeItem(atPath: folder.path + "/acme/nodes/more.json")
    #expect(try run(["pack", "build", "acme"], in: folder).code == 0)
    #expect(try run(arguments, in: folder).code == 1)
  }

  @Test("a commit of a repository is read without a work tree, links and filters")
  func git() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    // Two slashes part the repository from a folder in it.
    let acme = URL(filePath: folder.path + "/acme").resolvingSymlinksInPath().path
    func git(_ arguments: [String]) throws -> Int32 {
      try program(
        "git",
        ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
          + arguments, in: acme)
    }
    guard try git(["init", "-q"]) == 0 else { return }
    #expect(try git(["config", "filter.run.smudge", "touch ran; cat"]) == 0)
    try folder.write("* filter=run\n", to: "acme/.gitattributes")
    try FileManager.default.createSymbolicLink(
      atPath: acme + "/nodes/out.txt", withDestinationPath: "/etc/hostname")
    try folder.write("", to: "acme/nodes/more.yamll")
    #expect(try git(["add", "-A"]) == 0)
    #expect(try git(["commit", "-qm", "first"]) == 0)
    #expect(try git(["tag", "v1"]) == 0)
    try folder.write("schema: 1\nname: acme\nversion: 2.0.0\n", to: "acme/pack.yaml")
    #expect(try git(["commit", "-qam", "second"]) == 0)
    try folder.write("broken: [\n", to: "acme/pack.yaml")
    let first = try run(["test", "git+file://\(acme)@v1"], in: folder)
    #expect(first.lastLine == "passed: 2 examples of 1 rule", "\(first.errors)")
    #expect(!FileManager.default.fileExists(atPath: acme + "/ran"))
    let rules = try run(
      ["rules", "--no-builtin", "--pack", "git+file://\(acme)"], in: folder)
    #expect(rules.text.contains("unready-node"), "\(rules.errors)")
    // Told in lines of the terminal's width.
    let said = rules.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("//nodes/more.yamll is not read"), "\(rules.errors)")
    for wrong in [
      "git+file://\(acme)@none", "git+file://\(acme)@--help", "git+file://\(folder.path)",
    ] {
      let run = try run(["test", wrong], in: folder)
      #expect(run.code == 2)
      #expect(run.lastLine.contains("cannot be loaded: "), "\(run.lastLine)")
    }
  }

  @Test(
    "a link or submodule of a commit that may hold rules is refused",
    arguments: [("nodes/out.yaml", "is a link"), ("more", "is a submodule")])
  func unreadEntries(path: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    let acme = URL(filePath: folder.path + "/acme").resolvingSymlinksInPath().path
    func git(_ arguments: [String]) throws {
      let identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
      #expect(try program("git", identity + arguments, in: acme) == 0)
    }
    try git(["init", "-q"])
    if reason == "is a link" {
      try FileManager.default.createSymbolicLink(
        atPath: "\(acme)/\(path)", withDestinationPath: "unready-node.yaml")
    }
    try git(["add", "-A"])
    if reason == "is a submodule" {
      let id = String(repeating: "1", count: 40)
      try git(["update-index", "--add", "--cacheinfo", "160000,\(id),\(path)"])
    }
    try git(["commit", "-qm", "first"])
    let run = try run(["rules", "--no-builtin", "--pack", "git+file://\(acme)"], in: folder)
    #expect(run.code == 2)
    #expect(run.lastLine.contains("\(path) \(reason)"), "\(run.lastLine)")
  }

  @Test("an OCI layout is read by its index, and digests that do not fit are refused")
  func oci() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    #expect(try run(["pack", "build", "acme"], in: folder).code == 0)
    let archive = try Data(contentsOf: URL(filePath: folder.path + "/acme-1.0.0.tar.gz"))
    func blob(_ data: Data) throws -> String {
      let file = "\(folder.path)/data"
      try data.write(to: URL(filePath: file))
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/sha256sum")
      process.arguments = [file]
      process.standardOutput = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let digest = String(text.prefix(64))
      try FileManager.default.createDirectory(
        atPath: folder.path + "/oci/blobs/sha256", withIntermediateDirectories: true)
      try data.write(to: URL(filePath: "\(folder.path)/oci/blobs/sha256/\(digest)"))
      return digest
    }
    let layer = try blob(archive)
    let manifest = try blob(
      Data(
        """
        {"schemaVersion": 2, "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
         "digest": "sha256:\(layer)", "size": \(archive.count)}]}
        """.utf8))
    try folder.write("{\"imageLayoutVersion\": \"1.0.0\"}", to: "oci/oci-layout")
    try folder.write(
      """
      {"schemaVersion": 2, "manifests": [{"digest": "sha256:\(manifest)", "size": 1,
       "annotations": {"org.opencontainers.image.ref.name": "v1"}}]}
      """, to: "oci/index.json")
    for name in ["oci", "oci:v1"] {
      let tested = try run(["test", name], in: folder)
      #expect(tested.lastLine == "passed: 2 examples of 1 rule", "\(tested.errors)")
    }
    #expect(try run(["pack", "verify", "oci"], in: folder).code == 0)
    #expect(try run(["test", "oci:v2"], in: folder).code == 2)
    let path = "\(folder.path)/oci/blobs/sha256/\(layer)"
    try (archive + Data([0])).write(to: URL(filePath: path))
    #expect(try run(["test", "oci"], in: folder).code == 2)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.path + "/acme-1.0.0.tar.gz")
    let outside = try run(["test", "oci"], in: folder)
    #expect(outside.lastLine.contains("is not in it"), "\(outside.lastLine)")
  }

  @Test("a pack is extended by its name, wherever it lies")
  func extending() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    #expect(try run(["pack", "build", "acme"], in: folder).code == 0)
    for name in ["shop", "bank"] {
      try folder.write(
        """
        schema: 1
        name: \(name)
        version: 1.0.0
        extends: [{pack: acme, version: ">=1"}]
        overrides: [{rule: acme/unready-node, severity: note}]
        """, to: "\(name)/pack.yaml")
    }
    let both = [
      "rules", "--no-builtin", "--pack", "shop", "--pack", "bank", "--pack", "acme-1.0.0.tar.gz",
    ]
    let listed = try run(both, in: folder)
    #expect(listed.code == 0, "\(listed.errors)")
    let alone = try run(["rules", "--no-builtin", "--pack", "shop"], in: folder)
    #expect(alone.lastLine.contains("extends acme, and no pack of that name was named"))
  }

  @Test("an archive that leads out of itself, or grows without bounds, is no pack")
  func hostile() throws {
    let folder = try TemporaryFolder()
    try pack(folder)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/acme/nodes/out.yaml", withDestinationPath: "/etc/hostname")
    try program("tar", ["czf", "link.tgz", "acme"], in: folder.path)
    try FileManager.default.removeItem(atPath: folder.path + "/acme/nodes/out.yaml")
    try program(
      "tar", ["czPf", "up.tgz", "--transform", "s,acme/nodes,../nodes,", "acme"], in: folder.path)
    try folder.write(String(repeating: "# much\n", count: 10 << 20), to: "acme/nodes/large.yaml")
    try program("tar", ["czf", "large.tgz", "acme"], in: folder.path)
    try folder.write("no archive", to: "none.tgz")
    for name in ["link.tgz", "up.tgz", "large.tgz", "none.tgz"] {
      let tested = try run(["test", name], in: folder)
      #expect(tested.code == 2, "\(name): \(tested.lastLine)")
      #expect(!tested.errors.contains("hostname"))
    }
  }

  @Test("a pack says how new the data must be that its rules judge by")
  func data() throws {
    let folder = try TemporaryFolder()
    try pack(folder, more: "rancherData: {newest: \"99.1\"}\n")
    let refused = try run(["rules", "--pack", "acme"], in: folder)
    #expect(refused.code == 2)
    #expect(
      refused.lastLine.contains(
        "the pack acme needs data that know Rancher 99.1, and those here end with "))
    try pack(folder, more: "rancherData: {newest: \"2.9\", updated: 2024-01-01}\n")
    #expect(try run(["rules", "--pack", "acme"], in: folder).code == 0)
    #expect(try run(["rules", "--no-builtin", "--pack", "acme"], in: folder).code == 2)
  }
}
