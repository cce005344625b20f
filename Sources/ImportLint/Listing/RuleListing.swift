import Basics
import Reports
import Rules

/// The rules of packs, by area.
struct RuleListing {
  private let set: RuleSet

  init(_ set: RuleSet) { self.set = set }

  func bytes(_ format: ListFormat, for stream: OutputStream) -> [UInt8] {
    switch format {
    case .text: text(set.translated, stream)
    case .json: json
    case .markdown: Array(VisibleText.block(RuleIndex(set.translated).markdown).utf8)
    }
  }

  private func text(_ set: RuleSet, _ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    for pack in set.packs {
      let count = set.rules.count { $0.pack == pack.name }
      out.line(
        .init("\(pack.name) \(pack.version)", .bold),
        .init(" (\(pack.path)): \(counted(count, "rule"))"))
    }
    let isOnePack = set.packs.count == 1
    let width = set.rules.map { name($0, isOnePack).unicodeScalars.count }.max() ?? 0
    for area in set.areas {
      out.blank()
      out.line(.init(area, .bold))
      for rule in set.rules where rule.area == area {
        let name = name(rule, isOnePack)
        let gap = String(repeating: " ", count: width - name.unicodeScalars.count + 2)
        let level = rule.severity.rawValue
        let levelGap = String(repeating: " ", count: 9 - level.count)
        out.line(
          .init(name + gap), .init(level + levelGap, .of(rule.severity)), .init(rule.title),
          indent: 2)
      }
    }
    out.blank()
    out.line(.init("importlint explain ID", .bold), " shows one of them.")
    return out.bytes
  }

  /// Ids alone are enough where they all come from one pack.
  private func name(_ rule: Rule, _ isOnePack: Bool) -> String {
    isOnePack ? rule.id : rule.fullId
  }

  private var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.objects("packs", set.packs) { json, pack in
        json.member("name", pack.name)
        json.member("version", pack.version)
        json.member("source", pack.path)
      }
      json.objects("rules", set.rules) { RuleJSON.write(&$0, $1, set.definitions(usedBy: $1)) }
    }
    return writer.bytes
  }
}

extension RuleSet {
  /// The areas of its rules in byte order.
  fileprivate var areas: [String] {
    Set(rules.map(\.area)).sortedByBytes()
  }
}
