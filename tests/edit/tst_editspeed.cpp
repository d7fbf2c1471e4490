// ctest-labels: slow
#include "edit/operations.h"
#include "fakes/manualclock.h"
#include "fakes/smallcourse.h"
#include "session/coursesession.h"
#include "support/testmain.h"

#include <QDebug>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr int kChapters = 50;
constexpr int kLessons = 10;
constexpr int kUnits = 10;
constexpr int kComponents = 9;

/// 50,551 blocks.
void makeLargeCourse(const QString& folder)
{
  CourseMaker make(folder);
  const auto titled = [](const QString& name) { return Fields{{u"display_name"_s, name}}; };
  QList<Child> chapters;
  for (int c = 0; c < kChapters; ++c) {
    QList<Child> lessons;
    for (int s = 0; s < kLessons; ++s) {
      QList<Child> units;
      for (int v = 0; v < kUnits; ++v) {
        QList<Child> components;
        for (int i = 0; i < kComponents; ++i) {
          const QString name = u"b%1-%2-%3-%4"_s.arg(c).arg(s).arg(v).arg(i);
          components.append(
              pointer(make.add(u"html"_s, name, {}, titled(name), "<p>text " + name.toUtf8() + "</p>")));
        }
        units.append(pointer(make.add(u"vertical"_s, u"v%1-%2-%3"_s.arg(c).arg(s).arg(v), components)));
      }
      lessons.append(pointer(make.add(u"sequential"_s, u"s%1-%2"_s.arg(c).arg(s), units)));
    }
    chapters.append(pointer(make.add(u"chapter"_s, u"c%1"_s.arg(c), lessons)));
  }
  make.finish(make.add(u"course"_s, u"run"_s, chapters));
}

/// Time on the clock, and of the processor: the first is what counts, the second what a busy machine shows.
class Watch
{
public:
  Watch() { m_timer.start(); }
  double wall() const { return double(m_timer.nsecsElapsed()) / 1e6; }
  double cpu() const { return double(std::clock() - m_clock) * 1e3 / CLOCKS_PER_SEC; }
  QString text() const { return u"%1 ms (cpu %2)"_s.arg(wall(), 0, 'f', 1).arg(cpu(), 0, 'f', 1); }

private:
  QElapsedTimer m_timer;
  std::clock_t m_clock = std::clock();
};

} // namespace

/// Prints the figures; fails only for what is out of all proportion, since machines differ.
class TestEditSpeed : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    makeLargeCourse(m_folder.path());
    auto session = CourseSession::open(m_folder.path(), CourseStore::Mode::ReadWrite, m_types, m_clock);
    QVERIFY(session);
    m_session = *std::move(session);
  }

  void oneEdit()
  {
    QList<double> times;
    const Watch all;
    for (int i = 0; i < 500; ++i) {
      const auto block = m_session->store().find(u"html"_s, u"b%1-1-1-1"_s.arg(i % kChapters)).value();
      const Watch watch;
      QVERIFY(m_session->run(u"body"_s, u"Edit"_s, [&](Edit& edit) {
        return edit::setBody(edit, m_types, block, "<p>" + QByteArray::number(i) + "</p>");
      }));
      times.append(watch.wall());
    }
    std::ranges::sort(times);
    qInfo("one edit: median %.2f ms, p99 %.2f ms (cpu %.2f)", times[250], times[495], all.cpu() / 500);
    QVERIFY(times[495] < 50);
  }

  void manyFields()
  {
    const auto blocks = m_session->store().blocks(u"html"_s).value().first(5000);
    measure("set a field of 5,000 blocks", [&](Edit& edit) -> Result<Unit> {
      for (const BlockId block : blocks)
        SCRIPTORIUM_TRY(edit::setField(edit, m_types, block, u"editor"_s, u"raw"_s));
      return Unit{};
    });
  }

  void deletingAChapterTree()
  {
    QList<BlockId> chapters;
    for (int c = 0; c < 5; ++c)
      chapters.append(m_session->store().find(u"chapter"_s, u"c%1"_s.arg(c)).value());
    measure("delete 5,055 blocks", [&](Edit& edit) { return edit::removeBlocks(edit, chapters); });
  }

  void movingManyBlocks()
  {
    QList<BlockId> units;
    for (int c = 10; c < 20; ++c) {
      for (int s = 0; s < kLessons; ++s)
        units += m_session->store()
                     .childBlocks(m_session->store().find(u"sequential"_s, u"s%1-%2"_s.arg(c).arg(s)).value())
                     .value();
    }
    const auto target = m_session->store().find(u"sequential"_s, u"s30-0"_s).value();
    measure("move 1,000 units to one lesson",
            [&](Edit& edit) { return edit::moveBlocks(edit, m_types, units, target, 0); });
  }

private:
  void measure(const char* what, const CourseSession::Work& work)
  {
    const Watch doing;
    QVERIFY(m_session->run(u"bulk"_s, QString::fromLatin1(what), work));
    const QString did = doing.text();
    const Watch undoing;
    QVERIFY(m_session->undo());
    const double undid = undoing.wall();
    const QString undone = undoing.text();
    const Watch redoing;
    QVERIFY(m_session->redo());
    const QString redone = redoing.text();
    QVERIFY(m_session->undo());
    qInfo().noquote() << what << did << "undo" << undone << "redo" << redone;
    QVERIFY(undid < 500);
  }

  QTemporaryDir m_folder;
  BlockTypes m_types = BlockTypes::builtIn();
  ManualClock m_clock;
  std::unique_ptr<CourseSession> m_session;
};

SCRIPTORIUM_TEST(TestEditSpeed)
#include "tst_editspeed.moc"
