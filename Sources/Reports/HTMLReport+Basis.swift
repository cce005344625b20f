import Basics
import Findings

// What the result rests on.

extension HTMLReport {
  func writeProfile(_ html: inout MarkupWriter) {
    guard let profile = judgement.profile else { return }
    Self.section(&html, "cluster", "Cluster") { html in
      html.element("table") { html in
        for row in ProfileRows(profile).rows {
          html.element("tr") { html in
            html.element("th", ["scope": "row"], text: row.label)
            html.element("td", text: row.text)
          }
        }
      }
      if let nodes = profile.nodes {
        let lists = [
          ("Roles of nodes", nodes.roles), ("Zones of nodes", nodes.zones),
          ("Architectures of nodes", nodes.architectures),
        ]
        for (title, shares) in lists where shares.count > 1 {
          Self.chart(
            &html, title,
            shares.prefix(8).enumerated().map { index, share in
              ("share-\(index % 4)", share.value ?? "none", share.count)
            })
        }
      }
      guard !profile.questions.isEmpty else { return }
      html.element("details") { html in
        html.element("summary", text: "Design questions")
        html.element("ul") { html in
          for question in profile.questions {
            let answers = [
              question.found, question.declared.map { "declared: \($0)" },
              question.isAnswered ? nil : "not known: declare \(question.topic.field)",
            ].compactMap { $0 }
            html.element(
              "li", text: "\(question.topic.text) \(answers.joined(separator: "; "))")
          }
        }
      }
    }
  }

  func writeProblems(_ html: inout MarkupWriter) {
    let problems = judgement.problems
    guard !problems.isEmpty else { return }
    Self.section(&html, "problems", "Problems with the input") { html in
      html.element("ul") { html in
        for problem in problems.prefix(Self.rowsMax) {
          html.element("li") { html in
            html.element(
              "span", ["class": problem.severity.rawValue], text: problem.severity.rawValue + ": ")
            if let place = problem.places.first { html.element("code", text: place.text) }
            html.text(" \(problem.text).\(problem.help.map { " " + $0 } ?? "")")
          }
        }
      }
      if problems.count > Self.rowsMax {
        html.element("p", text: "… and \(problems.count - Self.rowsMax) more.")
      }
    }
  }

  func writeRules(_ html: inout MarkupWriter) {
    Self.section(&html, "rules", "Rules") { html in
      html.element("p", text: "Packs: \(PackInfo.text(judgement.packs)).")
      for pack in judgement.packs where !pack.overrides.isEmpty {
        html.element("ul") { html in
          for override in pack.overrides {
            html.element("li", text: "\(pack.name): \(override.text)")
          }
        }
      }
      html.element("details") { html in
        html.element("summary", text: counted(judgement.rules.count, "rule"))
        html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
          html.element("table") { html in
            Self.row(
              &html, ["rule", "area", "severity", "pass", "fail", "unknown", "not applicable"],
              isHead: true)
            for rule in judgement.rules.prefix(Self.rowsMax) {
              let counts = rule.counts
              Self.row(
                &html,
                [
                  "\(rule.title) (\(rule.id))", rule.area, rule.severity.rawValue,
                  "\(counts.pass)", "\(counts.fail)", "\(counts.unknown)",
                  "\(counts.notApplicable)",
                ])
            }
          }
        }
      }
    }
  }

  func writeEvidence(_ html: inout MarkupWriter) {
    let entries = judgement.evidence
    Self.section(&html, "evidence", "Evidence") { html in
      html.element("details") { html in
        html.element("summary", text: counted(entries.count, "thing") + " looked for")
        html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
          html.element("table") { html in
            Self.row(&html, ["what", "state", "why"], isHead: true)
            for entry in entries.prefix(Self.rowsMax) {
              let node = entry.node.map { " of node \($0)" } ?? ""
              let namespace = entry.namespace.map { " in \($0)" } ?? ""
              Self.row(
                &html, [entry.name + node + namespace, entry.state.rawValue, entry.detail ?? ""])
            }
          }
        }
        if entries.count > Self.rowsMax {
          html.element("p", text: "… and \(entries.count - Self.rowsMax) more.")
        }
      }
    }
  }

  func writeInputs(_ html: inout MarkupWriter) {
    let artifacts = judgement.artifacts
    Self.section(&html, "inputs", "Inputs") { html in
      html.element("details") { html in
        html.element("summary", text: counted(artifacts.count, "file"))
        html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
          html.element("table") { html in
            Self.row(&html, ["file", "role", "bytes", "SHA-256"], isHead: true)
            for artifact in artifacts.prefix(Self.rowsMax) {
              Self.row(
                &html,
                [
                  artifact.path, artifact.role.rawValue, "\(artifact.length)",
                  artifact.sha256 ?? "not computed",
                ])
            }
          }
        }
        if artifacts.count > Self.rowsMax {
          html.element("p", text: "… and \(artifacts.count - Self.rowsMax) more.")
        }
      }
    }
  }
}
