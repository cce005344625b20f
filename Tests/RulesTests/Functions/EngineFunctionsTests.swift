import CEL
import Documents
import Testing

@testable import Rules

@Suite("functions that ask engines")
struct EngineFunctionsTests {
  @Test("an object that an expression made costs what it holds, also if it is refused")
  func cost() throws {
    func cost(_ first: Int, _ second: Int) throws -> UInt64 {
      let store = DocumentStore()
      var environment = RuleEnvironment(
        pool: ConstantPool(store: store), functions: EngineFunctions.all
      ).base
      let pod = environment.declare("pod", .dyn)
      let evaluator = try #require(Evaluator(store: store))
      let made = try environment.compile("[lists.range(\(first)), lists.range(\(second))]").get()
      evaluator.set(pod, to: evaluator.evaluate(made))
      _ = evaluator.evaluate(
        try environment.compile("podSecurity.Violations(pod, 'privileged')").get())
      return evaluator.cost
    }
    let least = try cost(0, 0)
    #expect(try cost(500, 0) == least + 500)
    // The first list was walked before the second was too long.
    let half = JSONValue.limit / 2
    #expect(try cost(half, half) == least + UInt64(half))
  }
}
