#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder of this process for what can be read from files only.
struct TemporaryFolder {
  let path: String

  /// Made once; what is in it is written again for each input.
  static let shared = TemporaryFolder()

  private init?() {
    // Memory rather than a disk where there is such a place.
    let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = "\(base)/importlint-fuzz-\(getpid())"
    guard mkdir(path, 0o700) == 0 else { return nil }
    atexit {
      if let folder = TemporaryFolder.shared { folder.removeAll() }
    }
  }

  func write(_ name: String, _ bytes: [UInt8]) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    guard let file = fopen("\(path)/\(name)", "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func remove(_ name: String) {
    unlink("\(path)/\(name)")
    var parts = name.split(separator: "/").dropLast()
    while !parts.isEmpty {
      rmdir("\(path)/\(parts.joined(separator: "/"))")
      parts.removeLast()
    }
  }

  private func removeAll() {
    for name in SnapshotTrial.paths + ["pack.yaml", "a/rule.yaml", ArchiveTrial.name]
      + LayoutTrial.names
    {
      remove(name)
    }
    rmdir(path)
  }
}
