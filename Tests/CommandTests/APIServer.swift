import Foundation
import Synchronization

/// A small HTTP server on the loopback interface that answers as an API server does.
final class APIServer: Sendable {
  struct Answer: Sendable {
    var status = 200
    var body: [UInt8]
    var headers: [String] = []
    /// Bytes that are announced and never sent.
    var lost = 0
    /// Before the answer.
    var delay: Double = 0

    init(_ text: String) { body = Array(text.utf8) }

    /// A `Status` object.
    static func failure(_ code: Int, _ reason: String, _ message: String) -> Answer {
      var answer = Answer(
        """
        {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
         "message": "\(message)", "reason": "\(reason)", "details": {}, "code": \(code)}
        """)
      answer.status = code
      return answer
    }
  }

  /// Path and query of a request.
  struct Request: Sendable {
    let path: String
    let query: [String: String]
    /// How often the path was asked for before.
    let earlier: Int
  }

  let port: Int
  private let descriptor: Int32
  private let log = Log()

  /// What was asked for.
  private final class Log: Sendable {
    let paths = Mutex<[String]>([])
  }

  /// The paths that were asked for, without their queries.
  var requests: [String] { log.paths.withLock { $0 } }

  init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [log] in
      while true {
        let client = accept(descriptor, nil, nil)
        if client < 0 { return }
        Thread.detachNewThread { Self.serve(client, log, answer) }
      }
    }
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  deinit {
    stop()
    close(descriptor)
  }

  /// One request for each connection.
  private static func serve(_ client: Int32, _ log: Log, _ answer: (Request) -> Answer) {
    defer { close(client) }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !received.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      let count = recv(client, &buffer, buffer.count, 0)
      if count <= 0 { return }
      received += buffer.prefix(count)
    }
    let line = String(decoding: received.prefix { $0 != 0x0D }, as: UTF8.self)
    let words = line.split(separator: " ")
    guard words.count == 3, let url = URLComponents(string: String(words[1])) else { return }
    let earlier = log.paths.withLock { asked in
      let count = asked.count { $0 == url.path }
      asked.append(url.path)
      return count
    }
    let query = Dictionary(
      (url.queryItems ?? []).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
    let answer = answer(Request(path: url.path, query: query, earlier: earlier))
    if answer.delay > 0 { Thread.sleep(forTimeInterval: answer.delay) }
    let head =
      [
        "HTTP/1.1 \(answer.status) X", "Content-Type: application/json", "Connection: close",
        "Content-Length: \(answer.body.count + answer.lost)",
      ] + answer.headers
    let bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + answer.body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }
}
