/// What the style guide asks of one Swift file, each as a function from the file to its faults.
///
/// A fault is a line and what is wrong there; the caller adds the file's name.
struct Fault: Equatable, CustomStringConvertible {
  var line: Int
  var text: String

  var description: String { "\(line): \(text)" }
}

enum Limit {
  static let functionLines = 70
  /// Of a command.
  static let commandLines = 30
  static let fileLines = 500
  static let columns = 100
}

extension SwiftText {
  var lengthFaults: [Fault] {
    var faults: [Fault] = []
    // The last line break does not begin a line.
    let count = lines.last == "" ? lines.count - 1 : lines.count
    if count > Limit.fileLines {
      faults.append(Fault(line: count, text: "\(count) lines, more than \(Limit.fileLines)"))
    }
    for (index, line) in lines.enumerated() where line.count > Limit.columns {
      let text = "\(line.count) columns, more than \(Limit.columns)"
      faults.append(Fault(line: index + 1, text: text))
    }
    for function in functions where function.length > Limit.functionLines {
      let text = "\(function.name) has \(function.length) lines, more than \(Limit.functionLines)"
      faults.append(Fault(line: function.line, text: text))
    }
    return faults
  }

  /// What of a command belongs into a target below it, or into another room.
  var commandFaults: [Fault] {
    let layout: Set = ["TextWriter", "textWriter", "JSONWriter"]
    let long = functions.filter { $0.length > Limit.commandLines }.map { function in
      Fault(
        line: function.line,
        text: "\(function.name) has \(function.length) lines, more than \(Limit.commandLines)")
    }
    return long
      + words.filter { layout.contains($0.text) }.map { word in
        Fault(line: word.line, text: "a command lays out text: \(word.text)")
      }
  }

  /// Operations that end the program where an error or a problem belongs.
  var trapFaults: [Fault] {
    words.compactMap { word in
      let end = word.bytes.upperBound
      let next = end < code.count ? code[end] : 0
      switch word.text {
      case "try" where next == UInt8(ascii: "!"), "as" where next == UInt8(ascii: "!"):
        return Fault(line: word.line, text: "\(word.text)!")
      case "fatalError":
        return Fault(line: word.line, text: "fatalError; a programmer's error is a precondition")
      default: return nil
      }
    }
  }

  /// Types named after nothing, or after what the glossary calls otherwise.
  var typeNameFaults: [Fault] {
    zip(words, words.dropFirst()).compactMap { keyword, name in
      guard typeKeywords.contains(keyword.text),
        let part = camelCaseParts(of: name.text).first(where: forbiddenNameParts.contains)
      else { return nil }
      return Fault(line: name.line, text: "type \(name.text) is called a \(part)")
    }
  }

  /// Types that the file declares outside of others, with their lines.
  var outerTypes: [(name: String, line: Int)] {
    zip(words, words.dropFirst()).compactMap { keyword, name in
      // What is nested is indented, and `class func` is not a type.
      guard typeKeywords.contains(keyword.text), lines[keyword.line - 1].first != " ",
        name.text.first?.isUppercase == true
      else { return nil }
      return (name.text, name.line)
    }
  }

  /// Identifiers that say in another word what the glossary has a word for.
  var synonymFaults: [Fault] {
    words.compactMap { word in
      glossarySynonyms[word.text].map { meant in
        Fault(line: word.line, text: "\(word.text): the glossary says \(meant)")
      }
    }
  }

  /// Imports of the whole of Foundation, which makes the executable four times as big and its
  /// start three times as long.
  var foundationFaults: [Fault] {
    let whole: Set = ["Foundation", "FoundationNetworking", "FoundationInternationalization"]
    return words.indices.compactMap { index in
      guard words[index].text == "import" else { return nil }
      let line = words[index].line
      let rest = words[(index + 1)...].prefix { $0.line == line }
      guard let name = rest.first(where: { whole.contains($0.text) }) else { return nil }
      return Fault(line: line, text: "import \(name.text); use FoundationEssentials")
    }
  }
}

extension SwiftText {
  /// Imports by which a program could be started: what judges starts none.
  func startFaults(inModule module: String) -> [Fault] {
    guard module != "Collecting", module != "Packaging" else { return [] }
    // The command alone uses what collects, and what fetches and verifies packs; what judges many
    // clusters runs this program only.
    let forbidden: Set =
      switch module {
      case "ImportLint": ["Subprocess"]
      case "Fleet": ["Collecting", "Packaging"]
      default: ["Subprocess", "Collecting", "Packaging"]
      }
    let calls: Set = ["posix_spawn", "posix_spawnp", "fork", "vfork", "execv", "execve", "popen"]
    return words.indices.compactMap { index in
      let word = words[index]
      if calls.contains(word.text) { return Fault(line: word.line, text: "\(word.text)") }
      guard word.text == "import" else { return nil }
      let rest = words[(index + 1)...].prefix { $0.line == word.line }
      guard let name = rest.first(where: { forbidden.contains($0.text) }) else { return nil }
      return Fault(line: word.line, text: "import \(name.text) in \(module)")
    }
  }
}

private let typeKeywords: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]

/// Names that things had, or may be given again, beside the word for them.
private let glossarySynonyms = [
  "ClusterIdentity": "ClusterSummary", "CollectStep": "CollectionStep", "InputProblem": "Problem",
  "JudgingOptions": "Judge.Options",
  "MissingReason": "MissingEvidence", "NetworkOutcome": "NetworkAnswer",
  "PolicySelector": "LabelSelector",
  "ReadingProblem": "Flaw", "ReportPlan": "ReportRequests", "SubjectPlan": "RuleSubjects",
]

private let forbiddenNameParts: Set = [
  "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Context",
  "Violation", "Issue", "Alert", "Exception",
]

/// The words of a name in camel case: `JSONValueReader` has JSON, Value and Reader.
func camelCaseParts(of name: String) -> [String] {
  var parts: [String] = []
  let letters = Array(name)
  for (index, letter) in letters.enumerated() {
    let previous = index > 0 ? letters[index - 1] : nil
    let next = index + 1 < letters.count ? letters[index + 1] : nil
    let begins =
      letter.isUppercase && (previous?.isUppercase != true || next?.isLowercase == true)
    if parts.isEmpty || begins { parts.append("") }
    parts[parts.count - 1].append(letter)
  }
  return parts
}

/// Faults of any text file: unfinished work, and paths of the machine it was written on.
func textFaults(of lines: [Substring]) -> [Fault] {
  // Written in pieces, so that this file does not find itself.
  let notes = ["TO" + "DO", "FIX" + "ME"]
  let machines = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]
  var faults: [Fault] = []
  for (index, line) in lines.enumerated() {
    for note in notes where line.contains(note) {
      faults.append(Fault(line: index + 1, text: "unfinished: \(note)"))
    }
    for path in machines where beginsPath(path, in: line) {
      faults.append(Fault(line: index + 1, text: "a path of one machine: \(path)"))
    }
  }
  return faults
}

/// Whether the path stands in the line and is not the middle of a longer one.
private func beginsPath(_ path: String, in line: Substring) -> Bool {
  line.ranges(of: path).contains { range in
    guard let before = line[..<range.lowerBound].last else { return true }
    return !before.isLetter && !before.isNumber && !"._-/".contains(before)
  }
}
