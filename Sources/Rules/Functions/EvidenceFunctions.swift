import CEL
import Documents
import Findings
import Snapshots

/// `declared`, `unknown`, `known` and `sizeAtMost`: how a rule speaks of what is not known.
enum EvidenceFunctions {
  static let all: [Function] = [declared, unknown, known, sizeAtMost]

  /// `declared(target.proxy)`: whether the user declares a field of the target.
  ///
  /// What the user does not declare is known not to be declared, unlike evidence: so only unknowns
  /// that come from the target become false, and every other unknown stays one.
  private static let declared = Function(
    "declared", .importLint,
    """
    Whether the user declares a field of the target. What is not declared is known not \
    to be, unlike what was not exported.
    """, ("declared(target.proxy)", "false"), of: ["field"],
    [
      Overload(
        [.dyn], .bool, demand: .anything, isPure: false,
        body: .unary { e, value in
          switch value.tag {
          case .hidden: return .bool(true)
          case .unknown:
            let reasons = e.evaluator.reasons(of: value).compactMap { library(e)?.reason($0) }
            let isTarget = !reasons.isEmpty && reasons.allSatisfy { $0.kind == .targetField }
            return isTarget ? .bool(false) : value
          case .error: return value
          default: return .bool(true)
          }
        })
    ])

  /// `unknown(text)`, `unknown(text, name)`: an unknown with that reason, and with what would
  /// decide it.
  private static let unknown = Function(
    "unknown", .importLint,
    """
    An unknown with a reason, for what a rule cannot decide; and with what would decide it, for \
    `importlint missing`: a field of the target, `rancher.url`, or a file by its place in a \
    snapshot, `probes/pod/rancher.json`, `resources/pods.yaml`.
    """,
    ("unknown('who runs the import')", "(unknown)"), of: ["reason", "lack"],
    [
      Overload(
        // Each reason stays for the whole run.
        [.string], .dyn, cost: .constant(100), isPure: false,
        body: .unary { e, text in
          let words = String(decoding: e.memory.bytes(of: text), as: UTF8.self).trimmed
          guard let number = library(e)?.number(of: MissingEvidence(.clusterFact, words)) else {
            return e.error(words)
          }
          return e.unknown(number)
        }),
      Overload(
        [.string, .string], .dyn, cost: .constant(100), isPure: false,
        body: .binary { e, text, name in
          let words = String(decoding: e.memory.bytes(of: text), as: UTF8.self).trimmed
          let name = String(decoding: e.memory.bytes(of: name), as: UTF8.self).trimmed
          guard let library = library(e) else { return e.error(words) }
          let step = library.snapshot.step(for: name, words)
          return e.unknown(
            library.number(of: MissingEvidence(.clusterFact, words, collect: step)))
        }),
    ])

  /// `sizeAtMost(text)`: the most bytes that a text has.
  ///
  /// What was dropped while reading has left its room in the file; what the export itself redacts
  /// has not, and is short, or has a mark in it. An escape of YAML takes two bytes and may stand
  /// for three (`\L`, `\P`); no other spelling takes less than its text.
  private static let sizeAtMost = Function(
    "sizeAtMost", .importLint,
    """
    The most bytes that a text has. One that is dropped as a possible credential has no more than \
    one and a half times what it takes in its file; of one that was redacted before, in whole or \
    in part, nothing is known.
    """, ("sizeAtMost('node')", "4"), of: ["text"],
    [
      Overload(
        [.dyn], .int, demand: .anything, isPure: false,
        body: .unary { e, value in
          switch value.tag {
          case .string: return .int(Int64(value.byteCount))
          case .hidden:
            guard let place = e.evaluator.store.place(of: value) else { return value }
            let room = place.source.hiddenCount(at: place.offset)
            guard room > longestRedaction, !place.source.isRedacted(at: place.offset) else {
              return value
            }
            return .int(Int64(room + (room + 1) / 2))
          case .unknown, .error: return value
          default: return e.error("sizeAtMost takes a text")
          }
        })
    ])

  /// What stands in the place of redacted texts is shorter; a copy of an object is not.
  private static let longestRedaction = 64

  /// `known(listOrMap)`: the elements or entries that are known, as if there were no others.
  ///
  /// For messages only, which name what was found: a verdict that rests on it would not change to
  /// unknown when evidence is taken away.
  private static let known = Function(
    "known", .importLint,
    """
    The elements of a list or entries of a map that are known, as if there were no \
    others. For messages only: a verdict that rests on it would change with the \
    evidence.
    """, ("known(resource.List('v1', 'nodes', '').items).size()", "2"), of: ["listOrMap"],
    [
      Overload(
        [.list(.dyn)], .list(.dyn), demand: .partial,
        body: .unary { e, list in
          guard list.tag == .list else { return list }
          let elements = (0..<e.memory.count(list: list)).map { e.memory.element($0, of: list) }
          return e.list(elements)
        }),
      Overload(
        [.map(.string, .dyn)], .map(.string, .dyn), demand: .partial,
        body: .unary { e, map in
          guard map.tag == .map else { return map }
          let entries = (0..<e.memory.count(map: map)).flatMap { i -> [Value] in
            let entry = e.memory.entry(i, of: map)
            return [entry.key, entry.value]
          }
          return entries.withUnsafeBufferPointer { e.map($0) }
        }),
    ])

  private static func library(_ e: Evaluation) -> ResourceLibrary? {
    e.evaluator.host as? ResourceLibrary
  }
}
