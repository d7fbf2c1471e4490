#include "ui/widgets/errortext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Texts
{
  Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// What to do and what is safe, by kind.
QString comfort(const Error& error)
{
  switch (error.kind) {
  case Error::Kind::NotFound:
    return Texts::tr("Nothing was changed. It may have been moved or deleted meanwhile.");
  case Error::Kind::BadInput:
    return Texts::tr("Nothing was changed. Correct it and try again.");
  case Error::Kind::Conflict:
    return Texts::tr("Nothing was overwritten.");
  case Error::Kind::Locked:
    return Texts::tr("Nothing was changed. Close the course there, or open it here for reading only.");
  case Error::Kind::Io:
    if (error.reason == "disk-full"_L1)
      return Texts::tr("Everything saved before is safe. Make room on the disk, then try again.");
    return Texts::tr("Everything saved before is safe. Check the file or disk, then try again.");
  case Error::Kind::Offline:
    return Texts::tr("Your course is safe on this computer. Try again when there is a connection.");
  case Error::Kind::Denied:
    return Texts::tr("Nothing was changed. Check the permissions of the file or folder.");
  case Error::Kind::Cancelled:
    return Texts::tr("Everything is as it was before.");
  case Error::Kind::Bug:
    return Texts::tr(
        "Your work up to the last step is safe. This is a fault in Scriptorium: please report it.");
  }
  return {};
}

QString sentence(const Error& error)
{
  // What happened stands first; where it did is looked for afterwards.
  QString where = error.where;
  if (error.line > 0 && !where.isEmpty())
    where = Texts::tr("%1, line %2").arg(where).arg(error.line);
  else if (error.line > 0)
    where = Texts::tr("line %1").arg(error.line);
  if (where.isEmpty())
    return error.detail;
  return error.detail.isEmpty() ? Texts::tr("Where: %1.").arg(where)
                                : Texts::tr("%1 (%2)").arg(error.detail, where);
}

} // namespace

ErrorText errorText(const Error& error, const QString& what)
{
  ErrorText text;
  if (error.kind == Error::Kind::Cancelled)
    text.title = what.isEmpty() ? Texts::tr("Stopped.") : Texts::tr("Stopped: %1.").arg(what);
  else
    text.title = what.isEmpty() ? Texts::tr("That did not work.") : Texts::tr("Could not %1.").arg(what);
  const QString why = error.kind == Error::Kind::Cancelled ? QString() : sentence(error);
  text.body = why.isEmpty() ? comfort(error) : why + u' ' + comfort(error);
  text.detail = u"%1: %2"_s.arg(QString(kindName(error.kind)), error.toString());
  return text;
}

} // namespace scriptorium
