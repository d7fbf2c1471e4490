#include "ui/document/heldtext.h"

#include "base/atomicfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

namespace {

QString folderOf(const CourseInfo& course)
{
  return QDir::cleanPath(course.path + u"/../../unsaved/"_s + course.id);
}

} // namespace

HeldText::HeldText(const CourseInfo& course, qint64 block)
    : m_folder(folderOf(course)), m_path(u"%1/%2.txt"_s.arg(m_folder).arg(block)),
      m_importedAt(course.importedAt)
{}

QList<qint64> HeldText::blocks(const CourseInfo& course)
{
  QList<qint64> blocks;
  const QStringList names = QDir(folderOf(course)).entryList({u"*.txt"_s}, QDir::Files, QDir::Name);
  for (const auto& name : names)
    if (const qint64 block = name.chopped(4).toLongLong(); HeldText(course, block).read())
      blocks.append(block);
  return blocks;
}

std::optional<QByteArray> HeldText::read() const
{
  if (QFileInfo(m_path).lastModified().toMSecsSinceEpoch() < m_importedAt)
    return std::nullopt;
  const auto text = readFile(m_path);
  return text ? std::optional(*text) : std::nullopt;
}

Result<Unit> HeldText::write(QByteArrayView text) const
{
  if (!QDir().mkpath(m_folder))
    return Error{Error::Kind::Io, m_folder, u"The folder for unsaved text could not be made."_s};
  return writeFile(m_path, text);
}

void HeldText::remove() const
{
  QFile::remove(m_path);
}

} // namespace scriptorium
