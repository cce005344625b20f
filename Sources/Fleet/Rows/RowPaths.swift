import Basics

/// Paths of a row: the folder that they have in common is written once.
enum RowPaths {
  /// What all begin with, with the slash at its end; empty where there is none.
  static func folder(of paths: [String]) -> String {
    guard let first = paths.first else { return "" }
    var common = Array(first.utf8)
    for path in paths {
      common = Array(zip(common, path.utf8).prefix { $0 == $1 }.map(\.0))
    }
    let end = common.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return String(decoding: common[..<end], as: UTF8.self)
  }

  static func rest(of path: String, in folder: String) -> String {
    String(Substring(path.utf8.dropFirst(folder.utf8.count)))
  }
}

/// Fingerprints of a row: in Base64, which is shorter than hexadecimal digits.
enum RowFingerprint {
  private static let byteCount = 16
  /// What a text begins with that is none of Base64.
  private static let mark = UInt8(ascii: "=")

  static func short(_ fingerprint: String) -> String {
    let digits = fingerprint.utf8.map(hexadecimalValue)
    guard digits.count == 2 * byteCount, digits.allSatisfy({ $0 != nil }),
      !fingerprint.utf8.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) })
    else { return "=" + fingerprint }
    let values = digits.compactMap(\.self)
    let bytes = stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    return String(bytes.withUnsafeBufferPointer(Base64.encode).prefix { $0 != "=" })
  }

  /// Nil where it is none.
  static func full(_ text: String) -> String? {
    if text.utf8.first == mark { return String(Substring(text.utf8.dropFirst())) }
    guard let bytes = Base64.decoded(text), bytes.count == byteCount else {
      return nil
    }
    return hexadecimal(bytes)
  }
}
