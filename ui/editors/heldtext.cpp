#include "editors/heldtext.h"

#include "base/atomicfile.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

HeldText::HeldText(const CourseInfo& course, qint64 block)
    : m_folder(QDir::cleanPath(course.path + u"/../../unsaved/"_s + course.id)),
      m_path(u"%1/%2.txt"_s.arg(m_folder).arg(block))
{}

std::optional<QByteArray> HeldText::read() const
{
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
