#include "ui/widgets/plurals.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QString Plurals::translate(const char*, const char* source, const char*, int n) const
{
  if (n < 0)
    return {};
  QString text = QString::fromUtf8(source);
  if (!text.contains("(s)"_L1))
    return {};
  return text.replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

} // namespace scriptorium
