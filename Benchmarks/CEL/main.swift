// Measures CEL expressions over one object: ns for an evaluation, allocations, µs to compile it.
//
//     cel-bench timings.json [--json] [--only NAME]
//
// The file holds `exprs` (by name) and `object`, over which they are evaluated.

import CEL
import CLibrary
import CountingMalloc
import Documents

func nanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// ns for one call of `body`, in each of several rounds of about 20 ms.
func rounds(_ number: Int, _ body: () -> Void) -> [Double] {
  var count = 1
  while true {
    let start = nanoseconds()
    for _ in 0..<count { body() }
    if nanoseconds() - start > 5_000_000 { break }
    count *= 2
  }
  count *= 4
  return (0..<number).map { _ in
    let start = nanoseconds()
    for _ in 0..<count { body() }
    return Double(nanoseconds() - start) / Double(count)
  }.sorted()
}

func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

func fixed(_ number: Double) -> String {
  let tenths = Int((number * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}

guard CommandLine.arguments.count > 1,
  case .success(let source) = SourceText.read(
    file: CommandLine.arguments[1], path: CommandLine.arguments[1])
else {
  print("usage: cel-bench timings.json [--json]")
  exit(2)
}
let store = DocumentStore()
guard let document = store.read(source).documents.first,
  let expressions = DocumentValue(document, in: store)["exprs"],
  let subject = DocumentValue(document, in: store)["object"],
  let evaluator = Evaluator(store: store)
else {
  print("\(CommandLine.arguments[1]): no expressions and object")
  exit(2)
}
let json = CommandLine.arguments.contains("--json")
let only = CommandLine.arguments.firstIndex(of: "--only").map { CommandLine.arguments[$0 + 1] }
var environment = Environment(store: store)
let object = environment.declare("object", .dyn)
evaluator.set(object, to: subject.value)

if !json {
  print("expression           median ns   best ns  allocations  compile µs     cost  result")
}
for (name, text) in expressions.entries where only == nil || only == name {
  let text = text.string ?? ""
  guard case .success(let program) = environment.compile(text) else {
    print("\(name): does not compile")
    exit(1)
  }
  let run = {
    evaluator.reset()
    _ = evaluator.evaluate(program)
  }
  for _ in 0..<10_000 { run() }
  let before = counting_malloc_count()
  for _ in 0..<10_000 { run() }
  let allocations = Double(counting_malloc_count() - before) / 10_000
  let times = rounds(15, run)
  let compiling = only != nil ? [0, 0, 0] : rounds(5) { _ = environment.compile(text) }
  let result = evaluator.text(of: evaluator.evaluate(program))
  if json {
    print(
      #"{"name":"\#(name)","ns":\#(times[7]),"best":\#(times[0]),"allocations":\#(allocations),"#
        + #""compile_us":\#(compiling[2] / 1000)}"#)
  } else {
    print(
      name + padded(fixed(times[7]), 30 - name.count) + padded(fixed(times[0]), 10)
        + padded(fixed(allocations), 13) + padded(fixed(compiling[2] / 1000), 12)
        + padded("\(evaluator.cost)", 9) + "  \(result)")
  }
}
