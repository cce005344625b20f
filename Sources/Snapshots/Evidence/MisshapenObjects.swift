// Objects of Kubernetes' own types, and of policy engines', that no API server wrote so.
//
// An API server drops what its types do not know, checks what they hold, and always writes what
// they must have. So a field that is misspelt, text where a number belongs, or a container without
// a name says that the file was changed or damaged after the export: by hand, by a script, by a bad
// disk. What a misspelt field was meant to say is evidence that no rule sees: nothing of such an
// input counts as ready, and neither does a list or map where something else belongs. The rest is
// said; text, numbers and words that do not belong where they stand are not known to rules.
//
// A field that the table lacks, and that is not near one that it has, may be of a later Kubernetes:
// nothing is said of it. Sources of the table: see `KubernetesFields`.
//
// What is misspelt or misplaced may hold a credential, which would be hidden by its field's name:
// its texts are hidden from rules and from all lines that are shown, and of these flaws no line is.

import Basics
import Documents
import Findings

struct MisshapenObjects {
  private(set) var problems: [Problem] = []

  /// What was found in objects of one kind, and where: the first values of many.
  struct Flaw: Sendable {
    let code: Code
    let severity: Severity
    let message: String
    var values: [Value]
    var count = 1
  }

  enum Code: String, Sendable {
    case misspeltField = "misspelt-field"
    case misspeltValue = "misspelt-value"
    case misplacedField = "misplaced-field"
    case missingField = "missing-field"
    case unfitValue = "unfit-value"
    case unknownValue = "unknown-value"

    var help: String {
      self == .unknownValue
        ? "it is misspelt, or of a later version than importlint knows: rules do not see it"
        : "an API server writes no such object: export it again, as it is"
    }
  }

  /// - Parameter jobs: threads that look through the objects.
  init(
    _ buckets: [ResourceCollector.Bucket], _ known: KubernetesFields, _ store: DocumentStore,
    jobs: Int
  ) {
    let size = 2_000
    var pieces: [(definition: Int, kind: String, entries: ArraySlice<ResourceEntry>)] = []
    for bucket in buckets {
      guard let definition = known.definition(ofKind: bucket.kind, apiVersion: bucket.apiVersion)
      else { continue }
      for start in stride(from: 0, to: bucket.entries.count, by: size) {
        let entries = bucket.entries[start..<min(start + size, bucket.entries.count)]
        pieces.append((definition, bucket.kind, entries))
      }
    }
    let all = pieces
    let found = inParallel(all.count, threads: jobs) { i -> FieldWalk.Result in
      var walk = FieldWalk(known, store, kind: all[i].kind, all[i].definition)
      for entry in all[i].entries { walk.check(entry.value, all[i].definition) }
      return walk.result
    }
    MisshapenObjects.hide(found.map(\.concealed), store)
    for value in found.lazy.flatMap(\.unfit) {
      store.forEachScalar(in: value) { store.hide($0, reason: ReasonTable.unfit) }
    }
    for (map, slot) in found.lazy.flatMap(\.unfitSlots) {
      store.hide(slot: slot, of: map, reason: ReasonTable.unfit)
    }
    var tally = ProblemTally()
    for flaw in found.flatMap(\.flaws) {
      for (index, value) in flaw.values.enumerated() {
        var problem = Problem(
          flaw.code.rawValue, flaw.severity, flaw.message, help: flaw.code.help)
        if index == 0 { problem.count = flaw.count - flaw.values.count + 1 }
        let path = store.source(of: value)?.path ?? ""
        tally.add(problem, inFile: path) {
          let region = store.place(of: value).map { Region($0, count: nil) }
          return [Place(path: path, region: region)]
        }
      }
    }
    problems = tally.problems
  }

  /// Hides fields, and keeps what they hold out of every line that is shown of their sources.
  private static func hide(
    _ concealed: [[(map: Value, slots: Range<Int>)]], _ store: DocumentStore
  ) {
    let memory = store.memory
    var ranges = WithheldRanges()
    for (map, slots) in concealed.joined() {
      for slot in slots { ranges.add(memory.value(slot: slot, of: map), of: store) }
    }
    ranges.withhold()
    for (map, slots) in concealed.joined() {
      for slot in slots {
        let value = memory.value(slot: slot, of: map)
        store.forEachScalar(in: value) { scalar in
          switch scalar.tag {
          case .string, .int, .uint, .double, .bool:
            store.hide(scalar, reason: ReasonTable.hidden)
          default: break
          }
        }
        // The field of an item that had no kind only refers to the item's.
        if value.arena != map.arena {
          store.hide(slot: slot, of: map, reason: ReasonTable.hidden)
        }
      }
    }
  }
}
