// The system's C library, whatever module it is there: who imports this one has it. The underscore
// is the price of one place: without it every file that opens a file would name all of them.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif
