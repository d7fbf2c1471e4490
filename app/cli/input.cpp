#include "app/cli/input.h"

#include "base/atomicfile.h"

#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

Result<QByteArray> readInput(const QString& path)
{
  if (path != u"-")
    return readFile(path);
  QFile input;
  if (!input.open(stdin, QIODevice::ReadOnly))
    return Error{Error::Kind::Io, u"standard input"_s, input.errorString()};
  return input.readAll();
}

} // namespace scriptorium::cli
