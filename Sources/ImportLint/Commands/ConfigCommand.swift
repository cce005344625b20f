import ArgumentParser
import Basics
import Engine
import Reports

/// Prints the values that count, and where each comes from.
struct ConfigCommand: Subcommand {
  static let action = "read the configuration"
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the values that count, and where each comes from.",
    discussion: """
      The nearest importlint.yaml of this folder or one above gives values to options; what the \
      command line says wins. Further arguments are options of check, as if it were run with them.

        importlint config
        importlint config --rancher 2.13.1 --fail-on warning
        importlint config --json

      See docs/configuration.md.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "Print JSON.") var json = false

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Options of check.", valueName: "options"))
  var others: [String] = []

  /// A value, and where it comes from.
  private struct Row {
    let key: String
    let value: String?
    /// `importlint.yaml:3:9`, `--fail-on` or `default`.
    let origin: String
  }

  func end() throws(Ending) -> Ending {
    // The parser says what is wrong with them; the input stands for any.
    do { _ = try CheckCommand.parse(["-"] + others) } catch {
      throw .failure(CheckCommand.message(for: error), doing: "read the arguments")
    }
    let configuration =
      options.noConfig ? nil : try ConfiguredArguments.configuration(named: options.config)
    let rows = SettingKind.all.map { row($0, configuration) }
    let bytes = json ? self.json(rows, configuration) : text(rows, configuration)
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  private func row(_ kind: SettingKind, _ configuration: Configuration?) -> Row {
    let values = Self.values(of: kind.option, in: others)
    if !values.isEmpty {
      var value = values.joined(separator: ", ")
      if case .flag(let isSet) = kind.form { value = String(isSet) }
      return Row(key: kind.key, value: URLText.masked(value), origin: kind.option)
    }
    let given = ConfiguredArguments.options(in: others)
    if let setting = configuration?.settings.first(where: { $0.kind.key == kind.key }),
      kind.counts(beside: given)
    {
      return Row(
        key: kind.key, value: setting.shown, origin: setting.place?.text ?? Configuration.fileName)
    }
    return Row(key: kind.key, value: kind.standard, origin: "default")
  }

  private static func values(of option: String, in arguments: [String]) -> [String] {
    var values: [String] = []
    for (index, argument) in arguments.enumerated() {
      if argument.hasPrefix(option + "=") {
        values.append(String(argument.dropFirst(option.count + 1)))
      } else if argument == option {
        values.append(index + 1 < arguments.count ? arguments[index + 1] : "")
      }
    }
    return values
  }

  private func text(_ rows: [Row], _ configuration: Configuration?) -> [UInt8] {
    var out = OutputStream.output.textWriter
    out.line(.init(configuration.map(\.path) ?? "no configuration", .bold))
    let keyWidth = rows.map(\.key.count).max() ?? 0
    let valueWidth = min(40, rows.map { ($0.value ?? "-").count }.max() ?? 0)
    for row in rows {
      let value = row.value ?? "-"
      let keyGap = String(repeating: " ", count: keyWidth - row.key.count + 2)
      let valueGap = String(repeating: " ", count: max(2, valueWidth - value.count + 2))
      out.line(.init(row.key + keyGap), .init(value + valueGap), .init(row.origin, .dim), indent: 2)
    }
    return out.bytes
  }

  private func json(_ rows: [Row], _ configuration: Configuration?) -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.member("configuration", configuration?.path)
      json.objects("settings", rows) {
        $0.member("name", $1.key)
        $0.member("value", $1.value)
        $0.member("origin", $1.origin)
      }
    }
    return writer.bytes
  }
}
