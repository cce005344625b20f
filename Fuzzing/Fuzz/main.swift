// Runs libFuzzer on one target. The target is named by how the program is called
// (`fuzz-cel-parser`, a link to it): libFuzzer starts itself again with its own arguments, for
// example to make a reproducer smaller, and must find the same target.
//
//     fuzz-TARGET [options of libFuzzer] [corpus folder | reproducer]...
//     fuzz --targets | fuzz --seeds TARGET FOLDER

import LibFuzzer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "--targets" {
  for target in FuzzTarget.allCases { print(target.rawValue) }
  exit(0)
}
if arguments.count == 4, arguments[1] == "--seeds", let target = FuzzTarget(named: arguments[2]) {
  exit(target.writeSeeds(into: arguments[3]) ? 0 : 2)
}
guard FuzzTarget.current != nil else {
  print("usage: fuzz-TARGET [options of libFuzzer] [corpus folder | reproducer]...")
  print("TARGET: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  exit(2)
}
var count = CommandLine.argc
var values = Optional(CommandLine.unsafeArgv)
let code = withUnsafeMutablePointer(to: &values) { pointer in
  pointer.withMemoryRebound(
    to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
  ) {
    LLVMFuzzerRunDriver(&count, $0) { data, size in
      FuzzTarget.current?.run(UnsafeBufferPointer(start: data, count: size))
      return 0
    }
  }
}
exit(code)
