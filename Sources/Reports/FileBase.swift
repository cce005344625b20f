import Basics

/// Where the files that places name lie, as the reader of a report has them: below a folder, which
/// mostly is a repository. Nothing here looks at files.
public struct FileBase: Sendable, Hashable {
  /// The real path of the folder that references are relative to; empty for the one that relative
  /// paths count from.
  public var root: String
  /// The real path of the folder that relative paths count from; empty where it is not known.
  public var folder: String
  /// The real paths of files that are reached by links, by the path that places name.
  public var links: [String: String]

  public init(root: String = "", folder: String = "", links: [String: String] = [:]) {
    self.root = root
    self.folder = folder
    self.links = links
  }

  /// What a reader finds a file by.
  enum Reference: Equatable {
    /// Below the root, without `.` and `..`.
    case relative(String)
    /// From the top folder of the machine, likewise.
    case absolute(String)

    var isRelative: Bool {
      switch self {
      case .relative: true
      case .absolute: false
      }
    }

    /// The path, not encoded.
    var path: String {
      switch self {
      case .relative(let path), .absolute(let path): path
      }
    }

    /// A URI reference: relative to the root, or with the scheme `file`.
    var uri: String {
      switch self {
      case .relative(let path): FileBase.encoded(path)
      case .absolute(let path): "file://" + FileBase.encoded(path)
      }
    }
  }

  /// The file of a path; of a member of an archive the outermost archive. Nil if there is none: the
  /// standard input, or a path that leads out of a folder nobody knows.
  func reference(of path: String) -> Reference? {
    let file = FileBase.file(of: path)
    if file == "-" || file.isEmpty { return nil }
    let real = links[file] ?? file
    if real.utf8.first == UInt8(ascii: "/") {
      return FileBase.cleaned(real).map(reference(real:))
    }
    guard !folder.isEmpty else { return FileBase.cleaned(real).map { .relative($0) } }
    return FileBase.cleaned(folder + "/" + real).map(reference(real:))
  }

  private func reference(real path: String) -> Reference {
    let root = root.isEmpty ? folder : root
    guard !root.isEmpty else { return .absolute(path) }
    let prefix = root == "/" ? root : root + "/"
    guard path.utf8.starts(with: prefix.utf8) else { return .absolute(path) }
    return .relative(String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
  }

  /// The path without what leads into an archive.
  package static func file(of path: String) -> String {
    guard let range = path.firstRange(of: "//"), range.lowerBound > path.startIndex else {
      return path
    }
    return String(path[..<range.lowerBound])
  }

  /// Without empty parts, `.` and `..`; nil if it leads above where it begins.
  private static func cleaned(_ path: String) -> String? {
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    var parts: [Substring.UTF8View.SubSequence] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual(".".utf8) { continue }
      guard part.elementsEqual("..".utf8) else {
        parts.append(part)
        continue
      }
      // The top folder is its own parent.
      if parts.popLast() == nil, !isAbsolute { return nil }
    }
    let joined = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    if joined.isEmpty, !isAbsolute { return nil }
    return isAbsolute ? "/" + joined : joined
  }

  /// A path with everything that is not plain in a URI as its bytes in hexadecimal.
  package static func encoded(_ path: String) -> String {
    var encoded = [UInt8]()
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        encoded.append(byte)
      default:
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
