#include "ui/opencourse.h"

#include "fakes/smallcourse.h"
#include "olx/write/blocktext.h"
#include "ui/desk.h"

#include <QCoreApplication>
#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {

OpenCourse::OpenCourse(CourseStore::Mode mode)
{
  QCoreApplication::installTranslator(&m_plurals);
  const QString path = m_folder.filePath(u"courses/small"_s);
  QDir().mkpath(path);
  makeSmallCourse(path);
  reopen(mode);
}

OpenCourse::~OpenCourse() = default;

void OpenCourse::reopen(CourseStore::Mode mode)
{
  m_document.reset();
  CourseInfo info;
  info.id = u"small"_s;
  info.path = m_folder.filePath(u"courses/small"_s);
  info.title = u"Small"_s;
  m_document = std::move(CourseDocument::open(info, mode, blockTypes(), m_clock)).value();
  const bool isLoaded = QTest::qWaitFor([this] { return m_document->isLoaded(); }, 10000);
  Q_ASSERT(isLoaded);
}

BlockId OpenCourse::block(const QString& name) const
{
  return m_document->store().find(name.section(u'/', 0, 0), name.section(u'/', 1)).value_or(BlockId());
}

QByteArray OpenCourse::body(const QString& name) const
{
  const auto body = olx::blockText(m_document->store(), block(name));
  return body ? *body : body.error().toString().toUtf8();
}

QString OpenCourse::field(const QString& name, const QString& field) const
{
  const auto version = m_document->store().version(block(name));
  return version ? version->fields.value(field).value_or(QString()) : version.error().toString();
}

Sha256 OpenCourse::contentHash() const
{
  return m_document->store().contentHash().value();
}

QStringList OpenCourse::history() const
{
  QStringList labels;
  const auto ops = m_document->store().history(100).value_or({});
  for (const auto& op : ops)
    labels.append(op.label);
  labels.removeLast();
  return labels;
}

} // namespace scriptorium::testing
