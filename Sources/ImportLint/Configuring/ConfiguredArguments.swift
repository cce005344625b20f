import Engine
import Findings

/// The arguments of a run, with what importlint.yaml adds to them. The command line wins: an option
/// that it gives is not taken from the file.
struct ConfiguredArguments {
  /// As they were given.
  let given: [String]
  /// The command with its subcommand, such as `waivers check`; nil if there is none.
  let command: String?
  /// Nil if there is no file, or it is left out.
  let configuration: Configuration?

  init(_ arguments: [String]) throws(Ending) {
    given = arguments
    var words = arguments.prefix { !$0.hasPrefix("-") }.prefix(2).map { $0 }
    if words.count > 1, !Self.hasSubcommands(words[0]) { words.removeLast() }
    command = words.isEmpty ? nil : words.joined(separator: " ")
    let options = Self.options(in: arguments)
    guard let command, Self.isConfigured(command),
      options.isDisjoint(with: ["--help", "-h", "--no-config", "--version"])
    else {
      configuration = nil
      return
    }
    configuration = try Self.configuration(named: Self.value(of: "--config", in: arguments))
  }

  /// Reads the file that is named, or the nearest.
  static func configuration(named name: String?) throws(Ending) -> Configuration? {
    var file = name
    if file == nil { file = try nearest() }
    guard let file else { return nil }
    do throws(Obstacle) {
      return try Configuration(file: file, isNamed: name != nil) { text throws(OptionError) in
        _ = try ReportRequests.request(text)
      }
    } catch {
      throw Ending(error, doing: action)
    }
  }

  private static func nearest() throws(Ending) -> String? {
    do throws(OptionError) { return try Configuration.nearest() } catch {
      throw .failure(error.description, doing: action)
    }
  }

  static let action = "read the configuration"

  private static func hasSubcommands(_ name: String) -> Bool {
    ["fleet", "waivers", "pack", "help"].contains(name)
  }

  private static func isConfigured(_ command: String) -> Bool {
    SettingKind.commands.contains(command)
  }

  /// The options on the command line, without their values.
  static func options(in arguments: [String]) -> Set<String> {
    Set(
      arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") }.map { argument in
        String(argument.prefix { $0 != "=" })
      })
  }

  private static func value(of option: String, in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { return nil }
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
      if argument == option, index + 1 < arguments.count { return arguments[index + 1] }
    }
    return nil
  }

  /// What the file adds.
  var settings: [Configuration.Setting] {
    guard let command, let configuration else { return [] }
    return configuration.settings(for: command, given: Self.options(in: given))
  }

  /// All arguments, those of the file right behind the command.
  func all() throws(Ending) -> [String] {
    let settings = settings
    guard let command, !settings.isEmpty else { return given }
    do throws(Obstacle) {
      try configuration?.checkTrust(of: settings)
      try Configuration.checkPaths(of: settings)
    } catch {
      throw Ending(error, doing: Self.action)
    }
    let count = command.split(separator: " ").count
    return Array(given.prefix(count)) + settings.flatMap(\.arguments) + given.dropFirst(count)
  }
}
