import Documents
import Findings

extension RuleSet {
  /// The order of a plan, as the data file `plan` of the first pack that has one says it; without
  /// any, all fixes are one section.
  public var runbookOrder: RunbookOrder {
    let plan = packs.lazy.flatMap { pack in pack.data.filter { $0.name == "plan" } }.first?.value
    let phases = (plan?["phases"]?.elements ?? []).map { phase in
      RunbookOrder.Phase(
        title: phase["title"]?.string ?? "", why: phase["why"]?.string ?? "",
        rules: strings(phase["rules"]), areas: strings(phase["areas"]),
        isAfterImport: phase["when"]?.string == "after")
    }
    let needs = (plan?["needs"]?.elements ?? []).compactMap { row in
      row["rule"]?.string.map { ($0, strings(row["after"])) }
    }
    return RunbookOrder(
      phases: phases.isEmpty
        ? [.init(title: "To be fixed", why: "The worst first.")] : phases,
      needs: Dictionary(needs) { $0 + $1 })
  }

  private func strings(_ list: DocumentValue?) -> [String] {
    (list?.elements ?? []).compactMap(\.string)
  }
}
