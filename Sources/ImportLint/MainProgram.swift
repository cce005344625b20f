import ArgumentParser
import Basics
import CLibrary
import Engine
import Findings
import Reports
import Rules

/// A subcommand: it writes its output and says how it ended.
protocol Subcommand: ParsableCommand {
  /// What it does, for "could not …".
  static var action: String { get }
  func end() throws(Ending) -> Ending
}

/// The way from arguments to an exit code.
enum MainProgram {
  /// Runs the program with its arguments, without its own name.
  static func run(_ arguments: [String]) -> Int32 {
    // A reader that closes the pipe (`| head`) must not end this program.
    signal(SIGPIPE, SIG_IGN)
    MemoryGuard.install()
    giveBackFreedMemory()
    // Large files are mapped: where one is cut short meanwhile, its end is gone.
    signal(SIGBUS) { _ in
      let reason: StaticString =
        "could not judge: an input file became shorter while it was being read\n"
      write(2, reason.utf8Start, reason.utf8CodeUnitCount)
      _exit(2)
    }
    let ending = arguments == ["--version"] ? version() : end(arguments)
    if !ending.sentence.isEmpty {
      OutputStream.error.write(text: URLText.masked(VisibleText.line(ending.sentence)) + "\n")
    }
    return ending.code
  }

  /// What the parser would print, before it gets to know all commands and options.
  private static func version() -> Ending {
    OutputStream.output.write(text: ToolInfo.current.text + "\n").ending ?? .done
  }

  private static func end(_ arguments: [String]) -> Ending {
    if let ending = unknownCommand(arguments.first) ?? repeatedOption(arguments) { return ending }
    do {
      let configured = try ConfiguredArguments(arguments)
      let arguments = try configured.all()
      if !configured.settings.isEmpty, let path = configured.configuration?.path {
        // Where files lie on this machine is nobody's business.
        let shown = arguments.contains("--anonymize") ? "importlint.yaml" : path
        OutputStream.error.write(text: VisibleText.line("configured by \(shown)") + "\n")
      }
      var command = try ImportLintCommand.parseAsRoot(arguments)
      if let subcommand = command as? any Subcommand { return try subcommand.end() }
      guard command is ImportLintCommand else {
        // The parser's own command, for `--help` and `help`: it ends by throwing its text.
        try command.run()
        return .done
      }
      OutputStream.error.write(text: ImportLintCommand.helpMessage() + "\n")
      return .failure("no command is given", doing: "start")
    } catch let ending as Ending {
      return ending
    } catch {
      return parsed(error)
    }
  }

  /// The parser takes a misspelt command for an unexpected argument.
  private static func unknownCommand(_ word: String?) -> Ending? {
    guard let word, !word.hasPrefix("-") else { return nil }
    let names = ImportLintCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    guard word != "help", !names.contains(word) else { return nil }
    return .failure(
      "there is no command \"\(word)\"\(didYouMean(word, among: names + ["help"])) "
        + "(`importlint --help` lists them)", doing: action)
  }

  /// Of several values the parser takes the last and silently drops the others.
  private static func repeatedOption(_ arguments: [String]) -> Ending? {
    var lists: Set<Substring> = [
      "--pack", "--old-pack", "--new-pack", "--select", "--ignore", "--waivers",
      "--include", "--exclude", "--toleration", "--from-rancher",
    ]
    // These write several reports; of other commands it is the form of the one that they print.
    let isFleetMerge = arguments.starts(with: ["fleet", "merge"])
    if ["check", "report"].contains(arguments.first) || isFleetMerge { lists.insert("--format") }
    if isFleetMerge { lists.insert("--baseline") }
    var seen: Set<Substring> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let name = argument.prefix { $0 != "=" }
      guard lists.contains(name) || seen.insert(name).inserted else {
        return .failure("\(name) is given twice", doing: action)
      }
    }
    return nil
  }

  private static let action = "read the arguments"

  /// Help and version are what was asked for; everything else is a mistake in the arguments.
  ///
  /// The parser's own exit code for those is 64, and its message comes before the usage: here the
  /// code is 2, and the reason is the last line.
  private static func parsed(_ error: any Error) -> Ending {
    if ImportLintCommand.exitCode(for: error) == .success {
      let text = ImportLintCommand.fullMessage(for: error)
      return OutputStream.output.write(text: text + "\n").ending ?? .done
    }
    let message = ImportLintCommand.message(for: error)
    let usage = ImportLintCommand.fullMessage(for: error)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("Usage:") }
    if !usage.isEmpty {
      OutputStream.error.write(text: usage.joined(separator: "\n") + "\n")
    }
    let lines = message.split(separator: "\n")
    return .failure(lines.joined(separator: " "), doing: action)
  }
}
