/// What archives may take, all of one run together. A small file can stand for any amount of
/// bytes; what grows far beyond what real exports do is not followed.
final class ArchiveBudget {
  struct Limits: Sendable {
    /// Bytes of members that are kept, in memory.
    var keptBytes = 4 << 30
    /// Bytes that are unpacked, also those of members that are skipped.
    var expandedBytes = 64 << 30
    /// Unpacked bytes for each byte of the inputs, beyond what is always allowed. Text of
    /// Kubernetes is packed to a tenth, and a list of thousands of like pods, with managed
    /// fields, to a seventieth (zstd, xz).
    var ratio = 200
    var alwaysAllowedBytes = 32 << 20
    /// Archives inside one another.
    var depth = 3
    /// Entries of any kind, for each file that may be read.
    var entriesForEachFile = 4
  }

  let limits: Limits
  /// Bytes of the inputs that were read.
  var input = 0
  private(set) var kept = 0
  private(set) var expanded = 0
  var entries = 0
  /// Why nothing more is read; nil while all is well.
  private(set) var exhaustion: String?
  /// Whether it was reported.
  var isExhaustionReported = false

  init(_ limits: Limits) { self.limits = limits }

  /// Counts bytes that were unpacked; false where they are too many.
  func expand(_ count: Int) -> Bool {
    expanded += count
    if exhaustion == nil {
      if expanded > limits.expandedBytes {
        exhaustion = "unpacks to more than \(limits.expandedBytes) bytes"
      } else if expanded > limits.alwaysAllowedBytes, (expanded - 1) / limits.ratio > input {
        exhaustion =
          "unpacks to more than \(limits.ratio) times its size, as no export does"
      }
    }
    return exhaustion == nil
  }

  /// Counts bytes that are kept; false where they are too many.
  func keep(_ count: Int) -> Bool {
    kept += count
    if exhaustion == nil, kept > limits.keptBytes {
      exhaustion = "holds more than \(limits.keptBytes) bytes to read"
    }
    return exhaustion == nil
  }

  /// Gives back what is not kept after all.
  func release(_ count: Int) { kept -= count }
}
