#include "store/assetfiles.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"
#include "base/platform/descriptor.h"
#include "store/platform/files.h"
#include "store/sql/storefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kReadAtOnce = qint64{1} << 20;

Result<Unit> makeFolder(const QString& path)
{
  if (QDir().mkpath(path))
    return Unit{};
  return ioError(path, errno);
}

bool hasContent(const QString& path, const Sha256& hash, qint64 size)
{
  if (QFileInfo(path).size() != size)
    return false;
  Sha256Hasher hasher;
  const auto read = readInPieces(path, [&](QByteArrayView piece) -> Result<Unit> {
    hasher.add(piece);
    return Unit{};
  });
  return read.has_value() && hasher.finish() == hash;
}

} // namespace

QString assetFilePath(const QString& courseFolder, const Sha256& hash)
{
  const QString hex = QString::fromLatin1(hash.hex());
  return assetsPath(courseFolder) + u'/' + hex.left(2) + u'/' + hex;
}

Result<Unit> readInPieces(const QString& path, const std::function<Result<Unit>(QByteArrayView)>& take)
{
  QFile file(path);
  if (!file.exists())
    return Error{Error::Kind::NotFound, path, u"The file is missing."_s};
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
    return Error{Error::Kind::Io, path, file.errorString() + u'.'};
  QByteArray piece(std::clamp<qint64>(file.size(), 1, kReadAtOnce), Qt::Uninitialized);
  for (;;) {
    const qint64 got = file.read(piece.data(), piece.size());
    if (got < 0)
      return Error{Error::Kind::Io, path, file.errorString() + u'.'};
    if (got == 0)
      return Unit{};
    SCRIPTORIUM_TRY(take(QByteArrayView(piece.constData(), got)));
  }
}

Result<std::unique_ptr<AssetFileWriter>> AssetFileWriter::begin(const QString& courseFolder, Durable durable)
{
  SCRIPTORIUM_TRY(faultPoint("store.asset.begin"));
  const QString folder = assetsPath(courseFolder) + u"/tmp"_s;
  SCRIPTORIUM_TRY(makeFolder(folder));
  const QString path = folder + u'/' + QUuid::createUuid().toString(QUuid::Id128);
  SCRIPTORIUM_TRY_ASSIGN(const int file, createFile(path));
  return std::unique_ptr<AssetFileWriter>(new AssetFileWriter(courseFolder, path, file, durable));
}

AssetFileWriter::AssetFileWriter(QString courseFolder, QString temporary, int file, Durable durable)
    : m_courseFolder(std::move(courseFolder)), m_temporary(std::move(temporary)), m_file(file),
      m_durable(durable)
{}

AssetFileWriter::~AssetFileWriter()
{
  if (m_file >= 0)
    static_cast<void>(closeFile(m_file, m_temporary)); // it is thrown away
  if (!m_temporary.isEmpty())
    QFile::remove(m_temporary);
}

Result<Unit> AssetFileWriter::write(QByteArrayView bytes)
{
  SCRIPTORIUM_TRY(faultPoint("store.asset.write"));
  m_hasher.add(bytes);
  m_size += bytes.size();
  return writeAll(m_file, bytes, m_temporary);
}

Result<AssetFileWriter::Stored>
AssetFileWriter::finish(const std::function<Result<bool>(const Sha256&)>& isStored)
{
  const Stored stored{m_hasher.finish(), m_size};
  SCRIPTORIUM_TRY_ASSIGN(const bool isElsewhere, isStored(stored.hash));
  if (isElsewhere)
    return stored;
  SCRIPTORIUM_TRY(faultPoint("store.asset.sync"));
  if (m_durable == Durable::Later)
    platform::startWriting(m_file);
  else
    SCRIPTORIUM_TRY(syncFile(m_file, m_temporary));
  SCRIPTORIUM_TRY(closeFile(std::exchange(m_file, -1), m_temporary));
  const QString target = assetFilePath(m_courseFolder, stored.hash);
  const bool isThere = m_durable == Durable::Now
                           ? hasContent(target, stored.hash, stored.size)
                           : QFileInfo(target).size() == stored.size && QFileInfo::exists(target);
  if (!isThere)
    SCRIPTORIUM_TRY(place(target));
  return stored;
}

Result<Unit> AssetFileWriter::place(const QString& target)
{
  const QString folder = QFileInfo(target).absolutePath();
  const bool isNewFolder = !QFileInfo::exists(folder);
  SCRIPTORIUM_TRY(makeFolder(folder));
  SCRIPTORIUM_TRY(faultPoint("store.asset.rename"));
  if (::rename(QFile::encodeName(m_temporary).constData(), QFile::encodeName(target).constData()) != 0)
    return ioError(target, errno);
  m_temporary.clear();
  SCRIPTORIUM_TRY(faultPoint("store.asset.renamed"));
  if (m_durable == Durable::Later)
    return Unit{};
  SCRIPTORIUM_TRY(syncFolder(folder));
  if (isNewFolder)
    return syncFolder(assetsPath(m_courseFolder));
  return Unit{};
}

Result<AssetFileWriter::Stored> copyToAssets(const QString& courseFolder, const QString& path,
                                             Progress& progress)
{
  const qint64 total = QFileInfo(path).size();
  qint64 done = 0;
  SCRIPTORIUM_TRY_ASSIGN(const auto writer,
                         AssetFileWriter::begin(courseFolder, AssetFileWriter::Durable::Now));
  const auto copied = readInPieces(path, [&](QByteArrayView piece) -> Result<Unit> {
    SCRIPTORIUM_TRY(progress.report(done, total));
    done += piece.size();
    return writer->write(piece);
  });
  if (!copied)
    return copied.error();
  return writer->finish([](const Sha256&) -> Result<bool> { return false; });
}

} // namespace scriptorium
