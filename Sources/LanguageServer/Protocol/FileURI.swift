import Basics
import Rules

/// URIs of files, and the paths that they mean.
enum FileURI {
  private static let scheme = "file://"
  /// Bytes of a URI.
  private static let limit = 8192

  /// An absolute path without detours; nil if it is no file of this machine.
  static func path(of uri: String) -> String? {
    guard uri.utf8.count <= limit, uri.hasPrefix(scheme) else { return nil }
    let rest = Array(uri.utf8.dropFirst(scheme.utf8.count))
    // Some write `file://localhost/…`.
    let host = rest.prefix { $0 != UInt8(ascii: "/") }
    guard host.isEmpty || host.elementsEqual("localhost".utf8) else { return nil }
    var bytes: [UInt8] = []
    var i = host.count
    while i < rest.count {
      if rest[i] == UInt8(ascii: "?") || rest[i] == UInt8(ascii: "#") { break }
      if rest[i] == UInt8(ascii: "%") {
        guard i + 2 < rest.count, let high = hexadecimalValue(rest[i + 1]),
          let low = hexadecimalValue(rest[i + 2])
        else { return nil }
        bytes.append(high << 4 | low)
        i += 3
      } else {
        bytes.append(rest[i])
        i += 1
      }
    }
    guard !bytes.contains(0), let path = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return Pack.cleaned(path: path)
  }

  static func uri(of path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes = Array(scheme.utf8)
    for byte in path.utf8 {
      let isPlain =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-_.~/".utf8.contains(byte)
      if isPlain {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
