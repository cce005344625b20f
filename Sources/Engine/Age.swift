import Basics
import Findings
import Rules

/// How long ago something was, as a person would say it.
public struct Age: Sendable, Hashable, Comparable {
  public let seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  /// Since a time, until another.
  public init(since start: Timestamp, at end: Timestamp) { seconds = end.seconds - start.seconds }

  /// Reads `30d` or `36h`.
  public init(parsing text: String) throws(OptionError) {
    let number = Int64(text.dropLast()) ?? 0
    guard (1...limit).contains(number), let unit = text.last, unit == "d" || unit == "h",
      text.first?.isNumber == true
    else { throw OptionError("it must be a number of days or hours, such as 30d or 36h") }
    seconds = number * (unit == "d" ? Age.day : 3600)
  }

  static let day: Int64 = 86_400

  /// Whether what it is the age of lies in the future, by more than clocks and time zones differ.
  package var isInFuture: Bool { seconds < -Age.day }

  /// `30 days`, `36 hours`: days from the second on.
  public var text: String {
    seconds >= 2 * Age.day
      ? counted(Int(seconds / Age.day), "day") : counted(Int(max(0, seconds) / 3600), "hour")
  }

  /// As an option says it: `30d`, `36h`.
  var option: String {
    seconds % Age.day == 0 ? "\(seconds / Age.day)d" : "\(seconds / 3600)h"
  }

  public static func < (left: Age, right: Age) -> Bool { left.seconds < right.seconds }
}

/// Days or hours that an age may have: some thousand years, and no overflow.
private let limit: Int64 = 1_000_000

/// What the command says, outside its reports, about the age of what it judged and judged by.
/// Reports do not: the same inputs give the same report at any time.
public enum AgeNotes {
  /// Data that are older are pointed out.
  static let dataLimit = Age(seconds: 90 * Age.day)

  /// A sentence for each thing to say.
  public static func sentences(of judgement: Judgement, at now: Timestamp) -> [String] {
    sentences(snapshot: judgement.cluster.time, dataDate: judgement.tool.dataDate, at: now)
  }

  /// - Parameters:
  ///   - snapshot: when it was taken, RFC 3339.
  ///   - dataDate: the day of the data, `2026-01-31`.
  static func sentences(
    snapshot: String?, dataDate: String?, at now: Timestamp
  ) -> [String] {
    var sentences: [String] = []
    if let snapshot, let taken = Timestamp(rfc3339: snapshot) {
      let age = Age(since: taken, at: now)
      sentences.append(
        age.isInFuture
          ? "the snapshot's time, \(snapshot), is in the future"
          : "the snapshot is \(age.text) old")
    }
    if let dataDate, let day = Timestamp(rfc3339: dataDate + "T00:00:00Z") {
      let age = Age(since: day, at: now)
      if age > dataLimit {
        sentences.append(
          "the data of the rule packs are \(age.text) old, of \(dataDate); newer ones come with a "
            + "newer importlint, or with --data")
      }
    }
    return sentences
  }
}
