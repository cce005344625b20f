import Engine
import Findings

extension JudgedRow {
  /// What all schemas say in the same way: all but rules, findings and steps.
  init(head json: ResultFields) throws(ResultMistake) {
    let exitCode = try json.number("exitCode")
    let readiness: Readiness = try json.choice("readiness")
    let codes: [Int] =
      switch readiness {
      case .ready: [0]
      case .notReady: [1]
      // By what unknowns count for.
      case .inconclusive: [0, 1, 3]
      }
    guard codes.contains(exitCode) else {
      throw ResultMistake("exitCode is \(exitCode), which no \(readiness.rawValue) cluster has")
    }
    self.init(
      readiness: readiness, exitCode: Int32(exitCode),
      reason: try json.text("reason"),
      counts: try json.object("counts") { counts throws(ResultMistake) in
        VerdictCounts(
          pass: try counts.count("pass"), fail: try counts.count("fail"),
          unknown: try counts.count("unknown"), notApplicable: try counts.count("notApplicable"))
      },
      profile: try json.object("profile") { profile throws(ResultMistake) in
        JudgedRow.Profile(
          podCount: try profile.optionalNumber("pods"),
          networkPlugins: try profile.optionalTexts("networkPlugins"),
          storageProvisioners: try profile.optionalTexts("storageProvisioners"),
          components: try profile.texts("components"))
      })
  }

  /// What rules say must fit together, and fit readiness, which rests on those that decide.
  func checkRules() throws(ResultMistake) {
    let rules = failing + unknown
    guard Set(rules.map(\.id)).count == rules.count else {
      throw ResultMistake("has a rule twice")
    }
    if readiness == .ready, rules.contains(where: \.decides) {
      throw ResultMistake("is ready, and has rules that decide against it")
    }
  }

  // MARK: The first schema

  /// Each finding and each step with all that it says.
  init(
    firstSchema json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) {
    try self.init(head: json)
    func ids(_ key: String) throws(ResultMistake) -> [String] {
      try json.texts(key).map { id throws(ResultMistake) in shared[try RowPack.checked(id)] }
    }
    failing = try json.objects("failing") { rule throws(ResultMistake) in
      try Rule(firstSchema: rule, &shared)
    }
    unknown = try json.objects("unknown") { rule throws(ResultMistake) in
      try Rule(firstSchema: rule, &shared)
    }
    waived = try ids("waived")
    passing = try ids("passing")
    notApplicable = try ids("notApplicable")
    findings = try json.objects("findings") { finding throws(ResultMistake) in
      try Finding(firstSchema: finding, &shared)
    }
    omittedCount = try json.count("omittedFindings")
    steps = try json.objects("collect") { step throws(ResultMistake) in
      JudgedRow.Step(
        text: shared[try step.text("text")], nodeCount: try step.count("nodes"),
        rules: try step.texts("rules").map { id throws(ResultMistake) in
          shared[try RowPack.checked(id)]
        }, blocks: try step.flag("blocks"))
    }
    // It says so in findings alone.
    let open = Set(findings.lazy.filter { $0.verdict == .unknown }.map(\.rule))
    for index in failing.indices where open.contains(failing[index].id) {
      failing[index].openCount = 1
    }
  }
}

extension JudgedRow.Rule {
  fileprivate init(
    firstSchema json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) {
    self.init(
      id: shared[try RowPack.checked(json.text("rule"))], title: shared[try json.text("title")],
      severity: try json.choice("severity"), decides: try json.flag("decides"),
      findingCount: try json.count("findings", from: 1), fix: shared[try json.text("fix")])
  }
}

extension JudgedRow.Finding {
  fileprivate init(
    firstSchema json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) {
    let place = try json.optionalObject("place") { place throws(ResultMistake) in
      (
        path: try place.text("path"), line: try place.optionalNumber("line"),
        column: try place.optionalNumber("column")
      )
    }
    self.init(
      rule: shared[try RowPack.checked(json.text("rule"))], verdict: try json.choice("verdict"),
      severity: try json.choice("severity"), subject: try json.text("subject"),
      message: try json.text("message"), fingerprint: try json.text("fingerprint"),
      path: place?.path, line: place?.line, column: place?.column)
  }
}

extension ResultFields {
  func optionalNumber(_ key: String) throws(ResultMistake) -> Int? {
    try optional(key) { key throws(ResultMistake) in try number(key) }
  }

  func optionalTexts(_ key: String) throws(ResultMistake) -> [String]? {
    try optional(key) { key throws(ResultMistake) in try texts(key) }
  }
}
