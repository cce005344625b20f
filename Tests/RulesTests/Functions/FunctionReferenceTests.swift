import Documents
import Findings
import Snapshots
import Testing

@testable import CEL
@testable import RuleTesting
@testable import Rules

@Suite("the entries of functions")
struct FunctionReferenceTests {
  private static let functions = FunctionReference.libraries.flatMap { library in
    library.functions.map { (library: library.title, function: $0) }
  }

  @Test("every function that an expression can call has an entry with documentation")
  func documentation() {
    for (library, function) in Self.functions {
      #expect(function.documentation != nil, "\(library): \(function.name)")
      #expect(!function.signatures.isEmpty, "\(library): \(function.name)")
      let summary = function.documentation?.summary ?? ""
      #expect(summary.hasSuffix("."), "\(library): \(function.name)")
    }
    let documented = Set(Self.functions.map(\.function.name))
    let set = RuleSet.load(
      into: DocumentStore(), folders: [], withBuiltIn: true, toolVersion: "0.1.0")
    let judge = Judge(set.withoutRules)
    let declared = judge.environment.base.functions.functions.keys
    #expect(declared.filter { !documented.contains($0) } == [])
    #expect(declared.count > 150)
  }

  @Test("each library has a title, and names each of its functions once")
  func names() {
    for library in FunctionReference.libraries {
      let names = library.functions.map(\.name)
      #expect(names.count == Set(names).count, "\(library.title)")
    }
  }

  @Test("each example gives what it says")
  func examples() throws {
    let store = DocumentStore()
    let set = RuleSet.load(into: store, folders: [], withBuiltIn: true, toolVersion: "0.1.0")
    let judge = Judge(set.withoutRules)
    let reasons = ReasonTable()
    let text = SourceText(path: "s.yaml", text: FunctionReference.exampleSnapshot)
    let root = try #require(store.read(text).documents.first)
    var description = ExampleSnapshot(store: store, reasons: reasons)
    let snapshot = description.snapshot(DocumentValue(root, in: store))
    #expect(description.problems == [])
    let target = Target.make(from: nil, store: store, reasons: reasons)
    // Outside of policies there is no `authorizer`: `HostTests` has those.
    for (library, function) in Self.functions where !library.hasPrefix("The authorizer") {
      let example = try #require(function.documentation?.example)
      let answer = judge.answer(
        ExpressionQuery(text: example.expression), in: snapshot, target: target.value,
        options: Judge.Options()
      ).answer
      let found =
        switch answer {
        case .value(let text, _): text
        case .unknown: "(unknown)"
        case .error(let message, let part): "error: \(message) in \(part)"
        case .invalid(let text), .noSubject(let text): text
        }
      #expect(found == example.result, "\(function.name): \(example.expression)")
    }
  }

  @Test("signatures say types, receivers and the names of arguments")
  func signatures() {
    func lines(_ name: String) -> [String] {
      FunctionReference.functions(named: name).flatMap(\.signatures)
    }
    #expect(
      lines("resource.Get") == [
        "resource.Get(apiVersion: string, plural: string, namespace: string, name: string) -> dyn"
      ])
    #expect(
      lines("indexOf") == [
        "string.indexOf(string) -> int", "string.indexOf(string, int) -> int",
        "list(T).indexOf(T) -> int",
      ])
    #expect(lines("!") == ["!bool -> bool"])
    #expect(lines("[]").first == "list(T)[int] -> T")
    #expect(lines("math.least").first == "math.least(int, …) -> int")
    #expect(lines("has") == ["has(map.field)"])
  }
}
