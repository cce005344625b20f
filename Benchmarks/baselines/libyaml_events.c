/* libyaml_events FILE: the least that reading YAML through libyaml can cost. Parses the file to
   events on one thread and throws them away. Prints the number of events and the seconds that the
   parsing alone took. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <yaml.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  struct stat file;
  int descriptor = argc == 2 ? open(argv[1], O_RDONLY) : -1;
  if (descriptor < 0 || fstat(descriptor, &file) != 0) {
    fprintf(stderr, "usage: libyaml_events FILE\n");
    return 2;
  }
  void *text = mmap(NULL, file.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (text == MAP_FAILED) return 2;

  yaml_parser_t parser;
  yaml_event_t event;
  yaml_event_type_t type;
  unsigned long events = 0;
  double start = now();
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, text, file.st_size);
  do {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "line %zu: %s\n", parser.problem_mark.line + 1, parser.problem);
      return 1;
    }
    type = event.type;
    yaml_event_delete(&event);
    events++;
  } while (type != YAML_STREAM_END_EVENT);
  yaml_parser_delete(&parser);
  printf("%lu events in %.3f s\n", events, now() - start);
  return 0;
}
