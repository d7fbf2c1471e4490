#include "grading/probleminvariants.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace scriptorium;

/// The bytes as the XML of a problem with answers behind NULs, and as decisions of a generator of problems
/// whose right answers are known.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QByteArrayView bytes(reinterpret_cast<const char*>(data), qsizetype(size));
  QString broken = testing::brokenAnyProblem(bytes);
  if (broken.isEmpty())
    broken = testing::brokenGeneratedProblem(bytes.first(qMin(bytes.size(), qsizetype(256))));
  if (broken.isEmpty())
    return 0;
  std::fprintf(stderr, "%s\n", qPrintable(broken));
  std::abort();
}
