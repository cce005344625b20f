import Basics
import Reports

// What a fleet was in earlier runs.

extension FleetJSONReport {
  func writeTrend(_ json: inout JSONWriter) {
    json.object("trend", trend) { json, trend in
      Self.write(&json, trend.flaws)
      json.strings("doubts", trend.doubts)
      json.objects("runs", trend.runs) { json, run in
        json.member("time", run.record.time.map(String.init(describing:)))
        json.object("basis", run.record.basis) { $1.write(&$0) }
        json.member("clusters", run.record.count)
        json.object("stages") { Self.write(&$0, run.record.stages) }
        json.object("change", run.change, Self.write)
      }
    }
  }

  private static func write(_ json: inout JSONWriter, _ change: FleetChange) {
    json.strings("added", change.added)
    json.strings("removed", change.removed)
    json.strings("becameReady", change.becameReady)
    json.strings("readyNoLonger", change.readyNoLonger)
    json.strings("judgedOtherwise", change.judgedOtherwise)
    let counts = change.findingCounts
    json.object("findings") { json in
      json.member("new", counts.new)
      json.member("resolved", counts.resolved)
      json.member("unchanged", counts.unchanged)
      json.member("incomparable", counts.incomparable)
    }
    json.objects("clusters", change.clusters.filter(\.isChanged)) { json, cluster in
      json.member("name", cluster.name)
      json.member("then", cluster.then.rawValue)
      json.member("now", cluster.now.rawValue)
      json.objects("new", cluster.new, Self.write)
      json.objects("resolved", cluster.resolved, Self.write)
      json.objects("incomparable", cluster.incomparable, Self.write)
      json.member("unchanged", cluster.unchangedCount)
    }
  }

  private static func write(_ json: inout JSONWriter, _ finding: FleetChange.Finding) {
    json.member("rule", finding.rule)
    json.member("subject", finding.subject)
    json.member("fingerprint", finding.fingerprint)
  }
}
