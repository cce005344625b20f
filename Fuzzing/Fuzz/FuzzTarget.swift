#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable {
  case yaml
  case printed
  case json
  case celParser = "cel-parser"
  case celChecker = "cel-checker"
  case celEvaluator = "cel-evaluator"
  case policies
  case rules
  case snapshot
  case archive
  case layouts

  /// The target that the program's name says.
  static let current = FuzzTarget(named: CommandLine.arguments[0])

  /// The target at the end of `name`: `out/fuzz-yaml` is `yaml`.
  init?(named name: String) {
    let last = name.split(separator: "/").last ?? ""
    let plain = last.hasPrefix("fuzz-") ? String(last.dropFirst(5)) : String(last)
    self.init(rawValue: plain)
  }

  /// Tries one input; what is wrong ends the process.
  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .yaml: DocumentTrial.yaml(bytes)
    case .printed: PrintedTrial.run(bytes)
    case .json: DocumentTrial.json(bytes)
    case .celParser: ExpressionTrial.parser(bytes)
    case .celChecker: ExpressionTrial.checker(bytes)
    case .celEvaluator: ExpressionTrial.evaluator(bytes)
    case .policies: RuleTrial.policies(bytes)
    case .rules: RuleTrial.rule(bytes)
    case .snapshot: SnapshotTrial.run(bytes)
    case .archive: ArchiveTrial.run(bytes)
    case .layouts: LayoutTrial.run(bytes)
    }
  }

  /// Writes inputs to start from, one a file.
  func writeSeeds(into folder: String) -> Bool {
    for (number, seed) in Seeds.texts(of: self).enumerated() {
      guard let file = fopen("\(folder)/seed-\(number)", "w") else { return false }
      defer { fclose(file) }
      guard fwrite(seed, 1, seed.count, file) == seed.count else { return false }
    }
    return true
  }
}

/// Ends the process where what must hold does not; libFuzzer then keeps the input.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard !condition else { return }
  let text = Array("fuzz: \(message())\n".utf8)
  _ = text.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  abort()
}
