import Checkout
import Findings
import Testing

@testable import Rules

@Suite("the results of batches put together", .serialized, .comparesTimes)
struct BatchResultTests {
  private static func batch(_ count: Int) -> BatchResult {
    var batch = BatchResult()
    batch.passing = (0..<count).map { .node("n\($0)") }
    batch.counts[.pass] = count
    return batch
  }

  @Test("cost no more, the more there were before: what is quadratic takes 64 times as long")
  func linear() {
    func seconds(_ batches: Int) -> Double {
      let next = Self.batch(256)
      let clock = ContinuousClock()
      return (0..<3).map { _ in
        clock.measure {
          var sum = BatchResult()
          for _ in 0..<batches { sum.add(next) }
          #expect(sum.passing.count == 256 * batches)
          #expect(sum.counts.pass == 256 * batches)
        } / .seconds(1)
      }.min() ?? 0
    }
    #expect(seconds(800) / seconds(100) < 28)
  }
}
