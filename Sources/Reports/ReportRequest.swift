/// One `--format NAME[:PROFILE][=FILE]`.
public struct ReportRequest: Sendable, Hashable {
  public var format: ReportFormat
  public var profile: String
  /// Where it is written, or nil for standard output.
  public var file: String?

  public init(format: ReportFormat, profile: String? = nil, file: String? = nil) {
    self.format = format
    self.profile = profile ?? format.profiles[0]
    self.file = file
  }

  /// Why an argument is not valid; `description` tells the user.
  public struct ParsingError: Error, CustomStringConvertible {
    public let description: String
  }

  public init(parsing argument: String) throws(ParsingError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let names = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = ReportFormat(rawValue: String(names[0])) else {
      let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ParsingError(
        description: "no report format is named '\(VisibleText.line(names[0]))': use \(known)")
    }
    if names.count > 1, !format.profiles.contains(String(names[1])) {
      throw ParsingError(
        description: "format \(format.rawValue) has no profile '\(VisibleText.line(names[1]))'"
          + ": use \(format.profiles.joined(separator: ", "))")
    }
    if parts.count > 1, parts[1].isEmpty {
      throw ParsingError(
        description: "no file is named after '=' in '\(VisibleText.line(argument))'")
    }
    self.init(
      format: format, profile: names.count > 1 ? String(names[1]) : nil,
      file: parts.count > 1 ? String(parts[1]) : nil)
  }
}
