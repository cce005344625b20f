/// Whether a file that could not be read may have held evidence. Where it may, the run cannot end
/// as ready; where it certainly does not, it is worth a note.
enum EvidenceDoubt {
  /// Extensions of images, logs, tables and prose, in lower case.
  private static let harmless: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "pdf", "log", "csv", "tsv", "xls", "xlsx",
    "md", "html", "htm", "css", "js", "rst", "adoc", "doc", "docx", "odt", "ppt", "pptx",
  ]

  /// Whether a file may hold evidence, by its name.
  static func isPossible(inFileNamed name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return true }
    return !harmless.contains(name[dot...].dropFirst().lowercased())
  }

  /// Whether an entry that is not read, such as a link that leads nowhere, may be an export, by its
  /// path below the input. Copies of nodes are full of links to what was not collected.
  static func isPossible(inSkipped parts: [String], below root: String) -> Bool {
    guard root != "nodes", !parts.dropLast(2).contains("nodes"), let name = parts.last else {
      return false
    }
    return [".yaml", ".yml", ".json"].contains(where: name.lowercased().hasSuffix)
  }
}
