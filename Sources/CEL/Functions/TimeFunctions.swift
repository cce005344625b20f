import Basics
import Documents

/// Timestamps and durations.
enum TimeFunctions {
  static let functions: [Function] =
    [
      Function(
        "timestamp",
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
        ]),
      Function(
        "duration",
        [
          .function(.duration, .duration) { _, v in v },
          .function(.int, .duration) { _, v in .duration(nanoseconds: v.asInt) },
          .function(.string, .duration) { e, v in
            e.attempt { () throws(LibraryError) in
              .duration(nanoseconds: try Duration(e.text(v)).nanoseconds)
            }
          },
        ]),
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
    return Function(field.rawValue, overloads)
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
