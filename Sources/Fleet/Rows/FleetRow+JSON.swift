import Basics
import Findings
import Reports

extension FleetRow {
  /// The row as a line of JSON, with its end.
  public var json: [UInt8] {
    var writer = JSONWriter(isIndented: false)
    writer.document(write)
    return writer.bytes
  }

  private func write(_ json: inout JSONWriter) {
    json.member("kind", Self.kind)
    json.member("schema", Self.schemaVersion)
    json.member("name", name)
    json.object("labels") { json in
      for key in labels.keys.sortedByBytes() { json.member(key, labels[key]) }
    }
    json.object("digests") { json in
      json.member("key", digests.key)
      json.member("inputs", digests.inputs)
      json.member("target", digests.target)
      json.member("waivers", digests.waivers)
      json.member("reports", digests.reports)
    }
    json.object("basis") { basis.write(&$0) }
    json.object("cluster") { json in
      json.member("name", cluster.name)
      json.member("uid", cluster.uid)
      json.member("distribution", cluster.distribution)
      json.member("version", cluster.version)
      json.member("nodeCount", cluster.nodeCount)
      json.member("time", cluster.time)
    }
    switch outcome {
    case .judged(let judged):
      json.member("notJudged", nil as String?)
      json.object("judgement") { judged.write(&$0) }
    case .notJudged(let reason):
      json.member("notJudged", reason)
      json.member("judgement", nil as String?)
    }
  }
}

extension FleetRow.Basis {
  func write(_ json: inout JSONWriter) {
    json.object("tool") { json in
      json.member("name", tool.name)
      json.member("version", tool.version)
      json.member("dataDate", tool.dataDate)
      json.member("newestRancher", tool.newestRancher)
    }
    json.objects("packs", packs) { json, pack in
      json.member("name", pack.name)
      json.member("version", pack.version)
      json.member("digest", pack.digest)
      json.member("data", pack.dataDigest)
    }
    json.member("failOn", options.failOn.rawValue)
    json.member("unknown", options.unknownPolicy.rawValue)
    json.member("assume", assumption)
    json.member("now", options.now)
    json.strings("selected", options.selected)
    json.strings("ignored", options.ignored)
    json.member("leavesFilesOut", options.leavesFilesOut)
    json.member("rancher", rancher)
  }
}

extension JudgedRow {
  fileprivate func write(_ json: inout JSONWriter) {
    json.member("readiness", readiness.rawValue)
    json.member("exitCode", Int(exitCode))
    json.member("reason", reason)
    json.object("counts") { json in
      for verdict in [Verdict.pass, .fail, .unknown, .notApplicable] {
        json.member(verdict.rawValue, counts[verdict])
      }
    }
    json.objects("failing", failing) { $1.write(&$0) }
    json.objects("unknown", unknown) { $1.write(&$0) }
    json.strings("waived", waived)
    json.strings("passing", passing)
    json.strings("notApplicable", notApplicable)
    json.objects("findings", findings) { $1.write(&$0) }
    json.member("omittedFindings", omittedCount)
    json.objects("collect", steps) { json, step in
      json.member("text", step.text)
      json.member("nodes", step.nodeCount)
      json.strings("rules", step.rules)
      json.member("blocks", step.blocks)
    }
    json.object("profile") { json in
      json.member("pods", profile.podCount)
      for (key, list) in [
        ("networkPlugins", profile.networkPlugins),
        ("storageProvisioners", profile.storageProvisioners),
      ] {
        if let list { json.strings(key, list) } else { json.member(key, nil as String?) }
      }
      json.strings("components", profile.components)
    }
  }
}

extension JudgedRow.Rule {
  fileprivate func write(_ json: inout JSONWriter) {
    json.member("rule", id)
    json.member("title", title)
    json.member("severity", severity.rawValue)
    json.member("decides", decides)
    json.member("findings", findingCount)
    json.member("fix", fix)
  }
}

extension JudgedRow.Finding {
  fileprivate func write(_ json: inout JSONWriter) {
    json.member("rule", rule)
    json.member("verdict", verdict.rawValue)
    json.member("severity", severity.rawValue)
    json.member("subject", subject)
    json.member("message", message)
    json.member("fingerprint", fingerprint)
    json.object("place", path) { json, path in
      json.member("path", path)
      json.member("line", line)
      json.member("column", column)
    }
  }
}
