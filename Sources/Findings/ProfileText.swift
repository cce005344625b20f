/// Numbers of a profile as people write them.
public enum ProfileText {
  /// Thousandths of a CPU: `250m`, `4`, `1.5`.
  public static func cpu(_ thousandths: Int64) -> String {
    if thousandths < 1_000 { return "\(thousandths)m" }
    let tenths = thousandths / 100
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// Bytes with a binary unit: `512Mi`, `1.5Gi`.
  public static func bytes(_ bytes: Int64) -> String {
    let units = ["Ki", "Mi", "Gi", "Ti", "Pi"]
    var unit = -1
    var size: Int64 = 1
    while unit + 1 < units.count, bytes / 1_024 >= size {
      size *= 1_024
      unit += 1
    }
    guard unit >= 0 else { return "\(bytes)" }
    let tenths = (bytes % size) * 10 / size
    let whole = bytes / size
    return (tenths == 0 || whole >= 100 ? "\(whole)" : "\(whole).\(tenths)") + units[unit]
  }
}
