import CLibrary

/// The lines of a file, of which one and a piece of the file are in memory at a time.
enum RowLines {
  /// Bytes that are read at a time, of the longest line that may be a row, and of a file.
  private static let pieceLength = 1 << 20
  private static let lineLimit = 16 << 20
  private static let fileLimit = 4 << 30

  /// Calls for each line without its end, and with its number, from 1; nil stands for a line that
  /// is longer than any row.
  ///
  /// - Returns: whether the file could be read to its end.
  static func read(_ file: String, _ body: (_ line: [UInt8]?, _ number: Int) -> Void) -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= fileLimit
    else { return false }
    var piece = [UInt8](repeating: 0, count: pieceLength)
    var line: [UInt8] = []
    var isTooLong = false
    var number = 0
    func end() {
      number += 1
      body(isTooLong ? nil : line, number)
      line.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    while let count = readPiece(descriptor, into: &piece) {
      if count == 0 {
        if !line.isEmpty || isTooLong { end() }
        return true
      }
      var start = 0
      while start < count {
        let stop = piece[start..<count].firstIndex(of: UInt8(ascii: "\n"))
        if !isTooLong { line += piece[start..<(stop ?? count)] }
        if line.count > lineLimit {
          isTooLong = true
          line.removeAll()
        }
        if stop != nil { end() }
        start = (stop ?? count) + 1
      }
    }
    return false
  }

  /// Nil where the file cannot be read, 0 at its end.
  private static func readPiece(_ descriptor: Int32, into piece: inout [UInt8]) -> Int? {
    while true {
      let count = piece.withUnsafeMutableBytes { buffer in
        CLibrary.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { return nil }
    }
  }
}
