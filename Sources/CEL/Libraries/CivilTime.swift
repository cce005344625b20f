import Basics

/// What a calendar and a clock show at a timestamp, at some distance from UTC.
struct CivilTime: Hashable, Sendable {
  let date: CivilDate
  /// 0 to 23.
  let hour: Int64
  /// 0 to 59.
  let minute: Int64
  /// 0 to 59.
  let second: Int64
  let nanoseconds: Int64

  /// `offset`: seconds east of UTC.
  init(_ timestamp: Timestamp, offset: Int64) {
    let local = timestamp.seconds + offset
    let days = CivilDate.floorDivide(local, 86_400)
    let clock = local - days * 86_400
    date = CivilDate(daysSinceEpoch: days)
    hour = clock / 3600
    minute = clock / 60 % 60
    second = clock % 60
    nanoseconds = Int64(timestamp.nanoseconds)
  }
}

/// The accessors that CEL has on timestamps, by name.
enum TimestampField: String, CaseIterable, Sendable {
  case fullYear = "getFullYear"
  /// From 0 for January.
  case month = "getMonth"
  /// From 1.
  case date = "getDate"
  /// From 0.
  case dayOfMonth = "getDayOfMonth"
  /// From 0 for Sunday.
  case dayOfWeek = "getDayOfWeek"
  /// From 0.
  case dayOfYear = "getDayOfYear"
  case hours = "getHours"
  case minutes = "getMinutes"
  case seconds = "getSeconds"
  /// Of the current second.
  case milliseconds = "getMilliseconds"

  /// The field's value at `timestamp` in `zone`.
  func value(at timestamp: Timestamp, in zone: TimeZone = .utc) -> Int64 {
    let time = CivilTime(timestamp, offset: zone.offset(at: timestamp.seconds))
    return switch self {
    case .fullYear: time.date.year
    case .month: time.date.month - 1
    case .date: time.date.day
    case .dayOfMonth: time.date.day - 1
    case .dayOfWeek: time.date.dayOfWeek
    case .dayOfYear: time.date.dayOfYear
    case .hours: time.hour
    case .minutes: time.minute
    case .seconds: time.second
    case .milliseconds: time.nanoseconds / 1_000_000
    }
  }
}
