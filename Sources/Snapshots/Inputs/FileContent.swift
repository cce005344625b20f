import CLibrary
import Documents

/// The content of a file.
struct FileContent: MemberContent {
  /// The path to open.
  let file: String

  func head(_ count: Int) -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return FileContent.head(ofDescriptor: descriptor, count)
  }

  /// The first bytes of an open file, wherever it is read from next.
  static func head(ofDescriptor descriptor: Int32, _ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(descriptor, &bytes, count, 0)
    return Array(bytes.prefix(max(0, got)))
  }

  func text(path: String, limits: ReadingLimits, jobs: Int) -> Result<SourceText, SourceError> {
    SourceText.read(file: file, path: path, limits: limits, jobs: jobs)
  }

  func eachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(descriptor, &bytes, bytes.count)
      if got <= 0 { break }
      bytes.withUnsafeBytes { body(.init(rebasing: $0[..<got])) }
    }
  }
}

/// The content of the standard input, which can be read once.
struct StandardInput: MemberContent {
  /// What was read of it already.
  var start: [UInt8] = []

  func head(_ count: Int) -> [UInt8] { Array(start.prefix(count)) }

  func text(path: String, limits: ReadingLimits, jobs: Int) -> Result<SourceText, SourceError> {
    SourceText.readStandardInput(after: start, path: path, limits: limits)
  }

  func eachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {}
}
