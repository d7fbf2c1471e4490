#pragma once

#include "edit/operations.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "fakes/smallcourse.h"
#include "session/coursesession.h"

#include <QTemporaryDir>
#include <QTest>

namespace scriptorium::testing {

/// A course under test, with short names for what tests say most.
class Course
{
public:
  Course()
  {
    makeSmallCourse(m_folder.path());
    reopen();
  }
  void reopen()
  {
    m_session.reset();
    auto session = CourseSession::open(m_folder.path(), CourseStore::Mode::ReadWrite, m_types, m_clock);
    Q_ASSERT(session);
    m_session = *std::move(session);
  }
  CourseSession& session() { return *m_session; }
  const CourseStore& store() const { return m_session->store(); }
  const BlockTypes& types() const { return m_types; }
  QString folder() const { return m_folder.path(); }

  BlockId id(const char* name) const
  {
    const QString text = QString::fromLatin1(name);
    const qsizetype slash = text.indexOf(u'/');
    return store().find(text.first(slash), text.sliced(slash + 1)).value_or(BlockId());
  }
  BlockId file(const char* path) const
  {
    return store().find(kFileType.toString(), QString::fromLatin1(path)).value_or(BlockId());
  }
  BlockVersion version(const char* name) const { return store().version(id(name)).value(); }
  QString field(const char* name, const QString& field) const
  {
    return version(name).fields.value(field).value_or(u"-"_s);
  }
  QByteArray bytes(const char* path) const
  {
    return store().blob(store().version(file(path)).value().body).value();
  }
  QStringList children(const char* name) const
  {
    QStringList names;
    const auto blocks = store().childBlocks(id(name)).value();
    for (const BlockId block : blocks)
      names.append(store().block(block).value().urlName);
    return names;
  }
  Sha256 hash() const { return store().contentHash().value(); }
  Result<ChangeSet> run(const CourseSession::Work& work)
  {
    return m_session->run(u"test"_s, u"Test"_s, work);
  }

private:
  QTemporaryDir m_folder;
  BlockTypes m_types = BlockTypes::builtIn();
  ManualClock m_clock;
  std::unique_ptr<CourseSession> m_session;
};

template <typename T>
Result<Unit> unit(const Result<T>& result)
{
  return result ? Result<Unit>(Unit{}) : result.error();
}

} // namespace scriptorium::testing

/// Runs one step, which must succeed and leave the course whole.
#define RUN_IN(course, step)                                                                                 \
  do {                                                                                                       \
    const auto result = (course).run([&](Edit& edit) { return unit(step); });                                \
    QVERIFY2(result, qPrintable(result ? QString() : result.error().toString()));                            \
    QCOMPARE(brokenInvariant((course).store()), QString());                                                  \
  } while (false)
#define RUN(step) RUN_IN(course, step)

/// Runs one step, which must fail with a sentence and leave nothing.
#define REFUSES(kindOfError, step)                                                                           \
  do {                                                                                                       \
    const auto hashBefore = course.hash();                                                                   \
    const auto refused = course.run([&](Edit& edit) { return unit(step); });                                 \
    QVERIFY(!refused);                                                                                       \
    QCOMPARE(refused.error().kind, kindOfError);                                                             \
    QVERIFY(!refused.error().detail.isEmpty());                                                              \
    QCOMPARE(course.hash(), hashBefore);                                                                     \
  } while (false)
