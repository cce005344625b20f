// libFuzzer as a library: the part of its interface that is used. The linker takes it from the
// compiler's own runtime (-sanitize=fuzzer).
#include <stddef.h>
#include <stdint.h>

// Runs the fuzzer with the command's arguments; gives the exit code.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
