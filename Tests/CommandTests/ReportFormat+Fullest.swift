import Reports

extension ReportFormat {
  /// Every format in its profile that shows the most, as `--format` takes it.
  static let fullest = allCases.map { format in
    format.profiles.contains("full") ? format.rawValue + ":full" : format.rawValue
  }
}
