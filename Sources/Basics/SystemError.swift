#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The system's words for what just failed.
public func systemError() -> String { String(cString: strerror(errno)) }
