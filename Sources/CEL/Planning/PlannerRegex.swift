import Basics
import Documents

extension Planner {
  /// The compiled pattern of a call, where it is one of a constant pattern.
  func constantPattern(_ function: Function, _ operands: [Expression]) -> Regex? {
    guard RegexLibrary.bodies[function.name] != nil, operands.count >= 2,
      function.name != "matches" || operands.count == 2
    else { return nil }
    return checked.patterns[operands[1].id]
  }

  /// `text.matches('constant')`.
  func matches(_ operands: [Expression], _ regex: Regex, _ id: Expression.ID) -> Planned {
    let text = plan(operands[0])
    // Reported for the sake of traces.
    let pattern = plan(operands[1])
    let (x, y) = (text.code, pattern.code)
    let tracing = self.tracing
    let patternCost = max(1, UInt64(regex.pattern.utf8.count + 3) / 4)
    return Planned(cost: text.cost) { e in
      let value = x(e)
      if tracing { _ = y(e) }
      guard value.tag == .string else {
        return value.isUsable
          ? e.error(.overload, value, .unset, at: id) : e.attributed(e.unusable(value), id)
      }
      e.charge(UInt64(value.byteCount + 10) / 10 &* patternCost)
      e.charge(regex.weight(over: value.byteCount))
      if e.isOverBudget { return e.costExceeded() }
      return e.attributed(
        e.attempt { () throws(LibraryError) in .bool(try regex.matches(e.text(value))) }, id)
    }
  }
}
