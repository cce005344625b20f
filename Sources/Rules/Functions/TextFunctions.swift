import Basics
import CEL
import Documents
import Snapshots

/// Functions that rules have besides those of Kubernetes: versions, selectors, texts.
enum TextFunctions {
  static let all: [Function] = [
    inRange, shellQuote, glob, matchesSelector, json, yaml, sha256,
  ]

  /// `inRange(version, range)`: major, minor and patch count, suffixes do not. A version of which
  /// only a few candidates are known decides if all of them agree.
  private static let inRange = Function(
    "inRange", .importLint,
    "Whether a version lies in a range; major, minor and patch count, suffixes do not.",
    ("inRange('v1.33.1+rke2r1', '>=1.32 <1.34')", "true"), of: ["version", "range"],
    [
      Overload(
        [.string, .string], .bool, demand: .anything, cost: .product, isPure: false,
        body: .binary { e, version, range in
          if let problem = problem(e, version, range) { return problem }
          let versionText = text(e, version)
          let rangeText = text(e, range)
          guard let number = VersionNumber(versionText) else {
            return e.error("'\(versionText)' is not a version")
          }
          guard let range = VersionRange(rangeText) else {
            return e.error("'\(rangeText)' is not a version range")
          }
          return .bool(range.contains(number))
        })
    ],
    literalFlaw: { position, text in
      position == 1 && VersionRange(text) == nil
        ? ("'\(text)' is not a version range", "write it as '>=1.32 <1.35'") : nil
    })

  /// What `inRange` gives where it cannot compare: an error, an unknown, or what all versions agree
  /// about that an unknown may stand for; nil if it can.
  private static func problem(_ e: Evaluation, _ version: Value, _ range: Value) -> Value? {
    for value in [version, range] where value.tag == .error { return value }
    if version.tag == .unknown, range.tag == .string,
      let range = VersionRange(text(e, range)), let library = e.evaluator.host as? ResourceLibrary
    {
      let possible = e.evaluator.reasons(of: version).map { library.possibleTexts($0) }
      if possible.count == 1, let texts = possible[0], let holds = range.containsAll(texts) {
        return .bool(holds)
      }
    }
    for value in [version, range] where value.tag == .unknown { return value }
    for value in [version, range] where value.tag == .hidden {
      return Value(.unknown, payload: value.payload)
    }
    if version.tag == .string, range.tag == .string { return nil }
    return e.error("inRange takes a version and a range, both text")
  }

  private static let shellQuote = Function(
    "shellQuote", .importLint,
    "A text as one word of a shell's command line, quoted where it must be.",
    (#"shellQuote("it's")"#, #""'it'\\''s'""#), of: ["text"],
    [
      Overload(
        [.string], .string, cost: .traversal,
        body: .unary { e, argument in e.string(QuotedText.shell(text(e, argument))) })
    ])

  /// `glob(pattern, text)`: `*` stands for any number of characters.
  private static let glob = Function(
    "glob", .importLint,
    "Whether a text matches a pattern in which `*` stands for any number of characters.",
    ("glob('kube-*', 'kube-system')", "true"), of: ["pattern", "text"],
    [
      Overload(
        [.string, .string], .bool, cost: .product,
        body: .binary { e, pattern, text in
          .bool(
            Wildcard.matches(
              e.memory.bytes(of: pattern), e.memory.bytes(of: text), questionMark: false))
        })
    ])

  /// `matchesSelector(selector, labels)`: a LabelSelector; null matches nothing, `{}` everything.
  private static let matchesSelector = Function(
    "matchesSelector", .importLint,
    "Whether labels match a LabelSelector; null matches nothing, `{}` everything.",
    ("matchesSelector({'matchLabels': {'app': 'web'}}, {'app': 'web', 'tier': 'front'})", "true"),
    of: ["selector", "labels"],
    [
      Overload(
        [.dyn, .dyn], .bool,
        body: .binary { e, selector, labels in
          let store = e.evaluator.store
          if selector.tag == .null { return .bool(false) }
          guard let parsed = LabelSelector(DocumentValue(selector, in: store)) else {
            return e.error("is not a label selector")
          }
          e.charge(parsed.size)
          switch parsed.matches(KnownLabels(DocumentValue(labels, in: store))) {
          case .yes: return .bool(true)
          case .no: return .bool(false)
          case .unknown(let reason): return e.unknown(reason)
          }
        })
    ])

  /// `json.Unmarshal(text)`, as Kyverno spells it.
  private static let json = parser(
    "json.Unmarshal", .importLint,
    "The value that a text of JSON stands for; findings point into the text.",
    (#"json.Unmarshal('{"a": [1, 2]}').a[1]"#, "2"), of: ["text"])
  private static let yaml = parser(
    "yaml.Unmarshal", .importLint,
    "The value that a text of YAML stands for; findings point into the text.",
    ("yaml.Unmarshal('a: [1, 2]').a[1]", "2"), of: ["text"])

  private static func parser(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    of parameters: [String]
  ) -> Function {
    Function(
      name, origin, summary, example, of: parameters,
      [
        Overload(
          [.string], .dyn, cost: .rewriting,
          body: .unary { e, argument in
            var options = ReadingOptions()
            options.limits.documents = 1
            let store = e.evaluator.store
            let source = SourceText(path: "", text: text(e, argument))
            let reading = store.read(source, options: options)
            if let flaw = reading.flaws.first(where: \.losesContent) {
              return e.error("the text \(flaw.message)")
            }
            guard let document = reading.documents.first else { return .null }
            // The text has no file of its own: the annotation or key that holds it has.
            (e.evaluator.host as? ResourceLibrary)?.note(source, from: argument)
            return document
          })
      ])
  }

  private static let sha256 = Function(
    "sha256", .importLint, "The SHA-256 of a text, as hexadecimal digits.",
    ("sha256('')", #""e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#),
    of: ["text"],
    [
      Overload(
        [.string], .string, cost: .traversal,
        body: .unary { e, argument in
          let bytes = UnsafeRawBufferPointer(e.memory.bytes(of: argument))
          return e.string(SHA256.hexadecimalDigest(of: bytes))
        })
    ])

  private static func text(_ e: Evaluation, _ value: Value) -> String {
    String(decoding: e.memory.bytes(of: value), as: UTF8.self)
  }
}
