import CLibrary

/// The system's words for what just failed.
public func systemError() -> String { String(cString: strerror(errno)) }
