import CLibrary
import Documents

@testable import Snapshots

/// A folder of files that lives as long as the test that made it.
final class TemporaryFolder {
  let path: String
  /// Names that no String can hold.
  private var strangeFiles: [[CChar]] = []

  /// Writes `files`: text by path below the folder.
  init(_ files: [String: String] = [:]) {
    var template = Array("/tmp/importlint-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp/importlint-test"
    for (name, text) in files { write(Array(text.utf8), to: name) }
  }

  func write(_ bytes: [UInt8], to name: String) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    guard let stream = fopen("\(path)/\(name)", "w") else { return }
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
  }

  /// An empty file whose name is these bytes.
  func write(bytes name: [UInt8]) {
    let file = (Array("\(path)/".utf8) + name + [0]).map { CChar(bitPattern: $0) }
    let descriptor = open(file, O_CREAT | O_WRONLY, 0o644)
    if descriptor >= 0 { close(descriptor) }
    strangeFiles.append(file)
  }

  func link(_ name: String, to target: String) { symlink(target, "\(path)/\(name)") }

  /// Reads the folder, or inputs below it, as one cluster.
  func read(
    _ inputs: [String] = [""], options: SnapshotOptions = SnapshotOptions()
  ) -> Snapshot {
    Snapshot.read(
      inputs.map { $0.isEmpty ? path : "\(path)/\($0)" }, store: DocumentStore(),
      reasons: ReasonTable(), options: options)
  }

  deinit {
    for file in strangeFiles { unlink(file) }
    TemporaryFolder.remove(path)
  }

  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in InputWalk.names(in: path) ?? [] { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
