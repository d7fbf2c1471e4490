#include "support/places.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {

QString sourceFolder()
{
  return QStringLiteral(SCRIPTORIUM_SOURCE_DIR);
}

QString programFolder()
{
  return QStringLiteral(SCRIPTORIUM_BIN_DIR);
}

QString sampleCourse()
{
  return sourceFolder() + u"/resources/samples/welcome"_s;
}

} // namespace scriptorium::testing
