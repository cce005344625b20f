import Engine
import Reports

/// The values of options that count in a run of `check`, and where each comes from.
struct SettingListing {
  /// A value, and where it comes from.
  private struct Row {
    let key: String
    let value: String?
    /// `importlint.yaml:3:9`, `--fail-on` or `default`.
    let origin: String
  }

  private let configuration: Configuration?
  private let rows: [Row]

  /// - Parameter arguments: those of the command line, which win.
  init(_ configuration: Configuration?, arguments: [String]) {
    self.configuration = configuration
    rows = SettingKind.all.map { Self.row($0, configuration, arguments) }
  }

  private static func row(
    _ kind: SettingKind, _ configuration: Configuration?, _ arguments: [String]
  ) -> Row {
    let values = values(of: kind.option, in: arguments)
    if !values.isEmpty {
      var value = values.joined(separator: ", ")
      if case .flag(let isSet) = kind.form { value = String(isSet) }
      return Row(key: kind.key, value: URLText.masked(value), origin: kind.option)
    }
    let given = ConfiguredArguments.options(in: arguments)
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

  func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
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

  var json: [UInt8] {
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
