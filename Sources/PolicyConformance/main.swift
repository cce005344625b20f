// Tries suites of ValidatingAdmissionPolicies and prints one JSON object a line.
//
//     policy-conformance FOLDER...

import CLibrary

let folders = CommandLine.arguments.dropFirst()
var hasFailed = folders.isEmpty
if folders.isEmpty { print("usage: policy-conformance FOLDER...") }
for folder in folders {
  guard let results = PolicySuite(folder: folder).results() else {
    hasFailed = true
    continue
  }
  for result in results { print(result.json) }
}
exit(hasFailed ? 2 : 0)
