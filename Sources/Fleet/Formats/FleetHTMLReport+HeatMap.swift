import Basics
import Findings
import Reports

// Clusters and rules.

extension FleetHTMLReport {
  /// What a rule says of a cluster.
  private enum Cell {
    case fail, unknown, waived, notApplicable, pass, notJudged
  }

  /// The rules that fail or are unknown somewhere, those that fail most often first.
  private var heatRules: [(id: String, failing: Int)] {
    var failing: [String: Int] = [:]
    var unknown: [String: Int] = [:]
    for member in summary.members {
      for rule in member.row.judged?.failing ?? [] { failing[rule.id, default: 0] += 1 }
      for rule in member.row.judged?.unknown ?? [] { unknown[rule.id, default: 0] += 1 }
    }
    return Set(failing.keys).union(unknown.keys).sorted { left, right in
      for counts in [failing, unknown] where counts[left] != counts[right] {
        return counts[left] ?? 0 > counts[right] ?? 0
      }
      return left.precedesByBytes(right)
    }.map { (id: $0, failing: failing[$0] ?? 0) }
  }

  /// Those with most failing rules that decide first.
  private var heatMembers: [FleetMember] {
    func weights(_ member: FleetMember) -> [Int] {
      guard let judged = member.row.judged else { return [Int.max, 0, 0, 0] }
      return [
        member.blockers.count, judged.failing.count, member.openRules.count, judged.unknown.count,
      ]
    }
    return summary.members.map { (member: $0, weights: weights($0)) }.sorted { left, right in
      if left.weights != right.weights {
        return right.weights.lexicographicallyPrecedes(left.weights)
      }
      return left.member.name.precedesByBytes(right.member.name)
    }.map(\.member)
  }

  func writeHeatMap(_ html: inout MarkupWriter) {
    let rules = heatRules
    let members = heatMembers
    HTMLReport.section(&html, "clusters", "Clusters and rules") { html in
      html.element(
        "p",
        text: "× fails, ? is not known, w is accepted, – does not apply; an empty cell passes, "
          + "and a grey one was not judged. "
          + "Rules that fail or are unknown nowhere are left out.")
      writeFilter(&html)
      html.element("div", ["class": "heat-box", "tabindex": "0"]) { html in
        html.element("table", ["class": "heat"]) { html in
          let shown = rules.prefix(Self.rulesMax).map(\.id)
          html.element("thead") { html in
            HTMLReport.row(
              &html, ["Cluster", "Stage"] + shown.map { shortName(ofRule: $0) }, isHead: true)
          }
          html.element("tbody") { html in
            for member in members.prefix(Self.clustersMax) { writeRow(&html, member, shown) }
          }
        }
      }
      if members.count > Self.clustersMax {
        html.element(
          "p", ["class": "dim"],
          text: "… and \(members.count - Self.clustersMax) more clusters, which fail less; the "
            + "table in CSV has all.")
      }
      if rules.count > Self.rulesMax {
        html.element(
          "p", ["class": "dim"], text: "… and \(rules.count - Self.rulesMax) rules more.")
      }
    }
  }

  private func writeFilter(_ html: inout MarkupWriter) {
    html.element("form", ["id": "filter", "hidden": ""]) { html in
      html.element("label") { html in
        html.text("Stage")
        html.element("select", ["name": "stage"]) { html in
          html.element("option", ["value": ""], text: "all")
          for stage in FleetMember.Stage.allCases {
            html.element("option", ["value": stage.rawValue], text: stage.text)
          }
        }
      }
      html.element("label") { html in
        html.text("Name, label")
        html.empty("input", ["name": "search", "type": "search"])
      }
      html.element("span", ["id": "shown", "role": "status"], text: "")
    }
  }

  private func writeRow(_ html: inout MarkupWriter, _ member: FleetMember, _ rules: [String]) {
    let labels = member.row.labels.keys.sortedByBytes().map {
      "\($0)=\(member.row.labels[$0] ?? "")"
    }
    html.element(
      "tr",
      ["data-stage": member.stage.rawValue, "data-labels": labels.joined(separator: " ")]
    ) { html in
      html.element("th", ["scope": "row"]) { writeName(&$0, member.name) }
      html.element("td", ["class": member.stage.rawValue], text: member.stage.text)
      let cells = cells(of: member)
      for rule in rules {
        switch cells[rule] ?? .notJudged {
        case .pass: html.element("td", text: "")
        case .fail: html.element("td", ["class": "f"], text: "×")
        case .unknown: html.element("td", ["class": "u"], text: "?")
        case .waived: html.element("td", ["class": "w"], text: "w")
        case .notApplicable: html.element("td", ["class": "n"], text: "–")
        case .notJudged: html.element("td", ["class": "m"], text: "")
        }
      }
    }
    html.literal("\n")
  }

  private func cells(of member: FleetMember) -> [String: Cell] {
    guard let judged = member.row.judged else { return [:] }
    var cells: [String: Cell] = [:]
    for rule in judged.passing { cells[rule] = .pass }
    for rule in judged.notApplicable { cells[rule] = .notApplicable }
    for rule in judged.waived { cells[rule] = .waived }
    for rule in judged.unknown { cells[rule.id] = .unknown }
    for rule in judged.failing { cells[rule.id] = .fail }
    return cells
  }
}
