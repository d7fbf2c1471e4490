#include "olx/records/filetable.h"

#include <QList>

#include <algorithm>

namespace scriptorium::olx {

QByteArray cleanedPath(QByteArrayView path)
{
  QList<QByteArrayView> parts;
  for (qsizetype from = 0; from <= path.size();) {
    qsizetype to = path.indexOf('/', from);
    if (to < 0)
      to = path.size();
    const QByteArrayView part = path.sliced(from, to - from);
    from = to + 1;
    if (part.isEmpty() || part == ".")
      continue;
    if (part != "..")
      parts.append(part);
    else if (parts.isEmpty())
      return {};
    else
      parts.removeLast();
  }
  QByteArray cleaned = "";
  for (const auto part : parts) {
    if (!cleaned.isEmpty())
      cleaned += '/';
    cleaned += part;
  }
  return cleaned;
}

FileTable::FileTable(const Records& records) : m_records(records), m_files(records.files.size())
{
  for (int i = 0; i < int(records.files.size()); ++i)
    m_files.insert(qHash(records.pathOf(i)), i);
}

int FileTable::indexOf(QByteArrayView path) const
{
  return m_files.find(qHash(path), [&](int file) { return m_records.pathOf(file) == path; });
}

int FileTable::find(QByteArrayView path) const
{
  return find({}, path);
}

int FileTable::find(QByteArrayView tree, QByteArrayView path) const
{
  m_scratch.resize(0);
  m_scratch.append(m_prefix).append(tree).append(path);
  const int found = indexOf(m_scratch);
  if (found >= 0 && m_records.files[size_t(found)].kind == ParsedFile::Kind::File)
    return found;
  return m_records.links.isEmpty() ? -1 : findInArchive(QByteArray(m_scratch));
}

int FileTable::findInArchive(const QByteArray& path, int hops) const
{
  const int found = indexOf(path);
  if (found >= 0 && m_records.files[size_t(found)].kind == ParsedFile::Kind::File)
    return found;
  if (hops == 0 || m_records.links.isEmpty())
    return -1;
  if (found >= 0 && m_records.files[size_t(found)].kind == ParsedFile::Kind::Link)
    return follow(found, {}, hops);
  return found < 0 ? throughFolderLink(path, hops) : -1;
}

int FileTable::throughFolderLink(const QByteArray& path, int hops) const
{
  for (qsizetype slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const int folder = indexOf(QByteArrayView(path).first(slash));
    if (folder >= 0 && m_records.files[size_t(folder)].kind == ParsedFile::Kind::Link)
      return follow(folder, QByteArrayView(path).sliced(slash), hops);
  }
  return -1;
}

int FileTable::follow(int link, QByteArrayView rest, int hops) const
{
  const QByteArray target = m_records.links.value(link).toUtf8();
  if (target.isEmpty() || target.startsWith('/'))
    return -1;
  const QByteArrayView path = m_records.pathOf(link);
  QByteArray joined = path.first(path.lastIndexOf('/') + 1).toByteArray();
  joined.append(target).append(rest);
  const QByteArray cleaned = cleanedPath(joined);
  return cleaned.isEmpty() ? -1 : findInArchive(cleaned, hops - 1);
}

QString FileTable::otherCase(const QByteArray& path) const
{
  if (m_folded.isEmpty())
    for (int i = 0; i < int(m_records.files.size()); ++i)
      m_folded.insert(QString::fromUtf8(m_records.pathOf(i)).toCaseFolded(), i);
  const int found = m_folded.value(QString::fromUtf8(m_prefix + path).toCaseFolded(), -1);
  return found >= 0 && m_records.files[size_t(found)].kind == ParsedFile::Kind::File ? pathFromRoot(found)
                                                                                     : QString();
}

bool FileTable::isInside(int file) const
{
  return m_records.pathOf(file).startsWith(m_prefix);
}

QString FileTable::pathFromRoot(int file) const
{
  const QByteArrayView path = m_records.pathOf(file);
  if (path.startsWith(m_prefix))
    return QString::fromUtf8(path.sliced(m_prefix.size()));
  // What both share, short of the path's last part.
  qsizetype shared = 0;
  for (qsizetype i = 0; i < std::min(path.size(), m_prefix.size()) && path[i] == m_prefix[i]; ++i)
    if (path[i] == '/')
      shared = i + 1;
  const auto ups = std::count(m_prefix.begin() + shared, m_prefix.end(), '/');
  return QString::fromLatin1(QByteArray("../").repeated(ups)) + QString::fromUtf8(path.sliced(shared));
}

} // namespace scriptorium::olx
