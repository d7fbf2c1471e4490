#include "edit/operations.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "fakes/smallcourse.h"
#include "olx/write/blocktext.h"
#include "session/coursesession.h"
#include "support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestCourseSession : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    makeSmallCourse(m_folder->path());
    open();
  }
  void cleanup()
  {
    QCOMPARE(brokenInvariant(m_session->store()), QString());
    m_session.reset();
  }

  void aStepIsAnnouncedOnce()
  {
    QSignalSpy spy(m_session.get(), &CourseSession::changed);
    const auto changes = title(u"h2"_s, u"New"_s);
    QVERIFY2(changes, qPrintable(changes ? QString() : changes.error().toString()));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(changes->label, u"Rename"_s);
    QCOMPARE(changes->blocks.size(), 1);
    QCOMPARE(changes->blocks.front().block, block(u"html"_s, u"h2"_s));
    QVERIFY(changes->blocks.front().aspects.testFlag(Aspect::Fields));
    QVERIFY(!changes->blocks.front().aspects.testFlag(Aspect::Body));
  }

  void failedWorkLeavesAndAnnouncesNothing()
  {
    const auto before = m_session->store().contentHash().value();
    QSignalSpy spy(m_session.get(), &CourseSession::changed);
    const auto result = m_session->run(u"field"_s, u"Rename"_s, [&](Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY(edit::rename(edit, m_types, block(u"html"_s, u"h2"_s), u"New"_s));
      return Error{Error::Kind::BadInput, {}, u"No."_s};
    });
    QVERIFY(!result);
    QCOMPARE(spy.size(), 0);
    QCOMPARE(m_session->store().contentHash().value(), before);
    QCOMPARE(m_session->store().history(10).value().size(), 1);
    QCOMPARE(m_session->undoLabel(), QString());
  }

  void whatChangesNothingMakesNoStep()
  {
    QSignalSpy spy(m_session.get(), &CourseSession::changed);
    const auto changes = title(u"h2"_s, u"Second"_s);
    QVERIFY(changes && changes->isEmpty());
    QCOMPARE(spy.size(), 0);
    QCOMPARE(m_session->store().history(10).value().size(), 1);
  }

  void aStepInsideAStepIsRefused()
  {
    const auto result = m_session->run(u"field"_s, u"Outer"_s, [&](Edit&) -> Result<Unit> {
      const auto inner = title(u"h2"_s, u"New"_s);
      if (!inner)
        return inner.error();
      return Unit{};
    });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Bug);
    QVERIFY(title(u"h2"_s, u"New"_s));
  }

  void aHandlerMayRunTheNextStep()
  {
    bool isFirst = true;
    connect(m_session.get(), &CourseSession::changed, this, [&] {
      if (std::exchange(isFirst, false))
        QVERIFY(title(u"h4"_s, u"Too"_s));
    });
    QVERIFY(title(u"h2"_s, u"New"_s));
    QCOMPARE(m_session->store().history(10).value().size(), 3);
  }

  void undoAndRedoWalkThroughTheHistory()
  {
    const auto start = hash();
    QVERIFY(title(u"h2"_s, u"One"_s, u"First"_s));
    const auto one = hash();
    QVERIFY(title(u"h2"_s, u"Two"_s, u"Second"_s));
    const auto two = hash();
    QCOMPARE(m_session->undoLabel(), u"Second"_s);
    const auto undone = m_session->undo();
    QVERIFY(undone);
    QCOMPARE(undone->blocks.size(), 1);
    QCOMPARE(hash(), one);
    QCOMPARE(m_session->redoLabel(), u"Second"_s);
    QVERIFY(m_session->undo());
    QCOMPARE(hash(), start);
    QCOMPARE(m_session->redoLabel(), u"First"_s);
    QCOMPARE(m_session->undo().error().kind, Error::Kind::NotFound);
    reopen();
    QCOMPARE(hash(), start);
    QVERIFY(m_session->redo());
    QCOMPARE(hash(), one);
    QVERIFY(m_session->redo());
    QCOMPARE(hash(), two);
    QCOMPARE(m_session->redo().error().kind, Error::Kind::NotFound);
  }

  void aNewStepEndsTheRedo()
  {
    QVERIFY(title(u"h2"_s, u"One"_s, u"First"_s));
    QVERIFY(title(u"h2"_s, u"Two"_s, u"Second"_s));
    QVERIFY(m_session->undo());
    QVERIFY(title(u"h2"_s, u"Three"_s, u"Third"_s));
    QCOMPARE(m_session->redoLabel(), QString());
    QCOMPARE(m_session->undoLabel(), u"Third"_s);
    QVERIFY(m_session->undo());
    QCOMPARE(m_session->undoLabel(), u"First"_s);
  }

  void theHistoryTellsWhoDidWhat()
  {
    m_session->setAuthor(u"Ada"_s);
    m_clock.advance(std::chrono::seconds(5));
    QVERIFY(title(u"h2"_s, u"One"_s, u"Rename Second"_s));
    QVERIFY(m_session->undo());
    const auto ops = m_session->store().history(10).value();
    QCOMPARE(ops.size(), 3);
    QCOMPARE(ops[0].kind, u"undo"_s);
    QCOMPARE(ops[0].label, u"Undo: Rename Second"_s);
    QCOMPARE(ops[0].target, ops[1].id);
    QCOMPARE(ops[0].author, u"Ada"_s);
    QCOMPARE(ops[1].state, OpInfo::State::Undone);
    QCOMPARE(ops[1].at, qint64(m_clock.now().time_since_epoch().count()));
    QCOMPARE(ops[1].blocks, 1);
  }

  void typingIsOneStepForAMinute()
  {
    const auto start = hash();
    QVERIFY(type("a"));
    m_clock.advance(std::chrono::seconds(30));
    QVERIFY(type("ab"));
    m_clock.advance(std::chrono::seconds(29));
    QVERIFY(type("abc"));
    QCOMPARE(m_session->store().history(10).value().size(), 2);
    m_clock.advance(std::chrono::seconds(2));
    QVERIFY(type("abcd"));
    QCOMPARE(m_session->store().history(10).value().size(), 3);
    QVERIFY(m_session->undo());
    QCOMPARE(text(), QByteArray("abc"));
    QVERIFY(m_session->undo());
    QCOMPARE(hash(), start);
    QVERIFY(m_session->redo());
    QCOMPARE(text(), QByteArray("abc"));
  }

  void onlyTheSameStepIsExtended()
  {
    QVERIFY(type("a"));
    QVERIFY(title(u"h4"_s, u"Between"_s));
    QVERIFY(type("ab"));
    QCOMPARE(m_session->store().history(10).value().size(), 4);
    m_session->setAuthor(u"Someone else"_s);
    QVERIFY(type("abc"));
    QCOMPARE(m_session->store().history(10).value().size(), 5);
    QVERIFY(m_session->undo());
    QVERIFY(type("abd"));
    QCOMPARE(m_session->store().history(10).value().size(), 7);
  }

  void aReadOnlySessionChangesNothing()
  {
    m_session.reset();
    open(CourseStore::Mode::ReadOnly);
    QVERIFY(m_session->isReadOnly());
    QCOMPARE(title(u"h2"_s, u"New"_s).error().kind, Error::Kind::Denied);
    QCOMPARE(m_session->undo().error().kind, Error::Kind::Denied);
  }

private:
  void open(CourseStore::Mode mode = CourseStore::Mode::ReadWrite)
  {
    auto session = CourseSession::open(m_folder->path(), mode, m_types, m_clock);
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = *std::move(session);
  }
  void reopen()
  {
    m_session.reset();
    open();
  }
  BlockId block(const QString& type, const QString& name) const
  {
    return m_session->store().find(type, name).value();
  }
  Sha256 hash() const { return m_session->store().contentHash().value(); }
  QByteArray text() const { return olx::blockText(m_session->store(), block(u"html"_s, u"h2"_s)).value(); }
  Result<ChangeSet> title(const QString& name, const QString& text, const QString& label = u"Rename"_s)
  {
    return m_session->run(u"field"_s, label, [&](Edit& edit) {
      return edit::rename(edit, m_types, block(u"html"_s, name), text);
    });
  }
  Result<ChangeSet> type(const QByteArray& text)
  {
    return m_session->run(
        u"body"_s, u"Edit text"_s,
        [&](Edit& edit) { return edit::setBody(edit, m_types, block(u"html"_s, u"h2"_s), text); },
        CourseSession::Coalesce::Yes);
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  BlockTypes m_types = BlockTypes::builtIn();
  ManualClock m_clock;
  std::unique_ptr<CourseSession> m_session;
};

SCRIPTORIUM_TEST(TestCourseSession)
#include "tst_coursesession.moc"
