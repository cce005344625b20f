#pragma once

// RE2 behind a C interface. Swift cannot import RE2's own header without C++ interoperability,
// which would spread to every module that imports this one.
//
// Every function is safe to call from several threads at once with the same pattern. No C++
// exception leaves this file: running out of memory is reported as a failure.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One compiled pattern. Opaque.
typedef struct regex_shim_pattern regex_shim_pattern;

/// Why a pattern was refused, in the order of RE2's own error codes.
typedef enum regex_shim_error {
  REGEX_SHIM_OK = 0,
  REGEX_SHIM_INTERNAL,
  REGEX_SHIM_BAD_ESCAPE,
  REGEX_SHIM_BAD_CHAR_CLASS,
  REGEX_SHIM_BAD_CHAR_RANGE,
  REGEX_SHIM_MISSING_BRACKET,
  REGEX_SHIM_MISSING_PAREN,
  REGEX_SHIM_UNEXPECTED_PAREN,
  REGEX_SHIM_TRAILING_BACKSLASH,
  REGEX_SHIM_REPEAT_ARGUMENT,
  REGEX_SHIM_REPEAT_SIZE,
  REGEX_SHIM_REPEAT_OP,
  REGEX_SHIM_BAD_PERL_OP,
  REGEX_SHIM_BAD_UTF8,
  REGEX_SHIM_BAD_NAMED_CAPTURE,
  REGEX_SHIM_TOO_LARGE,
  REGEX_SHIM_OUT_OF_MEMORY
} regex_shim_error;

/// A span of the searched text in bytes. `start` is -1 for a group that took no part in the match.
typedef struct regex_shim_span {
  ptrdiff_t start;
  ptrdiff_t end;
} regex_shim_span;

/// Compiles `pattern`; null on failure, with the reason in `error` and the offending part of the
/// pattern, cut to `argument_capacity` bytes, in `argument` (its length in `argument_length`).
/// `max_memory` bounds the program and its caches, in bytes.
regex_shim_pattern *regex_shim_compile(
    const uint8_t *pattern, size_t length, int64_t max_memory, regex_shim_error *error,
    uint8_t *argument, size_t argument_capacity, size_t *argument_length);

void regex_shim_free(regex_shim_pattern *pattern);

/// Number of capturing groups, without the whole match.
int32_t regex_shim_group_count(const regex_shim_pattern *pattern);

/// Number of instructions that the pattern was compiled to.
int32_t regex_shim_program_size(const regex_shim_pattern *pattern);

/// 1 when some part of `text[start..<length]` matches, 0 when none does, -1 when memory ran out.
/// `^` and `\b` see the text before `start`. Writes the first `span_count` groups, the whole match
/// being group 0; with a count of 0 it only decides, which is faster.
int32_t regex_shim_match(
    const regex_shim_pattern *pattern, const uint8_t *text, size_t length, size_t start,
    regex_shim_span *spans, int32_t span_count);

/// The offset of the first `needle`, which must not be empty, in `text`; -1 when there is none.
/// Takes time linear in both, unlike a search that starts anew at each byte.
ptrdiff_t regex_shim_find(
    const uint8_t *text, size_t length, const uint8_t *needle, size_t needle_length);

#ifdef __cplusplus
}
#endif
