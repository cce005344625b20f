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
      json.object("judgement") { JudgedRowWriter(judged).write(&$0) }
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
