import Findings
import Rules

extension ToolInfo {
  /// This program.
  static let current = ToolInfo(version: "0.1.0", dataDate: BuiltInPack.dataDate)

  /// `importlint 0.1.0, data of 2025-06-01`.
  var text: String { "\(name) \(version)" + (dataDate.map { ", data of \($0)" } ?? "") }
}
