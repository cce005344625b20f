import Basics
import Documents
import Findings
import Rules
import Snapshots

/// Reads importlint.yaml by its declaration.
struct ConfigurationReader {
  private(set) var settings: [Configuration.Setting] = []
  private let problems: ProblemList
  private let checkFormat: (String) throws(OptionError) -> Void
  /// What stands before relative paths: the file's folder.
  private let folder: String

  init(
    _ file: String, _ problems: ProblemList,
    checkFormat: @escaping (String) throws(OptionError) -> Void
  ) {
    self.problems = problems
    self.checkFormat = checkFormat
    let path = InputWalk.cleaned(file)
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    if let file = SettingsFile(file, Self.noun, into: DocumentStore(), problems) { read(file) }
  }

  /// The same of a text that is at hand.
  init(
    _ source: SourceText, _ problems: ProblemList,
    checkFormat: @escaping (String) throws(OptionError) -> Void
  ) {
    self.problems = problems
    self.checkFormat = checkFormat
    folder = ""
    if let file = SettingsFile(source, Self.noun, into: DocumentStore(), problems) { read(file) }
  }

  private static let noun = "configuration"

  private mutating func read(_ file: SettingsFile) {
    guard let fields = FieldReader(file.document, as: ConfigurationDeclarations.file, problems)
    else { return }
    fields.checkSchema(problems)
    // Each section once: reading it says what is wrong with it.
    var sections: [String: FieldReader] = [:]
    for field in ConfigurationDeclarations.file.fields {
      if case .object(let type) = field.type {
        sections[field.name] = fields.object(field.name, as: type)
      }
    }
    for kind in SettingKind.all {
      let section = kind.path.count > 1 ? sections[kind.path[0]] : fields
      if let section, let value = section.value(kind.path[kind.path.count - 1]) {
        add(kind, value, in: section)
      }
    }
  }

  private mutating func add(_ kind: SettingKind, _ value: DocumentValue, in section: FieldReader) {
    let name = kind.path[kind.path.count - 1]
    var values: [String] = []
    var word: String?
    switch kind.form {
    case .flag:
      guard let bool = section.bool(name) else { return }
      word = String(bool)
    case .text, .path:
      guard let text = text(value, name), check(text, of: kind, at: value) else { return }
      if case .path = kind.form { values = [located(text)] } else { values = [text] }
    case .texts, .paths, .formats:
      for element in section.list(name) {
        guard let text = text(element, name), check(text, of: kind, at: element) else { continue }
        switch kind.form {
        case .paths: values.append(located(text))
        case .formats: values.append(locatedFormat(text))
        default: values.append(text)
        }
      }
    }
    settings.append(
      Configuration.Setting(
        kind: kind, values: values, word: word, place: value.place.map { Place($0) }))
  }

  private func text(_ value: DocumentValue, _ name: String) -> String? {
    guard let text = value.string else {
      let isNumber = value.int != nil || value.double != nil
      problems.add(
        "wrong-type",
        isNumber ? "\"\(name)\" must be a text, in quotes" : "\"\(name)\" must be a text",
        at: value.place)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      problems.add("wrong-value", "\"\(name)\" must not be empty", at: value.place)
      return nil
    }
    return text
  }

  /// Whether the option would take the text.
  private func check(_ text: String, of kind: SettingKind, at value: DocumentValue) -> Bool {
    do throws(OptionError) {
      switch kind.option {
      case "--rancher": _ = try RequestedVersions(parsing: text)
      case "--max-age": _ = try Age(parsing: text)
      case "--format": try checkFormat(text)
      case "--include", "--exclude": _ = try OptionText.pattern(text)
      case "--select", "--ignore": _ = try OptionText.words(text)
      default: try checkChoice(text, of: kind)
      }
      return true
    } catch {
      problems.add("wrong-value", "\(kind.key): \(error.description)", at: value.place)
      return false
    }
  }

  private func checkChoice(_ text: String, of kind: SettingKind) throws(OptionError) {
    guard kind.path.count > 1,
      case .object(let type) = ConfigurationDeclarations.file.field(kind.path[0])?.type,
      let known = type.field(kind.path[1])?.values, !known.isEmpty, !known.contains(text)
    else { return }
    throw OptionError(
      "it must be one of \(known.joined(separator: ", ")), not \"\(text)\""
        + didYouMean(text, among: known))
  }

  /// `git+file:///…` says itself where it is.
  private func located(_ path: String) -> String {
    path.hasPrefix("/") || path.contains("://") ? path : folder + path
  }

  /// The file of a format is a path, too.
  private func locatedFormat(_ text: String) -> String {
    guard let equals = text.firstIndex(of: "=") else { return text }
    let file = String(text[text.index(after: equals)...])
    return file == "-" ? text : String(text[...equals]) + located(file)
  }
}
