import Basics

extension RunRecord {
  /// What says the language to a command that has it: ` --lang zh`, or nothing.
  public var languageArgument: String { language.map { " --lang \($0)" } ?? "" }

  /// The arguments of the same run, as words of a shell.
  public func arguments(_ options: JudgementOptions) -> String {
    var words = [argumentsOfNewExport(options)]
    if !options.selected.isEmpty {
      words.append("--select " + QuotedText.shell(options.selected.joined(separator: ",")))
    }
    if let now = options.now { words.append("--now \(now)") }
    return words.joined(separator: " ")
  }

  /// The arguments of a run that judges a later export by all rules, as words of a shell.
  public func argumentsOfNewExport(_ options: JudgementOptions) -> String {
    words(options).map { $0.hasPrefix("--") ? $0 : QuotedText.shell($0) }.joined(separator: " ")
  }

  /// The same, each as it reaches the program: inputs, then options.
  package func words(_ options: JudgementOptions) -> [String] {
    var words = inputs
    func option(_ name: String, _ value: String?) { if let value { words += [name, value] } }
    for pattern in include { option("--include", pattern) }
    for pattern in exclude { option("--exclude", pattern) }
    option("--rancher", target.rancher)
    option("--rancher-url", target.rancherURL)
    option("--target", target.file)
    for folder in packs.folders { option("--pack", folder) }
    for file in waivers { option("--waivers", file) }
    if !packs.includesBuiltIn { words.append("--no-builtin") }
    option("--data", packs.data)
    if packs.allowsDrafts { words.append("--draft") }
    if options.failOn != .error { option("--fail-on", options.failOn.rawValue) }
    if options.unknownPolicy != .inconclusive {
      option("--unknown", options.unknownPolicy.rawValue)
    }
    if assumption != "complete" { option("--assume", assumption) }
    if !options.ignored.isEmpty { option("--ignore", options.ignored.joined(separator: ",")) }
    return words
  }
}
