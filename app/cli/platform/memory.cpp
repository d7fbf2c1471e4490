#include "app/cli/memory.h"

#include <malloc.h>

namespace scriptorium::cli {

void keepMemoryLow()
{
  constexpr int kLargeBytes = 128 * 1024; // glibc would raise it as large pieces are given back
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TRIM_THRESHOLD, kLargeBytes);
  mallopt(M_MMAP_THRESHOLD, kLargeBytes);
}

} // namespace scriptorium::cli
