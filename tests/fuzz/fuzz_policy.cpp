#include "checks/policycosts.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace scriptorium;

/// The bytes, grown, as the policies of a small course: they may be anything, stop nothing and cost little.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QString broken =
      testing::brokenPolicy(QByteArrayView(reinterpret_cast<const char*>(data), qsizetype(size)));
  if (broken.isEmpty())
    return 0;
  std::fprintf(stderr, "%s\n", qPrintable(broken));
  std::abort();
}
