// Runs files of conformance cases and prints one JSON object a line.
//
//     cel-conformance FOLDER...

import CLibrary

let folders = CommandLine.arguments.dropFirst()
guard !folders.isEmpty, let runner = CaseRunner() else {
  print("usage: cel-conformance FOLDER...")
  exit(2)
}
var count = 0
for path in folders.flatMap(CaseFolder.files(in:)) {
  guard let file = CaseFolder.document(path, in: runner.store) else { continue }
  for test in CaseRunner.cases(of: file) {
    print(runner.run(test).json)
    count += 1
  }
}
if count == 0 { exit(2) }
