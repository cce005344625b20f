import Glibc

/// What one run of a command took, seen from outside.
struct Measurement {
  var wallSeconds: Double
  /// User and system time of all threads.
  var cpuSeconds: Double
  /// The largest resident size, in bytes. Pages of mapped files count.
  var peakBytes: Int
}

enum RunError: Error, CustomStringConvertible {
  case cannotStart(String, code: Int32)
  case exit(String, status: Int32)

  var description: String {
    switch self {
    case .cannotStart(let path, let code):
      "\(path) cannot be started: \(String(cString: strerror(code)))"
    case .exit(let command, let status):
      status & 0x7F == 0
        ? "\(command) ended with exit code \(status >> 8 & 0xFF)"
        : "\(command) was ended by signal \(status & 0x7F)"
    }
  }
}

extension Job {
  /// Runs the command once, its output thrown away, and waits for its end.
  func run() throws(RunError) -> Measurement {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }

    let start = now()
    var process = pid_t()
    let code = posix_spawn(&process, command[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw .cannotStart(command[0], code: code) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      precondition(errno == EINTR, "wait4 failed for a process that was started here")
    }
    let wall = now() - start

    guard status & 0x7F == 0, expectedExits.contains(status >> 8 & 0xFF) else {
      throw .exit(command.joined(separator: " "), status: status)
    }
    return Measurement(
      wallSeconds: wall, cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024)
  }
}

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func seconds(_ time: timeval) -> Double {
  Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

/// The middle of the values; of two in the middle the smaller. There must be one at least.
func median<Number: Comparable>(_ values: [Number]) -> Number {
  values.sorted()[(values.count - 1) / 2]
}

extension Measurement {
  /// Each quantity's own median over several runs.
  init(medianOf runs: [Measurement]) {
    wallSeconds = median(runs.map(\.wallSeconds))
    cpuSeconds = median(runs.map(\.cpuSeconds))
    peakBytes = median(runs.map(\.peakBytes))
  }
}

/// The size of a file in bytes, nil if there is none.
func size(of path: String) -> Int? {
  var file = stat()
  return stat(path, &file) == 0 ? Int(file.st_size) : nil
}
