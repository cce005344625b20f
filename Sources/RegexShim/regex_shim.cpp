#include "regex_shim.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

struct regex_shim_pattern {
  RE2 re2;
  regex_shim_pattern(const re2::StringPiece &text, const RE2::Options &options)
      : re2(text, options) {}
};

namespace {

// RE2's numbers are part of its interface, but naming each of them here keeps a renumbering there
// from silently changing the message a user reads.
regex_shim_error translate(RE2::ErrorCode code) {
  switch (code) {
    case RE2::NoError: return REGEX_SHIM_OK;
    case RE2::ErrorInternal: return REGEX_SHIM_INTERNAL;
    case RE2::ErrorBadEscape: return REGEX_SHIM_BAD_ESCAPE;
    case RE2::ErrorBadCharClass: return REGEX_SHIM_BAD_CHAR_CLASS;
    case RE2::ErrorBadCharRange: return REGEX_SHIM_BAD_CHAR_RANGE;
    case RE2::ErrorMissingBracket: return REGEX_SHIM_MISSING_BRACKET;
    case RE2::ErrorMissingParen: return REGEX_SHIM_MISSING_PAREN;
    case RE2::ErrorUnexpectedParen: return REGEX_SHIM_UNEXPECTED_PAREN;
    case RE2::ErrorTrailingBackslash: return REGEX_SHIM_TRAILING_BACKSLASH;
    case RE2::ErrorRepeatArgument: return REGEX_SHIM_REPEAT_ARGUMENT;
    case RE2::ErrorRepeatSize: return REGEX_SHIM_REPEAT_SIZE;
    case RE2::ErrorRepeatOp: return REGEX_SHIM_REPEAT_OP;
    case RE2::ErrorBadPerlOp: return REGEX_SHIM_BAD_PERL_OP;
    case RE2::ErrorBadUTF8: return REGEX_SHIM_BAD_UTF8;
    case RE2::ErrorBadNamedCapture: return REGEX_SHIM_BAD_NAMED_CAPTURE;
    case RE2::ErrorPatternTooLarge: return REGEX_SHIM_TOO_LARGE;
  }
  return REGEX_SHIM_INTERNAL;
}

re2::StringPiece piece(const uint8_t *bytes, size_t length) {
  // An empty Swift buffer has a null address, and RE2 takes a null address for "no match here".
  return re2::StringPiece(length == 0 ? "" : reinterpret_cast<const char *>(bytes), length);
}

}  // namespace

extern "C" {

regex_shim_pattern *regex_shim_compile(
    const uint8_t *pattern, size_t length, int64_t max_memory, regex_shim_error *error,
    uint8_t *argument, size_t argument_capacity, size_t *argument_length) {
  *argument_length = 0;
  try {
    // Quiet: what is wrong goes to the caller, not to stderr.
    RE2::Options options(RE2::Quiet);
    options.set_encoding(RE2::Options::EncodingUTF8);
    options.set_max_mem(max_memory);
    auto compiled = std::make_unique<regex_shim_pattern>(piece(pattern, length), options);
    *error = translate(compiled->re2.error_code());
    if (compiled->re2.ok()) return compiled.release();
    const std::string &culprit = compiled->re2.error_arg();
    *argument_length = std::min(culprit.size(), argument_capacity);
    if (*argument_length > 0) std::memcpy(argument, culprit.data(), *argument_length);
  } catch (...) {
    *error = REGEX_SHIM_OUT_OF_MEMORY;
  }
  return nullptr;
}

void regex_shim_free(regex_shim_pattern *pattern) { delete pattern; }

int32_t regex_shim_group_count(const regex_shim_pattern *pattern) {
  return pattern->re2.NumberOfCapturingGroups();
}

int32_t regex_shim_program_size(const regex_shim_pattern *pattern) {
  return pattern->re2.ProgramSize();
}

int32_t regex_shim_match(
    const regex_shim_pattern *pattern, const uint8_t *text, size_t length, size_t start,
    regex_shim_span *spans, int32_t span_count) {
  try {
    const re2::StringPiece subject = piece(text, length);
    if (span_count <= 0) {
      return pattern->re2.Match(subject, start, length, RE2::UNANCHORED, nullptr, 0) ? 1 : 0;
    }
    std::vector<re2::StringPiece> groups(static_cast<size_t>(span_count));
    if (!pattern->re2.Match(
            subject, start, length, RE2::UNANCHORED, groups.data(), span_count)) {
      return 0;
    }
    for (size_t index = 0; index < groups.size(); index += 1) {
      const bool took_part = groups[index].data() != nullptr;
      spans[index].start = took_part ? groups[index].data() - subject.data() : -1;
      spans[index].end =
          took_part ? spans[index].start + static_cast<ptrdiff_t>(groups[index].size()) : -1;
    }
    return 1;
  } catch (...) {
    return -1;
  }
}

ptrdiff_t regex_shim_find(
    const uint8_t *text, size_t length, const uint8_t *needle, size_t needle_length) {
  // memmem is hidden from Swift: the C library only shows it to those who ask for GNU's extensions.
  const void *found = memmem(text, length, needle, needle_length);
  return found == nullptr ? -1 : static_cast<const uint8_t *>(found) - text;
}

}  // extern "C"
