import CLibrary

#if canImport(Darwin)
  import MachO
#endif

// What is called otherwise, or done in another way, on the systems that a C library comes with.

/// When the content of a file changed last, since 1970; of a link itself, not of where it leads.
/// nil if there is none.
public func modificationTime(of path: String) -> (seconds: Int, nanoseconds: Int)? {
  var status = stat()
  guard lstat(path, &status) == 0 else { return nil }
  #if canImport(Darwin)
    let time = status.st_mtimespec
  #else
    let time = status.st_mtim
  #endif
  return (time.tv_sec, time.tv_nsec)
}

/// Has large pieces of memory given back as soon as they are freed. Else glibc keeps those of up to
/// 32 MiB once it has seen one of that size, and what was read stays beside what was made of it.
public func giveBackFreedMemory() {
  #if canImport(Glibc)
    let mapThreshold: Int32 = -3  // M_MMAP_THRESHOLD
    _ = setAllocatorOption(mapThreshold, 4 << 20)
    let trimThreshold: Int32 = -1  // M_TRIM_THRESHOLD
    _ = setAllocatorOption(trimThreshold, 8 << 20)
  #endif
}

/// Has the heap of the calling thread grow at once by what a small run takes. glibc grows it page
/// by page otherwise, with a call of the system for each: a thirtieth of the time of such a run.
/// Memory that is not written to is not used.
public func growThreadHeap() {
  #if canImport(Glibc)
    // Larger pieces would be mapped, and what is more than the limit for trimming given back. They
    // are shown to a call that fails, since the compiler leaves out memory that nobody sees.
    let pieces = (0..<2).map { _ in malloc(7 << 19) }
    for piece in pieces where piece != nil { _ = pread(-1, piece, 1, 0) }
    for piece in pieces { free(piece) }
  #endif
}

#if canImport(Glibc)
  /// Not in Swift's module of the C library, which leaves malloc.h out.
  @_silgen_name("mallopt")
  private func setAllocatorOption(_ option: Int32, _ value: Int32) -> Int32
#endif

/// The path of the executable that runs. On Linux it stays the one that runs also where another
/// one takes its place meanwhile.
public func ownExecutable() -> String {
  #if canImport(Darwin)
    var size: UInt32 = 0
    _NSGetExecutablePath(nil, &size)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(size) + 1) { path in
      guard let start = path.baseAddress, _NSGetExecutablePath(start, &size) == 0 else { return "" }
      return String(cString: start)
    }
  #else
    return "/proc/self/exe"
  #endif
}

/// Bytes of memory that this process may address; nil where no limit is set. Safe to call in a
/// signal handler.
public func addressSpaceLimit() -> Int? {
  var limit = rlimit()
  #if canImport(Glibc)
    let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  #else
    let status = getrlimit(RLIMIT_AS, &limit)
  #endif
  return status == 0 && limit.rlim_cur < 1 << 48 ? Int(limit.rlim_cur) : nil
}
