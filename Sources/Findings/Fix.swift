/// What to do about a finding.
public struct Fix: Sendable, Hashable {
  public var text: String
  /// Shell commands, one a string; names from the snapshot are quoted in them already.
  public var commands: [String]

  public init(text: String, commands: [String] = []) {
    self.text = text
    self.commands = commands
  }
}
