import Findings

/// placeholder until the next commit
struct SARIFReport {
  enum Profile: String, CaseIterable { case standard, full, github }
  init(_ judgement: Judgement, _ profile: Profile, _ options: ReportOptions) {}
  func render() -> [UInt8] { [] }
}
