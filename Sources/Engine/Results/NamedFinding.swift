import Basics
import Documents
import Findings
import Governance
import Rules

/// Finds one finding of a result by its fingerprint.
public enum NamedFinding {
  /// Digits that a beginning of a fingerprint must have.
  private static let leastDigits = 6

  /// Reads a JSON report.
  public static func record(inFile file: String) throws(Obstacle) -> ResultRecord {
    let problems = ProblemList(of: .arguments)
    guard let result = ResultFile(file, into: DocumentStore(), problems) else {
      throw Obstacle(problems: problems.problems)
    }
    return result.record
  }

  /// The finding whose fingerprint, or whose beginning of one, is named.
  public static func finding(
    _ name: String, in record: ResultRecord
  ) throws(OptionError) -> ResultRecord.Entry {
    let isHexadecimal = name.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66)
    }
    guard isHexadecimal, (leastDigits...32).contains(name.utf8.count) else {
      throw OptionError(
        "\"\(name)\" is not a fingerprint: \(leastDigits) to 32 digits of 0-9 and a-f, as a JSON "
          + "report has them")
    }
    let found = record.findings.filter { $0.identity.fingerprint.hasPrefix(name) }
    guard let first = found.first else {
      throw OptionError("the result has no finding with the fingerprint \(name)")
    }
    guard found.count == 1 else {
      throw OptionError("\(found.count) findings have a fingerprint that begins with \(name)")
    }
    return first
  }
}
