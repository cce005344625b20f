import Checkout
import Engine
import Findings
import Foundation
import Reports

/// A run as `importlint check` makes it, in this process and without a report that is written.
struct EngineRun {
  let judgement: Judgement

  var code: Int32 { judgement.exitCode }
  /// The reason for the exit code, as the command says it last.
  var lastLine: String { judgement.conclusion.sentence }

  /// - Parameters:
  ///   - inputs: Paths in the checkout, or absolute ones.
  ///   - target: A target file; nil for none.
  init(
    _ inputs: [String], target: String? = nil, rancher: String? = nil,
    packs: PackRequest = PackRequest()
  ) throws {
    var request = CheckRequest(
      inputs: inputs.map(Self.inCheckout),
      target: TargetRequest(
        versions: try rancher.map(RequestedVersions.init(parsing:)) ?? .one(nil),
        file: target.map(Self.inCheckout)),
      packs: packs)
    request.listsPasses = true
    self.init(request)
  }

  init(_ request: CheckRequest) { judgement = Check(request).judgement() }

  /// The JSON report.
  var json: [UInt8] { ReportFormat.json.render(judgement) }

  /// What a JSON report says of it.
  var result: JSONResult {
    get throws { try JSONDecoder().decode(JSONResult.self, from: Data(json)) }
  }

  private static func inCheckout(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(Checkout.root)/\(path)"
  }
}
