import Basics

/// Finds names in what programs are started with: labels and taints that a kubelet gives its node,
/// hosts that a proxy is not asked for, and what other options are set to.
struct ArgumentNames {
  /// Options whose value is labels or taints: `customer=acme,tier=gold:NoSchedule`.
  private static let labelling: Set<String> = [
    "node-label", "node-labels", "node-taint", "node-taints", "register-with-taints", "labels",
  ]
  /// Bytes of one text that are looked at.
  private static let byteLimit = 1 << 20

  static func isLabelling(_ option: String) -> Bool {
    labelling.contains(asciiLowercased(option).split(separator: "+").joined())
  }

  static func isProxy(_ name: String) -> Bool { asciiLowercased(name).hasSuffix("proxy") }

  /// Takes in the arguments in a text, however they are quoted.
  static func collect(in text: String, into anonymizer: inout Anonymizer) {
    var takesLabels = false
    for token in text.utf8.prefix(byteLimit).split(whereSeparator: isApart)
    where token.contains(where: { $0 != UInt8(ascii: ",") }) {
      let token = Substring(token)
      let words = token.drop { $0 == "-" }
      guard let sign = words.firstIndex(of: "=") else {
        if takesLabels { own(labels: words, &anonymizer) }
        takesLabels = words.startIndex > token.startIndex && isLabelling(String(words))
        continue
      }
      let (name, value) = (String(words[..<sign]), words[words.index(after: sign)...])
      let isOption = words.startIndex > token.startIndex
      if isLabelling(name) {
        own(labels: value, &anonymizer)
      } else if takesLabels, !isOption {
        own(labels: words, &anonymizer)
      } else if name.hasSuffix("-arg") {
        collect(in: "--" + value, into: &anonymizer)
      } else if isOption || isProxy(name) {
        own(list: value, &anonymizer)
      }
      takesLabels = false
    }
  }

  /// Blanks, quotes and brackets.
  private static func isApart(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"'`[]{}()\\;".utf8.contains(byte)
  }

  /// `key=value` and taints with their effects, with commas between.
  static func own(labels text: Substring, _ anonymizer: inout Anonymizer) {
    for label in text.split(separator: ",") {
      let parts = label.split(separator: ":", maxSplits: 1)[0].split(separator: "=", maxSplits: 1)
      for part in parts { anonymizer.own(String(part)) }
    }
  }

  private static func own(list: Substring, _ anonymizer: inout Anonymizer) {
    for element in list.split(separator: ",") { anonymizer.own(String(element)) }
  }
}
