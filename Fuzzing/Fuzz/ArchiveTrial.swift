import Documents
import Snapshots

/// Reads the bytes as an archive: whatever it holds, its members lie in it.
enum ArchiveTrial {
  static let name = "input"

  static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let folder = TemporaryFolder.shared else {
      return require(false, "no folder to write to")
    }
    folder.write(name, Array(bytes))
    defer { folder.remove(name) }
    let path = "\(folder.path)/\(name)"
    let snapshot = Snapshot.read([path], store: DocumentStore(), reasons: ReasonTable())
    for problem in snapshot.problems {
      require(!problem.message.isEmpty, "a problem says nothing")
    }
    for file in snapshot.files {
      require(file.path.hasPrefix(path), "\(file.path) is not in the input")
      require(!file.path.split(separator: "/").contains(".."), "\(file.path) leads out")
    }
  }

  // MARK: Seeds

  /// A tar of two files and a link, a zip, and what gzip makes of one file.
  static var seeds: [[UInt8]] {
    let tar = tar(
      [
        ("nodes/w1/etc/resolv.conf", Array("nameserver 10.0.0.10\n".utf8)),
        ("n.yaml", Array("kind: Node\n".utf8)),
      ], link: "l", to: "n.yaml")
    let zip =
      padded(Array("PK\u{3}\u{4}\u{14}".utf8) + [UInt8](repeating: 0, count: 13), to: 26)
      + [1, 0, 0, 0] + Array("a".utf8)
    let gzip: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xAB, 2, 0, 0x83, 0x16, 0xDC, 0x8C, 1, 0, 0, 0,
    ]
    return [tar, zip, gzip]
  }

  /// A tar of files, and of a link where one is named.
  static func tar(
    _ files: [(path: String, bytes: [UInt8])], link: String? = nil, to target: String = ""
  ) -> [UInt8] {
    files.flatMap { header($0.path, size: $0.bytes.count) + padded($0.bytes) }
      + (link.map { header($0, size: 0, link: target) } ?? []) + [UInt8](repeating: 0, count: 1024)
  }

  private static func header(_ path: String, size: Int, link: String = "") -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (i, byte) in text.utf8.enumerated() { block[offset + i] = byte }
    }
    put(path, at: 0)
    put("0000644", at: 100)
    put(String(size, radix: 8), at: 124)
    put("        ", at: 148)
    put(link.isEmpty ? "0" : "2", at: 156)
    put(link, at: 157)
    put("ustar\u{0}00", at: 257)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(String(sum, radix: 8) + "\u{0}", at: 148)
    return block
  }

  private static func padded(_ bytes: [UInt8], to size: Int = 512) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (size - bytes.count % size) % size)
  }
}
