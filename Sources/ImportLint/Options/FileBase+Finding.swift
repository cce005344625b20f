import CLibrary
import Findings
import Reports

// Where the files of a result lie on this machine.

extension FileBase {
  /// - Parameter base: the folder that the user names; nil for the git work tree that holds the
  ///   first input, or the working folder where none does.
  static func find(_ base: String?, of judgement: Judgement) -> FileBase {
    let folder = realPath(".") ?? ""
    var files = FileBase(folder: folder)
    var seen: Set<String> = []
    var first: String?
    for path in paths(of: judgement) where seen.insert(path).inserted {
      guard let real = realPath(path) else { continue }
      first = first ?? real
      files.links[path] = real
    }
    files.root = base.flatMap(realPath) ?? first.flatMap(workTree(holding:)) ?? folder
    return files
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files that places may name, those of the snapshot first.
  private static func paths(of judgement: Judgement) -> [String] {
    let artifacts = judgement.artifacts.filter { $0.archive == nil }
    let named =
      judgement.findings.flatMap(\.places) + judgement.problems.flatMap(\.places)
      + judgement.findings.compactMap { $0.waiver?.place }
    let paths =
      artifacts.filter { $0.role == .snapshot }.map(\.path) + artifacts.map(\.path)
      + named.map(\.path)
    return paths.map(FileBase.file(of:)).filter { $0 != "-" }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The top folder of the git work tree that a real path lies in: the nearest with `.git`, which
  /// is a file in work trees beside the first.
  private static func workTree(holding path: String) -> String? {
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      var status = stat()
      if lstat(folder + "/.git", &status) == 0 { return folder.isEmpty ? "/" : String(folder) }
    }
    return nil
  }
}
