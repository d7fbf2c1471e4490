#include "grading/probleminvariants.h"
#include "support/costs.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace scriptorium;

/// The bytes, grown, as the XML of a problem with answers behind NULs, which costs little, and as decisions
/// of a generator of problems whose right answers are known.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QByteArrayView bytes(reinterpret_cast<const char*>(data), qsizetype(size));
  const QByteArray text = testing::grown(bytes);
  const testing::Costs costs;
  QString broken = testing::brokenAnyProblem(text);
  if (broken.isEmpty())
    broken = costs.tooMuch(text.size());
  if (broken.isEmpty())
    broken = testing::brokenGeneratedProblem(bytes.first(qMin(bytes.size(), qsizetype(256))));
  if (broken.isEmpty())
    return 0;
  std::fprintf(stderr, "%s\n", qPrintable(broken));
  std::abort();
}
