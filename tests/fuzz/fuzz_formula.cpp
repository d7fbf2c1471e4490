#include "grading/formulainvariants.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace scriptorium;

/// The bytes as a formula (behind a byte whose lowest bit says whether case matters), and as decisions of a
/// generator of formulas whose value is known.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const QByteArrayView bytes(reinterpret_cast<const char*>(data), qsizetype(size));
  const bool isCaseSensitive = size > 0 && (data[0] & 1U) != 0;
  QString broken =
      testing::brokenFormulaInvariant(QString::fromUtf8(size > 0 ? bytes.sliced(1) : bytes), isCaseSensitive);
  if (broken.isEmpty())
    broken = testing::brokenFormulaValue(bytes);
  if (broken.isEmpty())
    return 0;
  std::fprintf(stderr, "%s\n", qPrintable(broken));
  std::abort();
}
