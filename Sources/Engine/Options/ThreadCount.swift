import FoundationEssentials

/// How many threads a run uses.
public enum ThreadCount {
  /// More would cost memory and gain nothing.
  private static let limit = 256

  /// The processors that this process may use.
  public static var available: Int {
    max(1, min(ProcessInfo.processInfo.activeProcessorCount, limit))
  }

  /// Reads the value of `--jobs`.
  public static func parse(_ text: String) throws(OptionError) -> Int {
    guard let count = Int(text), (1...limit).contains(count) else {
      throw OptionError("it must be a number between 1 and \(limit)")
    }
    return count
  }
}
