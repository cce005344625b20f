import CEL
import Reports
import Rules

/// A function's entry, for a terminal and as JSON.
enum FunctionText {
  static func write(_ function: Function, to out: inout TextWriter) {
    for signature in function.signatures { out.line(.init(signature, .bold)) }
    out.paragraph("", function.documentation?.summary ?? "", indent: 2)
    out.paragraph("", "Origin: \(function.origin.text).", indent: 2)
    guard let example = function.documentation?.example else { return }
    out.blank()
    out.block(example.expression, style: .dim, indent: 4)
    out.block("// \(example.result)", style: .dim, indent: 4)
  }

  static func write(_ json: inout JSONWriter, _ function: Function, of library: String) {
    json.member("name", function.name)
    json.member("library", library)
    switch function.origin {
    case .kubernetesSince(let version):
      json.member("origin", "kubernetes")
      json.member("since", version.description)
    case .celGo: json.member("origin", "cel-go")
    case .importLint: json.member("origin", "importlint")
    }
    json.member("summary", function.documentation?.summary)
    json.strings("signatures", function.signatures)
    if let example = function.documentation?.example {
      json.object("example") {
        $0.member("expression", example.expression)
        $0.member("result", example.result)
      }
    }
  }
}
