/// Lines of Prometheus' text format.
package enum PrometheusText {
  /// A sample with its labels.
  package static func sample(
    _ name: String, _ labels: [(String, String)], _ value: Int64
  ) -> String {
    let labels = labels.map { "\($0)=\"\(escaped($1))\"" }
    return "\(name){\(labels.joined(separator: ","))} \(value)\n"
  }

  /// A text as it stands in a label's quotes.
  static func escaped(_ text: String) -> String {
    VisibleText.line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
