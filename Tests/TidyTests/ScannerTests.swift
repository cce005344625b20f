import Testing

/// The checks must be able to fail: each is shown a small sample that it must object to, and one
/// that it must let pass.
@Suite("the style checks see what they should")
struct ScannerTests {
  @Test(
    "strings and comments are blanked, code is not",
    arguments: [
      (#"a("{")b"#, "a(   )b"),
      (#"a "\"{" b"#, "a       b"),
      (##"a #"\"# b"##, "a       b"),
      (##"a #"""{"# b"##, "a          "),
      (#"a "\(c("}"))" b"#, "a             b"),
      ("a // { b\nc", "a       \nc"),
      ("a /* /* { */ } */ b", "a                 b"),
      ("a \"\"\"\n {\" }\n \"\"\" b", "a    \n     \n     b"),
      ("a \"open\nb {", "a      \nb {"),
    ])
  func blanking(text: String, code: String) {
    #expect(String(decoding: SwiftText(text).code, as: UTF8.self) == code)
  }

  @Test("functions are found with their lengths")
  func functions() {
    let text = SwiftText(
      """
      protocol Shape {
        func area() -> Int
        var name: String { get }
      }
      struct Square: Shape {
        var side = 2
        let table = ["a": { 1 }]
        init(side: Int, then body: () -> Void = { print("}") }) {
          self.side = side
        }
        func area() -> Int { side * side }
        static func == (a: Square, b: Square) -> Bool {
          // }
          a.side == b.side
        }
        var name: String {
          func inner(
            _ x: Int
          )
            -> Int
          {
            x
          }
          return Self.init(side: 1).name
        }
      }
      """)
    #expect(
      text.functions == [
        FunctionSpan(name: "name", line: 3, length: 1),
        FunctionSpan(name: "init", line: 8, length: 3),
        FunctionSpan(name: "area", line: 11, length: 1),
        FunctionSpan(name: "==", line: 12, length: 4),
        FunctionSpan(name: "name", line: 16, length: 10),
        FunctionSpan(name: "inner", line: 17, length: 7),
      ])
  }

  @Test("long functions, files and lines are faults; those at the limit are not")
  func lengths() {
    func sample(statements: Int) -> SwiftText {
      SwiftText("func f() {\n" + String(repeating: "  g()\n", count: statements) + "}\n")
    }
    #expect(sample(statements: 68).lengthFaults == [])
    #expect(
      sample(statements: 69).lengthFaults
        == [Fault(line: 1, text: "f has 71 lines, more than 70")])
    #expect(SwiftText(String(repeating: "\n", count: 500)).lengthFaults == [])
    #expect(
      SwiftText(String(repeating: "\n", count: 501)).lengthFaults
        == [Fault(line: 501, text: "501 lines, more than 500")])
    #expect(SwiftText("\n" + String(repeating: "é", count: 100)).lengthFaults == [])
    #expect(
      SwiftText("\n" + String(repeating: "é", count: 101)).lengthFaults
        == [Fault(line: 2, text: "101 columns, more than 100")])
  }

  @Test("traps are faults, in code only")
  func traps() {
    let text = SwiftText("try! a()\nb as! C\nfatalError()\ntry? a() // try!\n\"as!\"")
    #expect(text.trapFaults.map(\.line) == [1, 2, 3])
  }

  @Test(
    "names of types that say nothing are faults",
    arguments: [
      ("struct RuleManager {}", true), ("enum HTTPUtils {}", true),
      ("final class Context {}", true), ("typealias ParseContextStack = Int", true),
      ("struct ManagedFields {}", false), ("struct Contextual {}", false),
      ("let manager = Manager()", false),
    ])
  func typeNames(text: String, isFault: Bool) {
    #expect(SwiftText(text).typeNameFaults.isEmpty != isFault)
  }

  @Test("only the whole of Foundation is a fault")
  func foundation() {
    let text = SwiftText(
      """
      import FoundationEssentials
      import Foundation
      public import struct Foundation.Data
      // import Foundation
      """)
    #expect(text.foundationFaults.map(\.line) == [2, 3])
  }

  @Test("unfinished work and paths of a machine are faults")
  func texts() {
    let lines: [Substring] = [
      "// TO\u{44}O later", "at /wor\u{6B}/x", "see \"/roo\u{74}/x\"", "a/wor\u{6B}/x", "work/",
    ]
    #expect(textFaults(of: lines).map(\.line) == [1, 2, 3])
  }

  @Test("a rule's file holds one rule of its name, with examples of both verdicts")
  func rules() {
    let rule = "id: a-b\nexamples:\n- expect: {fail: [x]}\n- expect: {pass: true}\nx: 1\n"
    #expect(ruleFileFaults(named: "rules/p/q/a-b.yaml", text: rule) == [])
    #expect(
      ruleFileFaults(named: "rules/p/q/b.yaml", text: rule)
        == [Fault(line: 1, text: "rule a-b in a file named b.yaml")])
    #expect(
      ruleFileFaults(named: "rules/p/q/a.yaml", text: "id: a\nid: b\n") == [
        Fault(line: 2, text: "2 rules in one file"), Fault(line: 1, text: "no examples"),
      ])
    #expect(
      ruleFileFaults(named: "rules/p/q/a.yaml", text: "id: a\nexamples:\n- fail\npass: 1\n")
        == [Fault(line: 2, text: "no example of pass")])
    let unknowns = "id: a\nneverFails: true\nexamples:\n- pass: 1\n- expect: {unknown: [x]}\n"
    #expect(ruleFileFaults(named: "rules/p/q/a.yaml", text: unknowns) == [])
    #expect(isRuleFile("rules/p/q/a.yaml"))
    #expect(!isRuleFile("rules/p/pack.yaml"))
    #expect(!isRuleFile("rules/p/data/versions.yaml"))
  }

  @Test("a fixture is mentioned as the end of a quoted path only")
  func mentioned() {
    #expect(mentions("list.yaml", in: #"fixture("documents/list.yaml")"#))
    #expect(mentions("list.yaml", in: #"fixture("list") + ".yaml""#))
    #expect(mentions("documents", in: #"fixtures("documents/")"#))
    #expect(!mentions("documents", in: #"fixtures("documents/list.yaml")"#))
    #expect(!mentions("list.yaml", in: #"fixture("my-list.yaml")"#))
  }

  @Test("types outside of others are found, and names that the glossary has a word for")
  func glossary() {
    let text = SwiftText(
      """
      public struct Answer {
        struct Inner {}
        class func make() -> MissingReason {}
      }
      @frozen public enum Kind {}  // enum Other
      extension Answer { enum Nested {} }
      """)
    #expect(text.outerTypes.map(\.name) == ["Answer", "Kind", "Nested"])
    #expect(text.synonymFaults.map(\.line) == [3])
    let page = "## Other\n- **a** (`A`): x\n## Glossary\n- **b** (`B`, `C`): `D`\n- **e**: f\n"
    #expect(glossaryTypes(in: page) == ["B", "C"])
  }
}
