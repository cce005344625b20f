import Engine

/// The rule and subject whose verdict is traced: `loopback-resolver`, `loopback-resolver@node/w1`.
struct TraceRequest {
  /// Names of rules.
  let rules: [String]
  /// Nil for those with the worst verdicts.
  let subject: String?

  /// Reads the value of `--trace`.
  init(parsing text: String) throws(OptionError) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    rules = try OptionText.words(String(parts[0]))
    subject = parts.count > 1 ? try OptionText.name(String(parts[1])) : nil
  }
}
