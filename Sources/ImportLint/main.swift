import Basics
import CLibrary
import Documents

let arguments = Array(CommandLine.arguments.dropFirst())
// What is nested is read by recursion, and the main thread's stack may be as small as `ulimit`
// says.
exit(onLargeStack { MainProgram.run(arguments) })
