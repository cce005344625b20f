import Basics
import Documents

/// The output of `kubectl auth can-i --list`: what an identity may do.
struct AccessList {
  /// How the files of `access/` end; before it stands the identity's name.
  static let suffix = ".can-i.txt"

  /// Whether it gives every verb for every resource (`*.*`) and for every URL (`[*]`); nil if it
  /// does not, and may have lost a row that would.
  let givesEverything: Bool?
  /// Why it is not known whether it does, in words that follow the file's name.
  let doubt: String?

  private static let header = ["Resources", "Non-Resource", "URLs", "Resource", "Names", "Verbs"]
  private static let everyResource = ["*.*", "[]", "[]", "[*]"]
  private static let everyURL = ["[*]", "[]", "[*]"]

  /// Bytes of the longest list that is read. A row is some hundred, and each of a role's names may
  /// be a row.
  private static let byteLimit = 4 << 20

  /// The columns are the resources, the URLs, the names of resources and the verbs; a row that is
  /// restricted to names does not count.
  init(_ source: SourceText) {
    guard source.count <= AccessList.byteLimit else {
      givesEverything = nil
      doubt = "is larger than 4 MiB, and counts as not collected"
      return
    }
    var hasRows = false
    var givesResources = false
    var givesURLs = false
    var hasHeader = false
    var isIncomplete = source.count > 0 && source.bytes[source.count - 1] != UInt8(ascii: "\n")
    var hasOtherLines = false
    for range in source.lineRanges {
      let line = trimmed(source.text(in: range))
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      if words.isEmpty { continue }
      if words == AccessList.header {
        hasHeader = true
      } else if asciiLowercased(line).hasPrefix("warning:") {
        // `warning: the list may be incomplete: …` of an authorizer that gives no rules.
        isIncomplete = true
      } else if AccessList.isRow(line) {
        hasRows = true
        givesResources = givesResources || words == AccessList.everyResource
        givesURLs = givesURLs || words == AccessList.everyURL
      } else {
        hasOtherLines = true
      }
    }
    if givesResources, givesURLs {
      (givesEverything, doubt) = (true, nil)
    } else if !hasHeader || !hasRows || hasOtherLines {
      givesEverything = nil
      doubt = "holds no whole table of `kubectl auth can-i --list`, and counts as not collected"
    } else if isIncomplete {
      givesEverything = nil
      doubt = "is a list that may be incomplete, and counts as not collected"
    } else {
      (givesEverything, doubt) = (false, nil)
    }
  }

  /// Whether a line ends with three columns in brackets, and has at most one word before them.
  private static func isRow(_ line: String) -> Bool {
    var rest = Substring(line)
    for _ in 0..<3 {
      guard rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") else { return false }
      rest = rest[..<open]
      while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    }
    return !rest.contains(" ") && !rest.contains("\t") && !rest.contains("<")
  }
}
