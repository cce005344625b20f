import ArgumentParser
import Basics
import Documents
import Reports
import Rules

/// Lists the rules.
struct RulesCommand: Subcommand {
  static let action = "list the rules"
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules of the built-in pack and of your own.",
    discussion: """
      importlint rules
      importlint rules --pack acme/ --format markdown
      """)

  @OptionGroup var packs: PackOptions
  @Option(help: "Form of the list.") var format: ListFormat = .text

  func end() throws(Ending) -> Ending {
    let set = packs.request.load(into: DocumentStore())
    try set.problems.throwFatal(doing: Self.action)
    OutputStream.error.write(problems: set.problems.filter { $0.severity > .note })
    guard !set.rules.isEmpty else { throw .failure("no pack is loaded", doing: Self.action) }
    let bytes =
      switch format {
      case .text: text(set)
      case .json: json(set)
      case .markdown: Array(VisibleText.block(RuleIndex(set).markdown).utf8)
      }
    return OutputStream.output.write(bytes: bytes).ending ?? .done
  }

  private func text(_ set: RuleSet) -> [UInt8] {
    var out = OutputStream.output.textWriter
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

  private func json(_ set: RuleSet) -> [UInt8] {
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
  var areas: [String] {
    Set(rules.map(\.area)).sortedByBytes()
  }
}
