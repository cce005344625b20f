// simdjson_dom FILE: what reading JSON costs the fastest parser there is. Parses the file to
// simdjson's document tree on one thread. Prints the seconds that loading and parsing took.
#include <chrono>
#include <cstdio>
#include <simdjson.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: simdjson_dom FILE\n");
    return 2;
  }
  using clock = std::chrono::steady_clock;
  using seconds = std::chrono::duration<double>;

  auto start = clock::now();
  simdjson::padded_string text;
  if (auto error = simdjson::padded_string::load(argv[1]).get(text)) {
    std::fprintf(stderr, "%s\n", simdjson::error_message(error));
    return 1;
  }
  auto loaded = clock::now();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (auto error = parser.parse(text).get(root)) {
    std::fprintf(stderr, "%s\n", simdjson::error_message(error));
    return 1;
  }
  auto parsed = clock::now();
  std::printf("loaded in %.3f s, parsed in %.3f s\n", seconds(loaded - start).count(),
              seconds(parsed - loaded).count());
  return 0;
}
