#include "predict/unpackedcourse.h"

#include "olx/records/filetable.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {

namespace {

/// Without "." and ".."; empty when it leaves the archive.
QString cleaned(const QString& path)
{
  return QString::fromUtf8(olx::cleanedPath(path.toUtf8()));
}

} // namespace

bool Unpacker::wants(const QString& path)
{
  return !path.startsWith("static/"_L1) && !path.contains("/static/"_L1);
}

Result<Unit> Unpacker::begin(const ArchiveEntry& entry)
{
  m_entry = entry;
  m_bytes.clear();
  return Unit{};
}

Result<Unit> Unpacker::data(QByteArrayView piece)
{
  if (wants(m_entry.path))
    m_bytes.append(piece);
  return Unit{};
}

Result<Unit> Unpacker::end()
{
  if (m_entry.kind == ArchiveEntry::Kind::Link)
    m_course.m_links.insert(m_entry.path, cleaned(m_entry.path + u"/../"_s + m_entry.linkTarget));
  else if (m_entry.kind == ArchiveEntry::Kind::File)
    m_course.m_files.insert(m_entry.path, {m_bytes, wants(m_entry.path) && m_bytes.isValidUtf8()});
  return Unit{};
}

Result<UnpackedCourse> UnpackedCourse::read(const QString& archive, const ArchiveLimits& limits,
                                            Progress& progress)
{
  Unpacker unpacker;
  SCRIPTORIUM_TRY(readArchive(archive, unpacker, limits, progress));
  return unpacker.take();
}

/// `path` with the first folder of it that is a link replaced by where that leads.
QString UnpackedCourse::throughLinks(const QString& path) const
{
  for (qsizetype slash = path.indexOf(u'/'); slash > 0; slash = path.indexOf(u'/', slash + 1))
    if (const auto link = m_links.constFind(path.first(slash)); link != m_links.cend())
      return cleaned(*link + path.sliced(slash));
  return {};
}

const UnpackedCourse::File* UnpackedCourse::found(const QString& path, int hops) const
{
  if (const auto file = m_files.constFind(path); file != m_files.cend())
    return &*file;
  if (hops == 0)
    return nullptr;
  if (const auto link = m_links.constFind(path); link != m_links.cend())
    return found(*link, hops - 1);
  const QString other = m_links.isEmpty() ? QString() : throughLinks(path);
  return other.isEmpty() ? nullptr : found(other, hops - 1);
}

std::optional<QByteArray> UnpackedCourse::text(const QString& path) const
{
  const File* file = found(path);
  return file && file->isText ? std::optional(file->bytes) : std::nullopt;
}

bool UnpackedCourse::isFolder(const QString& path) const
{
  return !filesBelow(m_links.value(path, path)).isEmpty();
}

QStringList UnpackedCourse::filesBelow(const QString& folder) const
{
  QStringList paths;
  const QString start = folder.isEmpty() ? folder : folder + u'/';
  for (auto it = m_files.lowerBound(start); it != m_files.cend() && it.key().startsWith(start); ++it)
    paths.append(it.key());
  for (auto it = m_links.lowerBound(start); it != m_links.cend() && it.key().startsWith(start); ++it)
    paths.append(it.key());
  paths.sort();
  return paths;
}

QStringList UnpackedCourse::filesIn(const QString& folder) const
{
  QStringList paths = filesBelow(folder);
  const qsizetype start = folder.isEmpty() ? 0 : folder.size() + 1;
  paths.removeIf([start](const QString& path) { return path.indexOf(u'/', start) >= 0; });
  return paths;
}

} // namespace scriptorium::predict
