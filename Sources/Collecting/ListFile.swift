import CLibrary

/// What a file of kubectl with a List looks like from outside.
struct ListFile {
  /// In bytes.
  let size: Int
  private let head: String
  private let tail: String

  init(_ descriptor: Int32) {
    var status = stat()
    size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    head = ListFile.text(descriptor, at: 0, count: 256)
    tail = ListFile.text(descriptor, at: max(0, size - 512), count: 512)
  }

  private static func text(_ descriptor: Int32, at offset: Int, count: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor, &bytes, count, off_t(offset))
    return String(decoding: bytes.prefix(max(0, read)), as: UTF8.self)
  }

  /// Whether it ends where a List ends: kubectl indents what is inside of it.
  var isClosed: Bool {
    tail.hasSuffix("\n}\n") || tail.hasSuffix("\n}")
  }

  /// Whether there are objects in it. kubectl prints an empty List above most errors.
  var hasItems: Bool { size > 0 && !head.contains("\"items\": []") }

  /// Whether it says that it goes on elsewhere. What follows the items is the List's metadata.
  var isContinued: Bool {
    guard let metadata = tail.ranges(of: "\"metadata\": {").last else { return false }
    let rest = tail[metadata.upperBound...]
    return rest.contains("\"remainingItemCount\": ")
      || rest.contains("\"continue\": \"") && !rest.contains("\"continue\": \"\"")
  }
}
