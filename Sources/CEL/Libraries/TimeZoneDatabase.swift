import Basics
import CLibrary
import Synchronization

/// The IANA time zones of this machine, read when they are first asked for.
///
/// FoundationEssentials knows UTC only, so the compiled TZif files are read here. Names come from
/// rules and snapshots: they are checked before they become part of a path, and what is opened must
/// be a regular file of modest size.
final class TimeZoneDatabase: Sendable {
  /// Where the files are looked for, in this order.
  let directories: [String]
  private let loaded = Mutex<[String: Result<TimeZone, LibraryError>]>([:])

  /// More zones than the database has; beyond that nothing is remembered.
  private static let cacheLimit = 1024
  private static let fileSizeLimit = 1 << 20

  init(directories: [String]) {
    self.directories = directories
  }

  /// The directory in the environment variable TZDIR, or the system's usual ones.
  convenience init() {
    if let directory = getenv("TZDIR").map({ String(cString: $0) }), !directory.isEmpty {
      self.init(directories: [directory])
    } else {
      self.init(directories: [
        "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo",
      ])
    }
  }

  /// The zone that CEL's timestamp accessors take: an offset such as `+02:00`, `UTC`, or a name
  /// such as `America/New_York`.
  func zone(_ text: UTF8Bytes) throws(LibraryError) -> TimeZone {
    if let fixed = try TimeZone.fixed(parsing: text) { return fixed }
    return try zone(named: String(text))
  }

  func zone(_ text: String) throws(LibraryError) -> TimeZone {
    try withUTF8Bytes(text) { bytes throws(LibraryError) in try zone(bytes) }
  }

  private func zone(named name: String) throws(LibraryError) -> TimeZone {
    if name.isEmpty || name == "UTC" { return .utc }
    guard Self.isSafe(name) else { throw LibraryError("time: invalid location name") }
    if let known = loaded.withLock({ $0[name] }) { return try known.get() }
    let result = load(name)
    loaded.withLock { cache in
      if cache.count < Self.cacheLimit { cache[name] = result }
    }
    return try result.get()
  }

  /// Letters, digits and `_ + -`, in parts between slashes: no dots, so no way out of the
  /// directory.
  private static func isSafe(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return name.utf8.count <= 255
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
              || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
              || byte == UInt8(ascii: "-")
          }
      }
  }

  private func load(_ name: String) -> Result<TimeZone, LibraryError> {
    for directory in directories {
      guard let bytes = Self.contents(of: "\(directory)/\(name)") else { continue }
      guard let rules = ZoneRules(tzif: bytes) else {
        return .failure(LibraryError("malformed time zone information for \(name)"))
      }
      return .success(.rules(rules))
    }
    if directories.contains(where: Self.isDirectory) {
      return .failure(LibraryError("unknown time zone \(name)"))
    }
    let searched = directories.joined(separator: ", ")
    return .failure(
      LibraryError(
        "unknown time zone \(name): this machine has no time zone database "
          + "(looked for it in \(searched); install tzdata or set TZDIR)"))
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// nil if there is no such regular file, it cannot be read, or it is too large.
  private static func contents(of path: String) -> [UInt8]? {
    // Non-blocking, so that a pipe of that name cannot hold the program up.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size > 0, status.st_size <= fileSizeLimit
    else { return nil }
    let size = Int(status.st_size)
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while filled < size {
        let taken = read(descriptor, buffer.baseAddress! + filled, size - filled)
        guard taken > 0 else { break }
        filled += taken
      }
      count = filled
    }
    return filled == size ? bytes : nil
  }
}
