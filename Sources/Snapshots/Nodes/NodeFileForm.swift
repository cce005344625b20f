import Documents

/// What a text file of a node must have for its facts to be read from it. The page of a proxy, an
/// answer of the API server or an empty file would else be a file in which nothing is wrong.
enum NodeFileForm {
  case osRelease, unitProperties, unitTable, unitFileTable, parameters, parameter, controlGroups
  case certificate, environment

  /// nil if nothing is known of the file's form.
  init?(path: String) {
    if path == "etc/os-release" || path == "usr/lib/os-release" {
      self = .osRelease
    } else if path.hasPrefix("systemd/"), path.hasSuffix(".show") {
      self = .unitProperties
    } else if path.hasPrefix("commands/systemctl-list-unit-files") {
      self = .unitFileTable
    } else if path.hasPrefix("commands/systemctl-list-units") {
      self = .unitTable
    } else if path == "commands/sysctl.txt" || path == "commands/sysctl-a.txt" {
      self = .parameters
    } else if path.hasPrefix("proc/sys/") {
      self = .parameter
    } else if path == "commands/cgroup.txt" {
      self = .controlGroups
    } else if CertificateFacts.isCertificate(path) {
      self = .certificate
    } else if NodeFiles.isEnvironment(path) {
      self = .environment
    } else {
      return nil
    }
  }

  /// What such a file holds, in words that follow "no".
  var what: String {
    switch self {
    case .osRelease: "line of an os-release file"
    case .unitProperties: "property of a systemd unit"
    case .unitTable, .unitFileTable: "table of systemd units"
    case .parameters: "kernel parameter"
    case .parameter: "value of a kernel parameter"
    case .controlGroups: "type of a file system"
    case .certificate: "certificate"
    case .environment: "setting"
    }
  }

  /// Whether an empty file means that it was not collected.
  var isNeverEmpty: Bool { self != .environment }

  /// Whether a text has the form.
  func isPlausible(_ source: SourceText) -> Bool {
    if self == .certificate {
      return source.firstRange(of: Array("-----BEGIN".utf8), in: 0..<source.count) != nil
        || !CertificateFacts.all(in: source, path: source.path).isEmpty
    }
    let lines = source.lineRanges.lazy.map { trimmed(source.text(in: $0)) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix(";") }
    switch self {
    // Nothing but comments sets nothing.
    case .environment: return lines.isEmpty || lines.contains { isLine($0) }
    // Those of proc are a word or a few numbers in one line. What copies by size finds nothing.
    case .parameter: return lines.count == 1 && lines.allSatisfy { isLine($0) }
    default: return lines.contains { isLine($0) }
    }
  }

  /// The last line, where such a file cannot end with it: the error of a command that broke off.
  /// nil if it can, or the form does not tell.
  ///
  /// - Parameter isError: Whether a line is an error of kubectl.
  func foreignEnd(of source: SourceText, isError: (String) -> Bool) -> Range<Int>? {
    let lines = source.lineRanges.filter { !trimmed(source.text(in: $0)).isEmpty }
    guard let last = lines.last else { return nil }
    let text = trimmed(source.text(in: last))
    switch self {
    case .unitProperties: return isLine(text) ? nil : last
    case .osRelease:
      let isOpen = lines.dropLast().contains { line in
        // A value in quotes may go on in the next line.
        source.buffer[line].count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } % 2 == 1
      }
      return isOpen || text.hasPrefix("#") || text.hasPrefix(";") || isLine(text) ? nil : last
    case .unitTable:
      let hasEnd = lines.dropLast().contains {
        source.text(in: $0).hasPrefix("To show all installed unit files use")
      }
      return hasEnd ? last : nil
    case .unitFileTable:
      let hasEnd = lines.dropLast().contains {
        trimmed(source.text(in: $0)).hasSuffix("unit files listed.")
      }
      return hasEnd ? last : nil
    // What others print beside certificates is of many forms.
    case .certificate: return isError(text) || isEndOfCommand(text) ? last : nil
    case .parameters, .parameter, .controlGroups, .environment: return nil
    }
  }

  /// Whether a line is what is said of a command that was ended.
  private func isEndOfCommand(_ line: String) -> Bool {
    ["Terminated", "Killed", "command terminated with exit code "].contains(where: line.hasPrefix)
  }

  private func isLine(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    switch self {
    case .osRelease, .unitProperties, .environment:
      guard let line = Assignment(line, separators: [UInt8(ascii: "=")]) else { return false }
      return !line.isComment
    case .parameters:
      return Assignment(line, separators: [UInt8(ascii: "=")]) != nil
    case .parameter:
      let first = line.utf8.first
      return first != UInt8(ascii: "<") && first != UInt8(ascii: "{")
    case .unitTable:
      return words.count >= 4 && words.prefix(2).contains { $0.contains(".") }
        || line.contains("loaded units listed")
    case .unitFileTable:
      return words.count >= 2 && words[0].contains(".") || line.contains("unit files listed")
    case .controlGroups: return ["cgroup2fs", "tmpfs"].contains(line)
    case .certificate: return false
    }
  }
}
