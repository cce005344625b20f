import CLibrary

/// Reads what there is next, waiting for it; 0 at the end, -1 with the reason in `errno`.
public func readSome(from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 || !mayGoOn(descriptor, POLLIN) { return count }
  }
}

/// Writes all bytes to an open file, in as many pieces as it takes; false where that fails, with
/// the reason in `errno`. A full disk may only show when the file is closed.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var done = 0
    while done < buffer.count {
      let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count < 0, mayGoOn(descriptor, POLLOUT) { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}

/// Whether what failed just now can be tried again: a signal came in between, or the descriptor
/// does not wait by itself, since a program that has the same terminal or pipe open asked for that.
/// Returns when there is something to read, or room.
private func mayGoOn<Events: BinaryInteger>(_ descriptor: Int32, _ events: Events) -> Bool {
  if errno == EINTR { return true }
  guard errno == EAGAIN || errno == EWOULDBLOCK else { return false }
  var descriptors = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
  guard poll(&descriptors, 1, -1) >= 0 else { return errno == EINTR }
  // There are systems that cannot wait for a terminal.
  if Int32(descriptors[0].revents) & Int32(POLLNVAL) != 0 { usleep(1_000) }
  return true
}
