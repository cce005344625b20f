import Basics
import CLibrary
import LanguageServer

/// A language server between standard input and standard output.
struct StandardInputServer {
  private let server: LanguageServer

  init(_ server: LanguageServer) { self.server = server }

  /// Serves until the client says exit, or has gone; gives the exit code.
  func run() -> Int32 {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let code = server.exitCode { return code }
      // What nobody waits for is done when nobody says anything.
      if server.hasWork, !isReadable(STDIN_FILENO) {
        guard OutputStream.output.write(bytes: server.work()) == .written else { return 1 }
        continue
      }
      let count = piece.withUnsafeMutableBytes { readSome(from: STDIN_FILENO, into: $0) }
      guard count > 0 else { return 1 }
      let answer = server.receive(piece[..<count])
      guard OutputStream.output.write(bytes: answer) == .written else { return 1 }
    }
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    return poll(&descriptors, 1, 0) > 0
  }
}
