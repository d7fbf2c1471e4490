#include "store/heldtext.h"

#include "base/atomicfile.h"
#include "store/sql/database.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

namespace {

QString folderOf(const CourseStore& store)
{
  const QString course = QDir::cleanPath(store.folder());
  return QDir::cleanPath(course + u"/../../unsaved/"_s + QFileInfo(course).fileName());
}

} // namespace

HeldText::HeldText(const CourseStore& store, BlockId block)
    : m_folder(folderOf(store)), m_path(u"%1/%2.txt"_s.arg(m_folder).arg(block.value)),
      m_importedAt(store.database().integer("SELECT at FROM op WHERE id=1").value_or(0))
{}

QList<BlockId> HeldText::blocks(const CourseStore& store)
{
  QList<BlockId> blocks;
  const QStringList names = QDir(folderOf(store)).entryList({u"*.txt"_s}, QDir::Files);
  for (const auto& name : names) {
    const BlockId id(name.chopped(4).toLongLong());
    const auto block = store.block(id);
    if (block && block->head.isValid() && HeldText(store, id).read())
      blocks.append(id);
  }
  std::ranges::sort(blocks, {}, &BlockId::value);
  return blocks;
}

qint64 HeldText::keptAt() const
{
  return QFileInfo(m_path).lastModified().toMSecsSinceEpoch();
}

std::optional<QByteArray> HeldText::read() const
{
  if (keptAt() < m_importedAt)
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
