import Basics
import CLibrary
import Snapshots

/// Rows from any number of files, each once, in whatever order and however often they came.
public struct RowSet: Sendable, Equatable {
  /// A line that is no row, or a file that cannot be read.
  public struct Flaw: Sendable, Hashable {
    public var path: String
    /// From 1; nil for the whole file.
    public var line: Int?
    public var text: String

    public init(path: String, line: Int? = nil, text: String) {
      self.path = path
      self.line = line
      self.text = text
    }

    /// `rows/a.ndjson:3 breaks off, or is no JSON`.
    public var sentence: String { path + (line.map { ":\($0)" } ?? "") + " " + text }
  }

  /// By name; the different ones of a name.
  private(set) var rowsOfNames: [String: Set<FleetRow>] = [:]
  private var flawSet: Set<Flaw> = []
  /// Files that were looked at, so far.
  private var fileCount = 0

  /// Depth of folders.
  private static let depthLimit = 8
  /// Files of rows in folders.
  static let ending = ".ndjson"

  public static func == (left: RowSet, right: RowSet) -> Bool {
    left.rowsOfNames == right.rowsOfNames && left.flawSet == right.flawSet
  }

  public init(_ rows: some Sequence<FleetRow> = []) { for row in rows { insert(row) } }

  public mutating func insert(_ row: FleetRow) { rowsOfNames[row.name, default: []].insert(row) }

  public mutating func formUnion(_ other: RowSet) {
    rowsOfNames.merge(other.rowsOfNames) { $0.union($1) }
    flawSet.formUnion(other.flawSet)
  }

  public var flaws: [Flaw] { Self.sorted(flawSet) }

  /// By file and line.
  static func sorted(_ flaws: Set<Flaw>) -> [Flaw] {
    flaws.sorted { left, right in
      let paths = compareByBytes([left.path, left.text], [right.path, right.text])
      if left.path == right.path, left.line != right.line {
        return left.line ?? 0 < right.line ?? 0
      }
      return paths < 0
    }
  }

  /// All rows as lines, by name and then by their bytes: what other merges can read.
  public var json: [UInt8] {
    var bytes: [UInt8] = []
    for name in rowsOfNames.keys.sortedByBytes() {
      let lines = (rowsOfNames[name] ?? []).map(\.json)
      for line in lines.sorted(by: { $0.lexicographicallyPrecedes($1) }) { bytes += line }
    }
    return bytes
  }

  // MARK: Reading

  /// Reads files of rows, and folders of such files.
  public init(paths: [String]) {
    var reader = FleetRowReader()
    for path in paths {
      let count = fileCount
      read(path, depth: 0, &reader)
      if fileCount == count {
        flawSet.insert(Flaw(path: path, text: "holds no file of rows (*\(Self.ending))"))
      }
    }
  }

  private mutating func read(_ path: String, depth: Int, _ reader: inout FleetRowReader) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      fileCount += 1
      flawSet.insert(Flaw(path: path, text: "cannot be read: \(systemError())"))
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return readFile(path, &reader) }
    guard depth < Self.depthLimit, let names = InputWalk.names(in: path) else {
      flawSet.insert(Flaw(path: path, text: "cannot be read"))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      if name.hasSuffix(Self.ending) || Self.isFolder(file) {
        read(file, depth: depth + 1, &reader)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private mutating func readFile(_ path: String, _ reader: inout FleetRowReader) {
    fileCount += 1
    let isRead = RowLines.read(path) { line, number in
      guard let line else {
        flawSet.insert(Flaw(path: path, line: number, text: "is longer than any row"))
        return
      }
      // Blanks alone: a file of zeros is what some file systems leave of one that was not written.
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
      do throws(FleetRowReader.Flaw) {
        insert(try reader.row(line))
      } catch {
        flawSet.insert(Flaw(path: path, line: number, text: error.text))
      }
    }
    if !isRead { flawSet.insert(Flaw(path: path, text: "cannot be read")) }
  }
}
