#include "store/lock.h"

#include "base/atomicfile.h"
#include "store/platform/files.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QByteArray ownText()
{
  const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
  const QString since = QDateTime::currentDateTime().toString(u"yyyy-MM-dd hh:mm"_s);
  return u"%1 (process %2) on %3, since %4\n"_s
      .arg(program.isEmpty() ? u"scriptorium"_s : program,
           QString::number(QCoreApplication::applicationPid()), QSysInfo::machineHostName(), since)
      .toUtf8();
}

QString textOf(const QString& path)
{
  const auto bytes = readFile(path);
  const QString text = bytes ? QString::fromUtf8(bytes->left(500)).section(u'\n', 0, 0).trimmed() : QString();
  return text.isEmpty() ? u"another program"_s : text;
}

} // namespace

Result<std::unique_ptr<WriteLock>> WriteLock::take(const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const int file, platform::openLockFile(path));
  std::unique_ptr<WriteLock> lock(new WriteLock(file));
  SCRIPTORIUM_TRY_ASSIGN(const bool taken, platform::tryLock(file));
  if (!taken)
    return Error{Error::Kind::Locked, path, u"It is open for writing in %1."_s.arg(textOf(path))};
  platform::writeLockText(file, ownText());
  return lock;
}

QString WriteLock::holder(const QString& path)
{
  return platform::isLocked(path) ? textOf(path) : QString();
}

WriteLock::~WriteLock()
{
  platform::closeLockFile(m_file);
}

} // namespace scriptorium
