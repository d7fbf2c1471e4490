#pragma once

#include "base/clock.h"
#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "render/web/memorystates.h"
#include "render/web/sitecourse.h"

#include <QHash>

#include <memory>

namespace scriptorium::testing {

/// A course built block by block, with parents that know their children.
class SmallCourse
{
public:
  using Values = QList<std::pair<QString, QString>>;

  /// The course has begun, unless `fields` say otherwise.
  explicit SmallCourse(const Values& fields = {})
  {
    add(QString(), QStringLiteral("course/R"),
        Values{{QStringLiteral("start"), QStringLiteral("2020-01-01T00:00:00Z")}} + fields);
  }

  /// `name`: "type/url_name", as `parent`, which is empty for the course.
  void add(const QString& parent, const QString& name, const Values& fields = {}, const QByteArray& body = {})
  {
    BlockVersion version;
    for (const auto& [field, value] : fields)
      version.fields.set(field, value);
    if (!body.isEmpty()) {
      version.bodyForm = name.startsWith(QStringLiteral("html/")) ? BodyForm::Text : BodyForm::Element;
      version.body = m_course.addBlob(body);
    }
    const QString type = name.section(u'/', 0, 0);
    const QString urlName = name.section(u'/', 1);
    const BlockId id = parent.isEmpty() ? m_course.add(type, urlName, version)
                                        : m_course.addBelow(m_ids.value(parent), type, urlName, version);
    m_ids.insert(name, id);
    m_versions.insert(name, version);
    if (parent.isEmpty())
      return;
    m_versions[parent].children.append({Child::Form::Pointer, id, {}});
    m_course.publish(m_ids.value(parent), m_versions.value(parent));
  }
  void addFile(const QString& path, const QByteArray& bytes) { m_course.addFile(path, bytes); }
  /// A section, a subsection and a unit: "chapter/c", "sequential/q", "vertical/u".
  void addLesson(const Values& ofSubsection = {})
  {
    add(QStringLiteral("course/R"), QStringLiteral("chapter/c"));
    add(QStringLiteral("chapter/c"), QStringLiteral("sequential/q"), ofSubsection);
    add(QStringLiteral("sequential/q"), QStringLiteral("vertical/u"));
  }

  /// After the last block was added.
  const render::SiteCourse& site()
  {
    if (!m_site)
      m_site = std::move(render::SiteCourse::of(m_course, m_types, m_course.key()).value());
    return *m_site;
  }
  int node(const QString& name) { return site().find(name.section(u'/', 0, 0), name.section(u'/', 1)); }

private:
  FakeCourse m_course;
  BlockTypes m_types = BlockTypes::builtIn();
  QHash<QString, BlockId> m_ids;
  QHash<QString, BlockVersion> m_versions;
  std::unique_ptr<render::SiteCourse> m_site;
};

/// 2026-11-29, noon.
inline constexpr Timestamp kNoon{std::chrono::milliseconds(1795953600000)};

class ClockAtNoon final : public Clock
{
public:
  Timestamp now() const override { return kNoon; }
};

} // namespace scriptorium::testing
