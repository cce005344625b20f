import Findings
import Rules

extension ToolInfo {
  /// This program, with the data that it carries.
  public static let current = ToolInfo(
    version: "0.1.0", dataDate: BuiltInPack.dataDate, newestRancher: BuiltInPack.newestRancher)

  /// This program, with the data that a run judges by.
  static func current(with set: RuleSet) -> ToolInfo {
    var tool = current
    tool.dataDate = set.dataDate
    tool.newestRancher = set.newestRancher
    return tool
  }
}
