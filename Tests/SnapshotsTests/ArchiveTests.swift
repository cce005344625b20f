import Archives
import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("Archives")
struct ArchiveTests {
  private static let node = """
    apiVersion: v1
    kind: Node
    metadata: {name: n1}
    """

  private static let pods = """
    apiVersion: v1
    items:
    - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}}
    - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: y}}
    kind: List
    metadata: {resourceVersion: ""}
    """

  /// Reads an archive with these entries.
  private func read(
    _ entries: [PackedArchive.Entry], _ form: PackedArchive.Form = .tarGzip,
    limits: ArchiveBudget.Limits = ArchiveBudget.Limits(), name: String? = nil
  ) -> Snapshot {
    read(PackedArchive.bytes(form, entries), name: name ?? "a.\(form.rawValue)", limits: limits)
  }

  private func read(
    _ bytes: [UInt8], name: String, limits: ArchiveBudget.Limits = ArchiveBudget.Limits()
  ) -> Snapshot {
    let folder = TemporaryFolder()
    folder.write(bytes, to: name)
    var options = SnapshotOptions()
    options.archives = limits
    options.hashesFiles = true
    return folder.read([name], options: options)
  }

  private func messages(_ snapshot: Snapshot, _ code: String) -> [String] {
    snapshot.problems.filter { $0.code == code }.map(\.message)
  }

  /// Paths from the archive on.
  private func paths(_ snapshot: Snapshot) -> [String] {
    snapshot.files.map { String($0.path.split(separator: "/", maxSplits: 2).last ?? "") }
  }

  @Test("one compressed file is the member that it holds")
  func oneFile() {
    let snapshot = read([.file("x", Self.pods)], .gzip, name: "pods.yaml.gz")
    #expect(paths(snapshot) == ["pods.yaml.gz", "pods.yaml.gz//pods.yaml"])
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.files.map(\.artifact.archive) == [nil, snapshot.files[0].path])
    let other = read([.file("x", Self.pods)], .xz, name: "pods.yaml.xz")
    #expect(other.count("pods") == 2)
  }

  @Test("archives in a folder and in archives are folders of their names")
  func nested() {
    let n1 = PackedArchive.bytes(
      .tarGzip, [.file("./etc/resolv.conf", "nameserver 10.0.0.1\n")])
    let n2 = PackedArchive.bytes(.zip, [.file("n2/etc/resolv.conf", "nameserver 10.0.0.2\n")])
    let folder = TemporaryFolder(["node.yaml": Self.node])
    folder.write(n1, to: "nodes/n1.tar.gz")
    folder.write(n2, to: "nodes/n2.zip")
    folder.write(
      PackedArchive.bytes(.gzip, [.file("x", "n3\n")]), to: "nodes/n3/etc/hostname.gz")
    let snapshot = folder.read()
    #expect(snapshot.nodes.map(\.name) == ["n1", "n2", "n3"])
    #expect(
      snapshot.node("n2")?["files"]?.entries.map(\.key) == ["/etc/resolv.conf"])
    let outer = read([
      .file("s/node.yaml", Self.node), .file("s/nodes/n1.tar.gz", n1),
      .file("s/nodes/n2.zip", n2),
    ])
    #expect(outer.nodes.map(\.name) == ["n1", "n2"])
    #expect(
      paths(outer) == [
        "a.tar.gz", "a.tar.gz//s/node.yaml", "a.tar.gz//s/nodes/n1.tar.gz",
        "a.tar.gz//s/nodes/n1.tar.gz//etc/resolv.conf", "a.tar.gz//s/nodes/n2.zip",
        "a.tar.gz//s/nodes/n2.zip//n2/etc/resolv.conf",
      ])
    #expect(outer.files.allSatisfy { $0.artifact.sha256?.count == 64 })
    #expect(outer.problems.filter { $0.severity == .error }.isEmpty)
  }

  @Test("archives inside one another are opened to a bounded depth")
  func depth() {
    var bytes = PackedArchive.bytes(.tar, [.file("node.yaml", Self.node)])
    for _ in 0..<5 { bytes = PackedArchive.bytes(.tar, [.file("in.tar", bytes)]) }
    let snapshot = read(bytes, name: "a.tar")
    #expect(
      messages(snapshot, "unreadable-file") == [
        "the file is an archive inside 3 others, and is not read"
      ])
    #expect(snapshot.count("nodes") == 0)
  }

  @Test("links are followed inside the archive only", arguments: [PackedArchive.Form.tar, .zip])
  func links(form: PackedArchive.Form) {
    var entries: [PackedArchive.Entry] = [
      .file("nodes/n1/run/resolv.conf", "nameserver 10.0.0.1\n"),
      .link("nodes/n1/etc/resolv.conf", to: "/run/resolv.conf"),
      .link("nodes/n2", to: "n1"),
      .link("nodes/n3/etc/resolv.conf", to: "../../n2/etc/resolv.conf"),
      .link("nodes/n4/etc/resolv.conf", to: "../../../../../etc/resolv.conf"),
      .link("nodes/n5/etc/resolv.conf", to: "hosts"),
      .link("nodes/n5/etc/hosts", to: "resolv.conf"),
      .link("passwd", to: "/etc/passwd"),
    ]
    if form == .tar {
      entries.append(.hardLink("nodes/n6/etc/resolv.conf", to: "nodes/n1/run/resolv.conf"))
      entries.append(.hardLink("nodes/n7/etc/resolv.conf", to: "../../etc/resolv.conf"))
      entries.append(.pipe("nodes/n1/etc/pipe"))
    }
    let snapshot = read(entries, form)
    let expected = ["n1", "n3"] + (form == .tar ? ["n6"] : [])
    #expect(snapshot.nodes.map(\.name) == expected)
    for name in expected {
      let files = snapshot.node(name)?["files"]?.entries.map(\.key) ?? []
      #expect(files.contains("/etc/resolv.conf"), "\(name)")
    }
    let notes = snapshot.problems.filter { $0.message.hasPrefix("the link leads out") }
    #expect(notes.map(\.count) == [form == .tar ? 5 : 4])
    #expect(notes.first?.places.count == 3)
  }

  @Test("paths are below the archive, whatever they say")
  func paths() {
    let snapshot = read([
      .file("../../node.yaml", Self.node), .file("a/../../b.yaml", Self.node),
      .file("/abs/pods.yaml", Self.pods), .file("./abs//./system:controller:x.yaml", ""),
      .file("abs/._pods.yaml", "\u{0}\u{5}"), .file("__MACOSX/x.yaml", "x"),
      .file("abs/big.log", "x"), .folder("abs/folder"), .file("abs/é.yaml", Self.node),
    ])
    #expect(
      paths(snapshot) == [
        "a.tar.gz", "a.tar.gz//abs/pods.yaml", "a.tar.gz//abs/system:controller:x.yaml",
        "a.tar.gz//abs/é.yaml",
      ])
    let refused = snapshot.problems.filter { $0.code == "skipped-entry" }
    #expect(
      refused.map(\.message) == ["its path leads out of the archive, and it is not read"])
    #expect(refused.first?.count == 2)
    // Both are named as exports: the snapshot is not whole.
    #expect(refused.first?.severity == .error)
    let other = read([.file("node.yaml", Self.node), .file("../image.png", "x")])
    #expect(other.problems.filter { $0.code == "skipped-entry" }.map(\.severity) == [.warning])
  }

  @Test("what follows the end of an archive is read, or said")
  func rest() {
    let node = PackedArchive.bytes(.tar, [.file("node.yaml", Self.node)])
    let pods = PackedArchive.bytes(.tar, [.file("pods.yaml", Self.pods)])
    let both = read(node + pods, name: "a.tar")
    #expect(both.count("nodes") == 1)
    #expect(both.count("pods") == 2)
    #expect(both.problems.filter { $0.severity == .error }.isEmpty)
    let proves = "; what could be read of it is, and what it lacks proves nothing"
    // libarchive gives nothing of an xz with a tail.
    for (form, count, reason) in [
      (PackedArchive.Form.gzip, 2, " is damaged: something else follows its end"),
      (.xz, 0, " is damaged"),
    ] {
      let packed = PackedArchive.bytes(form, [.file("x", Self.pods)])
      let tail = read(packed + Array("and more".utf8), name: "pods.yaml.\(form.rawValue)")
      #expect(tail.count("pods") == count)
      #expect(messages(tail, "broken-archive") == ["the archive\(reason)\(proves)"], "\(form)")
    }
    let packed = PackedArchive.bytes(.gzip, [.file("x", Self.pods)])
    let padded = read(packed + [0, 0, 0, 0], name: "pods.yaml.gz")
    #expect(messages(padded, "broken-archive") == [])
    let twice = read(
      PackedArchive.bytes(.gzip, [.file("x", Self.node + "\n---\n")]) + packed,
      name: "both.yaml.gz")
    #expect(twice.count("nodes") == 1)
    #expect(twice.count("pods") == 2)
  }

  @Test("of entries with one name the last counts")
  func duplicates() {
    let snapshot = read([
      .file("nodes/n1/etc/hostname", "old\n"), .file("nodes/n1/etc/hostname", "new\n"),
    ])
    #expect(snapshot.files.count == 2)
    #expect(snapshot.files.last?.artifact.length == 4)
    #expect(
      messages(snapshot, "skipped-entry") == ["is in the archive more than once; the last counts"])
    #expect(snapshot.problems.filter { $0.code == "contradicting-files" }.isEmpty)
  }

  @Test("what grows without bound is not unpacked")
  func bombs() throws {
    var limits = ArchiveBudget.Limits()
    limits.alwaysAllowedBytes = 1 << 20
    let bomb = Array(repeating: UInt8(ascii: "a"), count: 16 << 20)
    let inner = PackedArchive.bytes(.tarGzip, [.file("a.yaml", bomb)])
    let entries: [[PackedArchive.Entry]] = [
      [.file("node.yaml", Self.node), .file("a.yaml", bomb)],
      [.file("node.yaml", Self.node), .file("a.log", bomb)],
      [.file("node.yaml", Self.node), .file("inner.tgz", inner)],
    ]
    for (i, entries) in entries.enumerated() {
      for form in PackedArchive.Form.ofFolders where form != .tar || i == 2 {
        // What a zip skips is not unpacked.
        if form == .zip, i == 1 { continue }
        let snapshot = read(entries, form, limits: limits)
        let problems = snapshot.problems.filter { $0.code == "too-large-archive" }
        #expect(problems.count == 1, "\(form) \(i)")
        #expect(problems.first?.isFatal ?? false)
        #expect(problems.first?.message.contains("200 times its size") ?? false)
      }
    }
    // As it is, some tens of megabytes are enough to tell.
    limits = ArchiveBudget.Limits()
    let zeros = PackedArchive.bytes(
      .tarGzip, [.file("a.yaml", Array(repeating: 0, count: 48 << 20))])
    #expect(messages(read(zeros, name: "a.tgz"), "too-large-archive").count == 1)
    limits.keptBytes = 1 << 20
    let snapshot = read(entries[0], .tar, limits: limits)
    #expect(messages(snapshot, "too-large-archive").first?.contains("bytes to read") ?? false)
    #expect(snapshot.count("nodes") == 1)
  }

  @Test("more files than may be read are not")
  func manyFiles() {
    let folder = TemporaryFolder()
    let entries = (0..<20).map { PackedArchive.Entry.file("f\($0).yaml", Self.node) }
    folder.write(PackedArchive.bytes(.tarGzip, entries), to: "a.tgz")
    folder.write(
      PackedArchive.bytes(.tarGzip, (0..<100).map { .file("f\($0).log", "") }), to: "b.tgz")
    var options = SnapshotOptions()
    options.fileCount = 10
    let snapshot = folder.read(["a.tgz"], options: options)
    #expect(
      messages(snapshot, "too-many-files") == [
        "there are more than 10 files; the rest is not read"
      ])
    #expect(snapshot.files.count == 11)
    #expect(
      messages(folder.read(["b.tgz"], options: options), "too-many-files") == [
        "there are more than 40 entries in archives; the rest is not read"
      ])
  }

  @Test("what is damaged or encrypted is named, and the rest is read")
  func damaged() throws {
    let entries: [PackedArchive.Entry] = [
      .file("node.yaml", Self.node), .file("pods.yaml", Self.pods),
    ]
    let options = "zip:compression=store"
    var zip = PackedArchive.bytes(.zip, entries, options: options)
    let at = try #require(zip.indices.first { zip[$0...].starts(with: "namespace: x".utf8) })
    zip[at] = UInt8(ascii: "m")
    let snapshot = read(zip, name: "a.zip")
    #expect(
      messages(snapshot, "unreadable-file").first?.contains("is damaged: ZIP bad CRC") ?? false)
    #expect(snapshot.count("nodes") == 1)
    #expect(snapshot.count("pods") == 0)

    let secret = PackedArchive.bytes(
      .zip, entries, options: "zip:encryption=traditional", passphrase: "x")
    let encrypted = "the file is encrypted, and cannot be read"
    #expect(messages(read(secret, name: "a.zip"), "unreadable-file") == [encrypted, encrypted])

    var gzip = PackedArchive.bytes(.tarGzip, entries)
    gzip[gzip.count - 6] ^= 1
    let flipped = read(gzip, name: "a.tar.gz")
    #expect(
      messages(flipped, "broken-archive") == [
        "the archive is damaged: incorrect data check; what could be read of it is, and what it "
          + "lacks proves nothing"
      ])
    #expect(flipped.count("pods") == 2)
  }

  @Test("an archive that is truncated is read as far as it goes, and proves nothing of the rest")
  func truncated() throws {
    let everywhere = ["default", "kube-node-lease", "kube-public", "kube-system"]
    var entries: [PackedArchive.Entry] = [.file("d/nodes.json", #"{"kind":"NodeList","items":[]}"#)]
    for name in everywhere {
      for list in ["daemonsets", "pods", "replication-controllers", "events"] {
        entries.append(.file("d/\(name)/\(list).json", #"{"items":[]}"#))
      }
    }
    for form in [PackedArchive.Form.tar, .zip] {
      let bytes = PackedArchive.bytes(form, entries + [.file("d/z/pods.json", #"{"items":[]}"#)])
      let whole = read(bytes, name: "a.\(form.rawValue)")
      #expect(whole.state("replicationcontrollers") == .partial)
      let less = read(PackedArchive.bytes(form, entries), name: "a.\(form.rawValue)")
      #expect(less.state("pods") == .assumed)
      // Where the last namespace begins.
      let name = Array("d/z/pods.json".utf8)
      let last = try #require(
        bytes.indices.first { bytes[$0...].starts(with: name) })
      let cut = read(Array(bytes[..<(last - (form == .zip ? 30 : 0))]), name: "a.\(form.rawValue)")
      #expect(messages(cut, "broken-archive").count == 1)
      #expect(cut.state("pods") == .partial)
      #expect(cut.state("pods", "default") == .complete)
    }
  }

  @Test("what is not an archive to us is refused by its name")
  func others() {
    let folder = TemporaryFolder()
    folder.write(Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C, 0, 4], to: "a.7z")
    folder.write(Array("Rar!".utf8) + [0x1A, 7, 1, 0], to: "a.rar")
    let snapshot = folder.read()
    #expect(
      messages(snapshot, "unsupported-format") == [
        "is an archive (7z), which is not supported yet",
        "is an archive (rar), which is not supported yet",
      ])
  }

  @Test("an archive without a file is not a snapshot", arguments: PackedArchive.Form.allCases)
  func empty(form: PackedArchive.Form) {
    let snapshot = read(form == .gzip || form == .xz ? [.file("x", "")] : [.folder("x")], form)
    #expect(snapshot.problems.contains { $0.isFatal })
  }
}
