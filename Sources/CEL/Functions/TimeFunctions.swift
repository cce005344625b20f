import Basics
import Documents

/// Timestamps and durations.
enum TimeFunctions {
  static let functions: [Function] =
    [
      Function(
        "timestamp", .kubernetes(1, 23),
        "The time that a text of RFC 3339 or a number of seconds since 1970 is.",
        ("timestamp('2026-01-31T12:00:00Z').getHours()", "12"),
        [
          .function(.timestamp, .timestamp) { _, v in v },
          .function(.int, .timestamp) { e, v in
            e.attempt { () throws(LibraryError) in
              e.value(try Timestamp(seconds: v.asInt))
            }
          },
          .function(.string, .timestamp) { e, v in
            e.attempt { () throws(LibraryError) in e.value(try Timestamp(e.text(v))) }
          },
        ],
        literalFlaw: { _, text in
          (try? Timestamp(text)) == nil
            ? ("this is not a timestamp", "write it as '2006-01-02T15:04:05Z'") : nil
        }),
      Function(
        "duration", .kubernetes(1, 23), "The span of time that a text is: `36h`, `1h30m`, `90s`.",
        ("duration('1h30m').getMinutes()", "90"),
        [
          .function(.duration, .duration) { _, v in v },
          .function(.int, .duration) { _, v in .duration(nanoseconds: v.asInt) },
          .function(.string, .duration) { e, v in
            e.attempt { () throws(LibraryError) in
              .duration(nanoseconds: try Duration(e.text(v)).nanoseconds)
            }
          },
        ],
        literalFlaw: { _, text in
          (try? Duration(text)) == nil
            ? ("this is not a duration", "write it as '36h' or '1h30m'") : nil
        }),
    ] + fields

  /// `getHours()` and the like: of timestamps in UTC or a named zone, of durations as a whole.
  private static let fields: [Function] = TimestampField.allCases.map { field in
    var overloads: [Overload] = [
      .member(.timestamp, .int) { e, v in e.field(field, of: v, in: .utc) },
      .member(.timestamp, .string, .int) { e, v, name in
        e.attempt { () throws(LibraryError) in
          e.field(field, of: v, in: try e.evaluator.timeZones.zone(e.text(name)))
        }
      },
    ]
    if let part = part(of: field) {
      overloads.append(
        .member(.duration, .int) { _, v in
          .int(part(Duration(nanoseconds: v.asInt)))
        })
    }
    return Function(
      field.rawValue, .kubernetes(1, 23), field.summary,
      ("timestamp('2026-01-31T12:34:56.789Z').\(field.rawValue)()", field.example), overloads)
  }

  private static func part(
    of field: TimestampField
  ) -> (@Sendable (Duration) -> Int64)? {
    switch field {
    case .hours: return { $0.hours }
    case .minutes: return { $0.minutes }
    case .seconds: return { $0.seconds }
    case .milliseconds: return { $0.milliseconds }
    default: return nil
    }
  }
}

extension Evaluation {
  func value(_ time: Timestamp) -> Value {
    .timestamp(seconds: time.seconds, nanoseconds: time.nanoseconds)
  }

  fileprivate func field(_ field: TimestampField, of value: Value, in zone: TimeZone) -> Value {
    guard let time = timestamp(value) else { return error("timestamp out of range") }
    return .int(field.value(at: time, in: zone))
  }
}

extension TimestampField {
  fileprivate var summary: String {
    let zone = ", in UTC or the named time zone"
    return switch self {
    case .fullYear: "The year of a time\(zone)."
    case .month: "The month of a time, 0 for January\(zone)."
    case .date: "The day of the month, from 1\(zone)."
    case .dayOfMonth: "The day of the month, from 0\(zone)."
    case .dayOfWeek: "The day of the week, 0 for Sunday\(zone)."
    case .dayOfYear: "The day of the year, from 0\(zone)."
    case .hours: "The hour of a time\(zone); the whole hours of a duration."
    case .minutes: "The minute of a time\(zone); the whole minutes of a duration."
    case .seconds: "The second of a time\(zone); the whole seconds of a duration."
    case .milliseconds:
      "The milliseconds of the second of a time\(zone); those of a duration's last second."
    }
  }

  /// The field of 2026-01-31T12:34:56.789Z.
  fileprivate var example: String {
    switch self {
    case .fullYear: "2026"
    case .month: "0"
    case .date: "31"
    case .dayOfMonth, .dayOfYear: "30"
    case .dayOfWeek: "6"
    case .hours: "12"
    case .minutes: "34"
    case .seconds: "56"
    case .milliseconds: "789"
    }
  }
}
