import Findings
import Reports

extension TextWriter.Style {
  /// How a severity looks.
  static func of(_ severity: Severity) -> TextWriter.Style {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

extension TextWriter {
  /// Lines as they are, each of them indented.
  mutating func block(_ text: String, style: Style = .plain, indent: Int) {
    for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if row.isEmpty { blank() } else { line(.init(String(row), style), indent: indent) }
    }
  }
}
