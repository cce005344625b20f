import CLibrary
import FoundationEssentials

// `generate-rules [--check] [FOLDER]`: writes what is made from rules/, and from the declarations
// that rules are read by, into the checkout in FOLDER (the working directory by default). With
// --check it writes nothing and fails where a file is not what it would write.

func complain(_ text: String) {
  let bytes = Array("generate-rules: \(text)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

var arguments = Array(CommandLine.arguments.dropFirst())
let isCheck = arguments.contains("--check")
arguments.removeAll { $0 == "--check" }
guard arguments.count <= 1, !arguments.contains(where: { $0.hasPrefix("-") }) else {
  complain("usage: generate-rules [--check] [FOLDER]")
  exit(2)
}

do {
  let checkout = Checkout(root: arguments.first ?? FileManager.default.currentDirectoryPath)
  let changes = try Generation(of: checkout, withWords: !isCheck).changes
  for change in changes {
    if isCheck {
      complain("\(change.path) is not what it is made from")
    } else {
      try checkout.apply(change)
      print(change.description)
    }
  }
  if isCheck, !changes.isEmpty {
    complain("run `make rules`, read the difference and commit it")
    exit(1)
  }
} catch {
  complain("\(error)")
  exit(2)
}
