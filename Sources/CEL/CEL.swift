// CEL: text → program → value.
//
// The language of rules and of Kubernetes' admission policies, whole but for protobuf messages. An
// expression goes this way, once:
//
//     text ─▶ tokens ─▶ Syntax ─▶ CheckedExpression ─▶ Program
//             Lexer     Parser    Checker              Planner (closures)
//
// and is evaluated as often as there are subjects:
//
//     let store = DocumentStore()
//     var environment = Environment(store: store)
//     let object = environment.declare("object", .dyn)
//     environment.declare("node", .object(nodeType))       // fields are checked
//     environment.declare("variables.names", .dyn)         // lazy: see Evaluator.provider
//     switch environment.compile("object.spec.replicas > 2") {
//     case .failure(let failure): print(failure.rendered)  // line, column, caret, suggestion
//     case .success(let program):
//       let evaluator = Evaluator(store: store)!           // one for each thread
//       for subject in subjects {
//         evaluator.reset()                                // what was made before is gone
//         evaluator.set(object, to: subject)
//         let value = evaluator.evaluate(program)
//         …
//       }
//     }
//
// Names to know:
//
// - `Environment`: variables with types, functions, container, `compatibility` (functions newer
//   than this Kubernetes version are errors), `needsHomogeneousLiterals`. A value; extend a copy,
//   and it keeps the variables' indices. All environments that are used with one `Evaluator` must
//   share one `ConstantPool` (copies do; `Environment(pool:)`).
// - `Diagnostic`: byte range in the expression's text, message, hint; `rendered(in:)` has a caret.
// - `Evaluator`: variables by index, `evaluate`, `trace`, `reset`, `reasons(of:)`, `error(of:)`.
//   `provider` finds the value of a variable that has none: called at most once a subject, may call
//   `evaluation.evaluate(otherProgram)`. That is how `variables.x` works.
// - `Evaluation`: what host functions get. Reads values through `memory`; makes them with
//   `string`, `list`, `map`, `optional`, `error`, `unknown`. A host function is a `Function` with
//   `Overload`s, added with `Environment.add`: one entry for checker and evaluator. Its name may
//   have a namespace, `resource.List`. Set `isPure: false` where it reads more than its arguments.
// - `Value` (module Documents). Tags beside the usual: `.error` (see `Evaluator.error(of:)`),
//   `.unknown` and `.hidden` (see `Evaluator.reasons(of:)`), both usable as variables' values.
//   A list or map with a `tail` may have more elements than are known; what can be decided all the
//   same is (`exists` that finds a match, `all` that finds a counterexample, `size() > n`).
// - `Trace`: every evaluated sub-expression with its value; `Evaluator.decidingParts(of:)` finds
//   in it the documents' values that decided, the most telling first.
//
// Invariants: nothing here knows rules or snapshots. Errors and unknowns are values and never
// thrown. Evaluation does not touch the heap, but for errors' texts, regular expressions that are
// not constant, sorting and formatting. Every loop and recursion is bounded: by the parser (depth,
// length), by the cost limit, by the size of scratch memory.
