import Basics

/// Finds names in what programs are started with: labels and taints that a kubelet gives its node,
/// hosts that a proxy is not asked for, and what other options are set to.
struct ArgumentNames {
  /// Options whose value is labels or taints: `customer=acme,tier=gold:NoSchedule`.
  private static let labelling: Set<String> = [
    "node-label", "node-labels", "node-taint", "node-taints", "register-with-taints", "labels",
  ]

  static func isLabelling(_ option: String) -> Bool {
    labelling.contains(asciiLowercased(option).split(separator: "+").joined())
  }

  static func isProxy(_ name: String) -> Bool { asciiLowercased(name).hasSuffix("proxy") }

  /// Takes in the arguments in a text, however they are quoted.
  static func collect(in text: String, into anonymizer: inout Anonymizer) {
    var takesLabels = false
    for token in text.utf8.split(whereSeparator: isApart)
    where token.contains(where: { $0 != UInt8(ascii: ",") }) {
      let words = token.drop { $0 == UInt8(ascii: "-") }
      let isOption = words.startIndex > token.startIndex
      guard let sign = words.firstIndex(of: UInt8(ascii: "=")) else {
        if takesLabels { own(labels: Substring(words), &anonymizer) }
        takesLabels = isOption && isLabelling(String(Substring(words)))
        continue
      }
      if takesLabels, !isOption, !isLabelling(String(Substring(words[..<sign]))) {
        own(labels: Substring(words), &anonymizer)
      } else {
        own(assignment: words, isOption: isOption, &anonymizer)
      }
      takesLabels = false
    }
  }

  /// `node-labels=…`; also where others hand it on: `kubelet-arg=node-labels=…`.
  private static func own(
    assignment: Substring.UTF8View.SubSequence, isOption: Bool, _ anonymizer: inout Anonymizer
  ) {
    var (words, isOption) = (assignment, isOption)
    while let sign = words.firstIndex(of: UInt8(ascii: "=")) {
      let name = String(Substring(words[..<sign]))
      let value = words[words.index(after: sign)...]
      if isLabelling(name) { return own(labels: Substring(value), &anonymizer) }
      guard name.hasSuffix("-arg") else {
        if isOption || isProxy(name) { own(list: Substring(value), &anonymizer) }
        return
      }
      (words, isOption) = (value.drop { $0 == UInt8(ascii: "-") }, true)
    }
  }

  /// Blanks, quotes and brackets.
  private static func isApart(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"'`[]{}()\\;".utf8.contains(byte)
  }

  /// `key=value` and taints with their effects, with commas between.
  static func own(labels text: Substring, _ anonymizer: inout Anonymizer) {
    for label in text.split(separator: ",") {
      let pair = label.split(separator: ":", maxSplits: 1).first ?? ""
      for part in pair.split(separator: "=", maxSplits: 1) { anonymizer.own(String(part)) }
    }
  }

  private static func own(list: Substring, _ anonymizer: inout Anonymizer) {
    for element in list.split(separator: ",") { anonymizer.own(String(element)) }
  }
}
