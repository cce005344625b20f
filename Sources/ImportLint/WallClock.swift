import Basics
import CLibrary

/// The time of day. Only the command looks at it: what is judged depends on it nowhere, unless the
/// user asks for that.
enum WallClock {
  static var now: Timestamp {
    // A clock beyond the year 9999 counts as one that stands there.
    let seconds = min(Int64(time(nil)), Timestamp.range.upperBound)
    return Timestamp(secondsSince1970: seconds).unsafelyUnwrapped
  }
}
