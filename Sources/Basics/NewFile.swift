import CLibrary

/// A file that takes its name when all of it is written, in the place of an older one.
///
/// Where the system and the file system can, it has no name until then, so that nothing is left of
/// it if the process is ended; elsewhere it is a hidden file beside the older one.
public struct NewFile {
  /// Open for writing; `keep` and `discard` close it.
  public let descriptor: Int32
  private let folder: String
  private let name: String
  /// What it is called until it is kept; nil if it has no name.
  private let draft: String?

  /// What became of a file; if it was not kept, `errno` has the reason, and nothing is left of it.
  public enum Outcome {
    case kept
    /// It does not fit: a full disk may only show when a file is closed, or gets its name.
    case lost
    /// It cannot take its name, for another reason.
    case unnamed

    /// What it means that a file is not given its name.
    static func unnamed(for reason: Int32) -> Outcome {
      [ENOSPC, EDQUOT, EIO].contains(reason) ? .lost : .unnamed
    }
  }

  /// - Parameters:
  ///   - mode: Permissions of the file, whatever the process's mask.
  ///   - isHidden: Whether it is a hidden file also where it could be one without a name.
  /// - Returns: nil, with the reason in `errno`, if no file can be made there.
  public init?(_ name: String, in folder: String, mode: mode_t, isHidden: Bool = false) {
    self.folder = folder
    self.name = name
    if !isHidden, let descriptor = Self.openUnnamed(in: folder) {
      self.descriptor = descriptor
      draft = nil
    } else {
      var template = Array(Self.draft(of: name, in: folder, "XXXXXX").utf8CString)
      descriptor = mkstemp(&template)
      guard descriptor >= 0 else { return nil }
      draft = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    }
    fchmod(descriptor, mode)
  }

  /// Closes the file and gives it its name.
  public func keep() -> Outcome {
    guard let draft = draft ?? link() else {
      let reason = errno
      close(descriptor)
      errno = reason
      return .unnamed(for: reason)
    }
    let isClosed = close(descriptor) == 0
    if isClosed, rename(draft, "\(folder)/\(name)") == 0 { return .kept }
    let reason = errno
    unlink(draft)
    errno = reason
    return isClosed ? .unnamed(for: reason) : .lost
  }

  /// Closes the file, of which nothing is left.
  public func discard() {
    close(descriptor)
    if let draft { unlink(draft) }
  }

  /// A name beside the file's own, which may be as long as names can be.
  private static func draft(of name: String, in folder: String, _ ending: String) -> String {
    "\(folder)/.\(String(decoding: name.utf8.prefix(200), as: UTF8.self)).\(ending)"
  }

  // MARK: Files without a name

  /// nil where there are none, or where they could not be given a name later.
  private static func openUnnamed(in folder: String) -> Int32? {
    #if os(Linux)
      let descriptor = open(folder, O_WRONLY | O_CLOEXEC | temporaryFile, 0o600)
      if descriptor >= 0, access(openFile(descriptor), F_OK) == 0 { return descriptor }
      if descriptor >= 0 { close(descriptor) }
    #endif
    return nil
  }

  /// Gives a file without a name one that no other has, since no name can be given that another
  /// file has; nil if that fails.
  private func link() -> String? {
    #if os(Linux)
      for _ in 0..<100 {
        let ending = hexadecimal((0..<4).map { _ in UInt8.random(in: 0...255) })
        let draft = Self.draft(of: name, in: folder, ending)
        let file = Self.openFile(descriptor)
        if linkat(AT_FDCWD, file, AT_FDCWD, draft, AT_SYMLINK_FOLLOW) == 0 { return draft }
        if errno != EEXIST { break }
      }
    #endif
    return nil
  }

  #if os(Linux)
    /// `O_TMPFILE`, which is missing in Swift's module of the C library.
    private static let temporaryFile = 0o20_000_000 | O_DIRECTORY

    private static func openFile(_ descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }
  #endif
}
