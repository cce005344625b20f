import Foundation

/// A page of the documentation whose steps can be run.
///
/// Two kinds of blocks count. What a block of `yaml` holds is written to the file that its first
/// line names (`# acme/pack.yaml`, or `… (appended)`). Of a block of `console` the lines with `$ `
/// are run, and what follows each of them is what it must print, on both streams; a line `…` there
/// stands for any number of lines.
struct Guide {
  /// The page's lines: prose, and what is to be done.
  private(set) var parts: [Part] = []

  enum Part {
    case line(String)
    case file(path: String, text: String, isAppended: Bool)
    case command(String, output: [String])
  }

  init(_ text: String) {
    var kind = ""
    var file: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if kind == "yaml" { add(file) }
        kind = kind.isEmpty ? String(line.dropFirst(3)) : ""
        file = []
        parts.append(.line(line))
      } else if kind == "console" {
        addConsole(line)
      } else {
        if kind == "yaml" { file.append(line) }
        parts.append(.line(line))
      }
    }
  }

  private mutating func addConsole(_ line: String) {
    if line.hasPrefix("$ ") {
      parts.append(.command(String(line.dropFirst(2)), output: []))
    } else if case .command(let command, let output)? = parts.last {
      parts[parts.count - 1] = .command(command, output: output + [line])
    }
  }

  private mutating func add(_ lines: [String]) {
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0] == "#", words[1].contains("/") else { return }
    let isAppended = words.last == "(appended)"
    parts.append(
      .file(
        path: String(words[1]), text: lines.dropFirst().map { $0 + "\n" }.joined(),
        isAppended: isAppended))
  }

  /// Whether an output is what the page shows.
  static func matches(_ output: ArraySlice<String>, _ shown: ArraySlice<String>) -> Bool {
    guard let first = shown.first else { return output.isEmpty }
    if first == "…" {
      return (output.startIndex...output.endIndex).contains {
        matches(output[$0...], shown.dropFirst())
      }
    }
    guard let line = output.first else { return false }
    // A line may end in what differs from version to version.
    let isShown = line == first || first.last == "…" && line.hasPrefix(first.dropLast())
    return isShown && matches(output.dropFirst(), shown.dropFirst())
  }
}
