#include "archive/folderreader.h"

#include "archive/members/filesource.h"
#include "base/atomicfile.h"

#include <QByteArrayList>
#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

class FolderWalk
{
public:
  FolderWalk(QString folder, MemberReceiver& receiver, int depthLimit, QStringList* skipped)
      : m_folder(std::move(folder)), m_receiver(receiver), m_depthLimit(depthLimit), m_skipped(skipped)
  {}

  /// Takes over `folder`, whose path below the top is `path` (empty or ending in '/').
  Result<Unit> walk(FileDescriptor folder, const QByteArray& path, int depth)
  {
    if (depth > m_depthLimit)
      return Error{Error::Kind::BadInput, shownName(path),
                   u"The path is more than %1 folders deep, which is the limit."_s.arg(m_depthLimit)};
    SCRIPTORIUM_TRY_ASSIGN(const QByteArrayList names, namesIn(folder, path));
    for (const auto& name : names)
      SCRIPTORIUM_TRY(member(folder, path + name, name, depth));
    return Unit{};
  }

private:
  Error systemError(const QByteArray& path, int reason) const
  {
    return ioError(m_folder + u'/' + shownName(path), reason);
  }

  Result<QByteArrayList> namesIn(const FileDescriptor& folder, const QByteArray& path) const
  {
    DIR* listing = ::fdopendir(::dup(folder.fd()));
    if (listing == nullptr)
      return systemError(path, errno);
    QByteArrayList names;
    errno = 0;
    while (const dirent* entry = ::readdir(listing)) {
      const QByteArray name(entry->d_name);
      if (name != "." && name != "..")
        names.append(name);
    }
    const int reason = errno;
    ::closedir(listing);
    if (reason != 0)
      return systemError(path, reason);
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<Unit> member(const FileDescriptor& parent, const QByteArray& path, const QByteArray& name, int depth)
  {
    struct stat facts = {};
    if (::fstatat(parent.fd(), name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0)
      return systemError(path, errno);
    if (S_ISDIR(facts.st_mode))
      return subfolder(parent, path, name, depth);
    if (S_ISLNK(facts.st_mode))
      return link(parent, path, name);
    if (S_ISREG(facts.st_mode))
      return file(parent, path, name);
    return Error{Error::Kind::BadInput, shownName(path),
                 u"It is a device, a pipe or a socket. A course holds only files and folders."_s};
  }

  Result<Unit> subfolder(const FileDescriptor& parent, const QByteArray& path, const QByteArray& name,
                         int depth)
  {
    if (name == ".git" || name == ".hg" || name == ".svn") {
      if (m_skipped != nullptr)
        m_skipped->append(shownName(path));
      return Unit{};
    }
    SCRIPTORIUM_TRY(m_receiver.begin({ArchiveEntry::Kind::Folder, path, {}, false, 0, false}));
    SCRIPTORIUM_TRY(m_receiver.end());
    FileDescriptor folder(
        ::openat(parent.fd(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isOpen())
      return systemError(path, errno);
    return walk(std::move(folder), path + '/', depth + 1);
  }

  Result<Unit> link(const FileDescriptor& parent, const QByteArray& path, const QByteArray& name)
  {
    QByteArray target(4096, Qt::Uninitialized);
    const auto length = ::readlinkat(parent.fd(), name.constData(), target.data(), 4096);
    if (length < 0)
      return systemError(path, errno);
    target.truncate(length);
    SCRIPTORIUM_TRY(m_receiver.begin({ArchiveEntry::Kind::Link, path, target, false, 0, false}));
    return m_receiver.end();
  }

  Result<Unit> file(const FileDescriptor& parent, const QByteArray& path, const QByteArray& name)
  {
    const FileDescriptor opened(
        ::openat(parent.fd(), name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat facts = {};
    if (!opened.isOpen() || ::fstat(opened.fd(), &facts) != 0)
      return systemError(path, errno);
    const bool isExecutable = (facts.st_mode & S_IXUSR) != 0;
    SCRIPTORIUM_TRY(
        m_receiver.begin({ArchiveEntry::Kind::File, path, {}, false, facts.st_size, isExecutable}));
    FileSource source(opened, 0, facts.st_size);
    for (;;) {
      const auto piece = source.next();
      if (!piece)
        return piece.error().in(m_folder + u'/' + shownName(path));
      if (piece->isEmpty())
        break;
      SCRIPTORIUM_TRY(m_receiver.data(*piece));
      m_bytes += piece->size();
      SCRIPTORIUM_TRY(m_receiver.progress(m_bytes));
    }
    SCRIPTORIUM_TRY(m_receiver.progress(m_bytes));
    return m_receiver.end();
  }

  QString m_folder;
  MemberReceiver& m_receiver;
  int m_depthLimit;
  QStringList* m_skipped;
  qint64 m_bytes = 0;
};

} // namespace

Result<Unit> readFolder(const QString& folder, MemberReceiver& receiver, int depthLimit, QStringList* skipped)
{
  FileDescriptor top(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.isOpen())
    return ioError(folder, errno);
  return FolderWalk(folder, receiver, depthLimit, skipped).walk(std::move(top), {}, 1);
}

} // namespace scriptorium
