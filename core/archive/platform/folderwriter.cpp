#include "archive/members/archivewriter.h"
#include "archive/members/filesource.h"
#include "archive/members/membername.h"
#include "archive/members/memberorder.h"
#include "base/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QList>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

class FolderWriter final : public ArchiveWriter
{
public:
  FolderWriter(FileDescriptor folder, QString path) : m_top(std::move(folder)), m_folder(std::move(path)) {}

  Result<Unit> addFolder(const QString& path) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    return makeFolders(path.toUtf8() + '/');
  }

  /// Made in `finish`: nothing is ever written through a link.
  Result<Unit> addLink(const QString& path, const QString& target) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    const QByteArray bytes = target.toUtf8();
    if (!staysInFolder(bytes) || bytes.contains('\0'))
      return Error{Error::Kind::BadInput, path, u"A link may not lead out of the folder that holds it."_s};
    m_links.append({path.toUtf8(), bytes});
    return Unit{};
  }

  Result<Unit> begin(const QString& path, qint64 size, bool isExecutable) override
  {
    SCRIPTORIUM_TRY(m_order.begin(path, size));
    const QByteArray name = path.toUtf8();
    SCRIPTORIUM_TRY(makeFolders(name));
    m_path = m_folder + u'/' + path;
    // O_EXCL also finds the name that this file system takes for another one.
    m_file = FileDescriptor(::openat(m_top.fd(), name.constData(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                     isExecutable ? 0755 : 0644));
    if (!m_file.isOpen())
      return nameError(errno);
    return Unit{};
  }

  Result<Unit> data(QByteArrayView piece) override
  {
    SCRIPTORIUM_TRY(m_order.data(piece.size()));
    return m_file.write(piece, m_path);
  }

  Result<Unit> end() override
  {
    SCRIPTORIUM_TRY(m_order.end());
    if (::close(m_file.release()) != 0)
      return ioError(m_path, errno);
    return Unit{};
  }

  Result<Unit> finish() override
  {
    SCRIPTORIUM_TRY(m_order.idle());
    SCRIPTORIUM_TRY(makeLinks());
    // One call for the file system instead of one fsync for each of 60,000 files.
    if (::syncfs(m_top.fd()) != 0)
      return ioError(m_folder, errno);
    return Unit{};
  }

private:
  Result<Unit> makeLinks()
  {
    // All folders first, so that none is made below a link.
    for (const auto& link : std::as_const(m_links))
      SCRIPTORIUM_TRY(makeFolders(link.path));
    for (const auto& link : std::as_const(m_links)) {
      m_path = m_folder + u'/' + QString::fromUtf8(link.path);
      if (::symlinkat(link.target.constData(), m_top.fd(), link.path.constData()) != 0)
        return nameError(errno);
    }
    return Unit{};
  }

  Error nameError(int reason) const
  {
    if (reason == EEXIST)
      return Error{
          Error::Kind::Conflict, m_path,
          u"This disk already holds a file of this name, or one that it takes for the same. Export to an "
          "archive instead."_s};
    if (reason == ENAMETOOLONG || reason == EINVAL || reason == EILSEQ)
      return Error{Error::Kind::Io, m_path,
                   u"This disk cannot hold a file of this name. Export to an archive instead."_s};
    return ioError(m_path, reason);
  }

  /// Every folder on the way to `path`, up to its last '/'.
  Result<Unit> makeFolders(const QByteArray& path)
  {
    const qsizetype end = path.lastIndexOf('/');
    if (end < 0 || path.first(end) == m_madeLast)
      return Unit{};
    for (qsizetype at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const QByteArray folder = path.first(at);
      struct stat facts = {};
      if (::mkdirat(m_top.fd(), folder.constData(), 0755) == 0)
        continue;
      const int reason = errno;
      m_path = m_folder + u'/' + QString::fromUtf8(folder);
      const bool isThere =
          reason == EEXIST && ::fstatat(m_top.fd(), folder.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
      if (!isThere || !S_ISDIR(facts.st_mode))
        return nameError(reason);
    }
    m_madeLast = path.first(end);
    return Unit{};
  }

  FileDescriptor m_top;
  FileDescriptor m_file;
  QString m_folder;
  QString m_path; ///< of what is written now
  QByteArray m_madeLast;
  struct Link
  {
    QByteArray path;
    QByteArray target;
  };
  QList<Link> m_links;
  MemberOrder m_order;
};

} // namespace

Result<std::unique_ptr<ArchiveWriter>> createFolder(const QString& folder)
{
  if (!QDir().mkpath(folder))
    return ioError(folder, errno);
  FileDescriptor top(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.isOpen())
    return ioError(folder, errno);
  return std::unique_ptr<ArchiveWriter>(std::make_unique<FolderWriter>(std::move(top), folder));
}

} // namespace scriptorium
