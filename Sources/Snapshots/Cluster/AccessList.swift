import Documents

/// The output of `kubectl auth can-i --list`: what an identity may do.
enum AccessList {
  /// How the files of `access/` end; before it stands the identity's name.
  static let suffix = ".can-i.txt"

  /// Whether it lists every verb for every resource (`*.*`) and for every URL (`[*]`).
  ///
  /// The columns are the resources, the URLs, the names of resources and the verbs; a row that is
  /// restricted to names does not count.
  static func givesEverything(_ source: SourceText) -> Bool {
    let rows = source.text(in: 0..<source.count).split(separator: "\n")
      .map { $0.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }) }
    return rows.contains(["*.*", "[]", "[]", "[*]"]) && rows.contains(["[*]", "[]", "[*]"])
  }
}
