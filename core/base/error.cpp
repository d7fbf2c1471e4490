#include "base/error.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool beginsWith(const QString& where, const QString& context)
{
  if (!where.startsWith(context))
    return false;
  const auto rest = QStringView(where).sliced(context.size());
  return rest.isEmpty() || rest.startsWith(u": ") || rest.startsWith(u'/');
}

} // namespace

Error Error::in(const QString& context) const
{
  Error result = *this;
  if (context.isEmpty() || beginsWith(where, context))
    return result;
  result.where = where.isEmpty() ? context : context + u": "_s + where;
  return result;
}

Error Error::because(QLatin1StringView why, const QStringList& data) const
{
  Error result = *this;
  result.reason = why;
  result.items = data;
  return result;
}

QString Error::toString() const
{
  QString text = where;
  if (line > 0)
    text += u':' + QString::number(line);
  return text.isEmpty() ? detail : text + u": "_s + detail;
}

QLatin1StringView kindName(Error::Kind kind)
{
  switch (kind) {
  case Error::Kind::NotFound:
    return "notFound"_L1;
  case Error::Kind::BadInput:
    return "badInput"_L1;
  case Error::Kind::Conflict:
    return "conflict"_L1;
  case Error::Kind::Locked:
    return "locked"_L1;
  case Error::Kind::Io:
    return "io"_L1;
  case Error::Kind::Offline:
    return "offline"_L1;
  case Error::Kind::Denied:
    return "denied"_L1;
  case Error::Kind::Cancelled:
    return "cancelled"_L1;
  case Error::Kind::Bug:
    return "bug"_L1;
  }
  return "bug"_L1;
}

} // namespace scriptorium
