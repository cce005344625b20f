import Documents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
// What is nested is read by recursion, and the first thread's stack is as small as `ulimit` says.
exit(onLargeStack { MainProgram.run(arguments) })
