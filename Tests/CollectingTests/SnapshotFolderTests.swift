import Basics
import Foundation
import Testing

@testable import Collecting

@Suite("the folder that a snapshot is written into")
struct SnapshotFolderTests {
  /// A folder that is removed when the test is over.
  private final class Scratch {
    let path = NSTemporaryDirectory() + "/importlint-folder-\(UUID().uuidString)"
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func mode(of name: String) -> Int {
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      return attributes?[.posixPermissions] as? Int ?? 0
    }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    var names: [String] {
      (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    }
  }

  private static let manifest = SnapshotManifest(
    time: Timestamp(secondsSince1970: 0).unsafelyUnwrapped, tool: "importlint 0")

  @Test("nobody but its owner may read it")
  func modes() throws {
    let scratch = try Scratch()
    let folder = try SnapshotFolder(scratch.path + "/s", replacesUnfinished: false)
    try folder.write("x", to: "resources/pods.json")
    try folder.write("y", to: "resources/pods.json")
    #expect(scratch.mode(of: "s") == 0o700)
    #expect(scratch.mode(of: "s/resources") == 0o700)
    #expect(scratch.mode(of: "s/resources/pods.json") == 0o600)
    #expect(
      try String(contentsOfFile: scratch.path + "/s/resources/pods.json", encoding: .utf8) == "y")
  }

  @Test("what is there already stays, but for an unfinished snapshot that may be replaced")
  func replacing() throws {
    let scratch = try Scratch()
    _ = try SnapshotFolder(scratch.path, replacesUnfinished: false)
    try scratch.write("mine", to: "notes.txt")
    #expect(throws: SnapshotFolder.Failure.self) {
      try SnapshotFolder(scratch.path, replacesUnfinished: true)
    }
    let folder = SnapshotFolder(unchecked: scratch.path)
    try folder.write(Self.manifest.text, to: SnapshotManifest.fileName)
    try folder.write("{}", to: "resources/pods.json")
    try folder.write("{}", to: "resources/pods.json.part")
    try folder.write("{}", to: "nodes/w1/kubelet-configz.json")
    try folder.write("x", to: "nodes/w1/etc/resolv.conf")
    #expect(throws: SnapshotFolder.Failure.self) {
      try SnapshotFolder(scratch.path, replacesUnfinished: false)
    }
    _ = try SnapshotFolder(scratch.path, replacesUnfinished: true)
    // What others put there is not collect's to take away.
    #expect(
      scratch.names == [
        "nodes", "nodes/w1", "nodes/w1/etc", "nodes/w1/etc/resolv.conf", "notes.txt", "resources",
      ])
    var finished = Self.manifest
    finished.isFinished = true
    try folder.write(finished.text, to: SnapshotManifest.fileName)
    #expect(throws: SnapshotFolder.Failure.self) {
      try SnapshotFolder(scratch.path, replacesUnfinished: true)
    }
  }

  @Test("what was begun and not kept leaves nothing")
  func unfinished() throws {
    let scratch = try Scratch()
    let folder = SnapshotFolder(unchecked: scratch.path)
    let descriptor = try folder.open("a/b")
    #expect(writeAll(Array("x".utf8), to: descriptor))
    close(descriptor)
    #expect(scratch.names == ["a", "a/b.part"])
    folder.discard("a/b")
    #expect(scratch.names == ["a"])
  }

  @Test("names of the cluster become names of files only where they lead nowhere else")
  func fileNames() {
    for name in ["w1", "ip-10-0-0-1.eu-central-1.compute.internal", "a_b", "a:b"] {
      #expect(SnapshotFolder.isFileName(name))
    }
    for name in ["", ".", "..", ".git", "a/b", "a b", "ä", String(repeating: "a", count: 254)] {
      #expect(!SnapshotFolder.isFileName(name))
    }
  }

  @Test("an archive holds the folder, is its owner's, and replaces nothing")
  func archive() throws {
    let scratch = try Scratch()
    let folder = try SnapshotFolder(scratch.path + "/s", replacesUnfinished: false)
    try folder.write("hello", to: "resources/pods.json")
    try folder.write(String(repeating: "x", count: 200_000), to: "nodes/w1/big")
    let path = scratch.path + "/s.tar.gz"
    try SnapshotArchive.pack(folder.path, as: "s", into: path)
    #expect(scratch.mode(of: "s.tar.gz") == 0o600)
    #expect(throws: SnapshotFolder.Failure.self) {
      try SnapshotArchive.pack(folder.path, as: "s", into: path)
    }
    let tar = Process()
    tar.executableURL = URL(filePath: "/bin/tar")
    tar.arguments = ["tzvf", path]
    let pipe = Pipe()
    tar.standardOutput = pipe
    try tar.run()
    let list = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    tar.waitUntilExit()
    let names = list.split(separator: "\n").compactMap { $0.split(separator: " ").last }
    #expect(
      names == [
        "s/", "s/nodes/", "s/nodes/w1/", "s/nodes/w1/big", "s/resources/",
        "s/resources/pods.json",
      ])
    #expect(list.hasPrefix("drwx------") && list.contains("-rw-------"))
    #expect(!scratch.names.contains("s.tar.gz.part"))
  }
}
