#pragma once

#include <stdint.h>

/// Allocations on the heap of this process so far. Only the thread that asks should allocate.
uint64_t counting_malloc_count(void);
