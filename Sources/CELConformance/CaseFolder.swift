import CLibrary
import Documents

/// Files of cases, in a folder and the folders in it.
enum CaseFolder {
  /// Paths of the JSON files, in order.
  static func files(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var files: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".json") {
        files.append(path)
      } else {
        files += CaseFolder.files(in: path)
      }
    }
    return files.sorted()
  }

  /// The content of a file; nil if it cannot be read or is not JSON.
  static func document(_ path: String, in store: DocumentStore) -> DocumentValue? {
    guard case .success(let source) = SourceText.read(file: path, path: path) else { return nil }
    let reading = store.read(source)
    guard let document = reading.documents.first else { return nil }
    return DocumentValue(document, in: store)
  }
}
