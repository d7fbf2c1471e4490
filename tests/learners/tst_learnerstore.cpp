// ctest-labels: fast;concurrent
#include "learners/learnerstore.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

Json number(qint64 value)
{
  return Json(value);
}

} // namespace

/// The database of test learners.
class TestLearnerStore : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = opened();
  }
  void cleanup() { m_store.reset(); }

  void whatIsKeptIsThereAgain()
  {
    m_store->setValue(6, u"problem/p"_s, u"state"_s, number(1));
    m_store->setValue(6, u"problem/p"_s, u"state"_s, number(2));
    m_store->setValue(6, QString(), u"last"_s, number(3));
    m_store->remove(6, QString(), u"last"_s);
    QVERIFY(m_store->keep());
    m_store = opened();
    QCOMPARE(m_store->value(6, u"problem/p"_s, u"state"_s)->whole(), 2);
    QVERIFY(!m_store->value(6, QString(), u"last"_s));
    QVERIFY(!m_store->value(7, u"problem/p"_s, u"state"_s));
    QCOMPARE(m_store->blocks(6), QStringList{u"problem/p"_s});
    QCOMPARE(m_store->blocksWith(6, u"state"_s), QStringList{u"problem/p"_s});
    QCOMPARE(m_store->blocksWith(6, u"last"_s), QStringList());
  }

  void whatWasNotKeptIsNotThere()
  {
    m_store->setValue(6, u"problem/p"_s, u"state"_s, number(1));
    QCOMPARE(m_store->value(6, u"problem/p"_s, u"state"_s)->whole(), 1);
    m_store = opened();
    QVERIFY(!m_store->value(6, u"problem/p"_s, u"state"_s));
  }

  void learnersKeepTheirNumbers()
  {
    QCOMPARE(m_store->idOf(u"staff"_s).value(), 5);
    QCOMPARE(m_store->idOf(u"anna"_s).value(), 6);
    QCOMPARE(m_store->idOf(u"ben"_s).value(), 7);
    m_store = opened();
    QCOMPARE(m_store->idOf(u"ben"_s).value(), 7);
    QCOMPARE(m_store->idOf(u"cleo"_s).value(), 8);
    QCOMPARE(m_store->idOf(u"anna"_s).value(), 6);
    QCOMPARE(m_store->known().value().size(), 4);
    QCOMPARE(m_store->known().value()[1].name, u"anna"_s);
  }

  void forgettingTakesWhatItNames_data()
  {
    QTest::addColumn<qint64>("learner");
    QTest::addColumn<QString>("block");
    QTest::addColumn<QStringList>("left");
    const QStringList all{u"0 a"_s, u"6 a"_s, u"6 b"_s, u"7 a"_s};
    QTest::newRow("one block of one learner") << qint64(6) << u"a"_s << QStringList{all[0], all[2], all[3]};
    QTest::newRow("one learner") << qint64(6) << u"*"_s << QStringList{all[0], all[3]};
    QTest::newRow("one block of all, sums too") << qint64(-1) << u"a"_s << QStringList{all[2]};
    QTest::newRow("all") << qint64(-1) << u"*"_s << QStringList();
    QTest::newRow("nobody") << qint64(9) << u"*"_s << all;
  }
  void forgettingTakesWhatItNames()
  {
    QFETCH(qint64, learner);
    QFETCH(QString, block);
    QFETCH(QStringList, left);
    for (const auto& [who, what] : {std::pair(0, u"a"_s), {6, u"a"_s}, {6, u"b"_s}, {7, u"a"_s}})
      m_store->setValue(who, what, u"state"_s, number(1));
    QVERIFY(m_store->keep());
    m_store->forget(learner < 0 ? std::nullopt : std::optional(learner),
                    block == "*"_L1 ? std::nullopt : std::optional(block));
    QCOMPARE(rest(), left); // at once
    QVERIFY(m_store->keep());
    m_store = opened();
    QCOMPARE(rest(), left);
  }

  void anotherProgramsChangesAreSeenAtTheNextRefresh()
  {
    QVERIFY(!m_store->value(6, u"p"_s, u"state"_s));
    auto other = opened();
    other->setValue(6, u"p"_s, u"state"_s, number(4));
    QVERIFY(other->keep());
    m_store->refresh();
    QCOMPARE(m_store->value(6, u"p"_s, u"state"_s)->whole(), 4);
    QCOMPARE(other->idOf(u"anna"_s).value(), m_store->idOf(u"anna"_s).value());
  }

  void whatIsNotKeptYetStaysThroughARefresh()
  {
    m_store->setValue(6, u"p"_s, u"state"_s, number(1));
    auto other = opened();
    other->setValue(6, u"q"_s, u"state"_s, number(2));
    QVERIFY(other->keep());
    m_store->refresh(); // by another request, while the first waits for a script
    QVERIFY(m_store->keep());
    QCOMPARE(m_store->value(6, u"p"_s, u"state"_s)->whole(), 1);
    m_store->refresh();
    QCOMPARE(m_store->value(6, u"q"_s, u"state"_s)->whole(), 2);
    QCOMPARE(m_store->value(6, u"p"_s, u"state"_s)->whole(), 1);
  }

  void severalThatWriteAtOnceLoseNothing()
  {
    constexpr int kEach = 50;
    const auto work = [this](int who) {
      auto store = opened();
      for (int i = 0; store && i < kEach; ++i) {
        store->refresh();
        store->setValue(who, u"p/%1"_s.arg(i), u"state"_s, number(i));
        if (!store->keep())
          return;
      }
    };
    std::array threads{std::thread(work, 6), std::thread(work, 7), std::thread(work, 8)};
    for (auto& thread : threads)
      thread.join();
    m_store->refresh();
    for (int who = 6; who < 9; ++who)
      QCOMPARE(m_store->blocks(who).size(), kEach);
  }

  void anotherProgramsFileIsLeftAlone_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no database") << QByteArray("hello, this is no database at all");
    QByteArray foreign(100, '\0');
    foreign.replace(0, 15, "SQLite format 3");
    foreign.replace(68, 4, "abcd");
    QTest::newRow("another program's") << foreign;
  }
  void anotherProgramsFileIsLeftAlone()
  {
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"learners.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto store = LearnerStore::open(folder.path());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Error::Kind::BadInput);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
  }

private:
  std::unique_ptr<LearnerStore> opened() const
  {
    auto store = LearnerStore::open(m_folder->path());
    if (!store)
      qWarning("%s", qPrintable(store.error().toString()));
    return store ? *std::move(store) : nullptr;
  }
  QStringList rest() const
  {
    QStringList found;
    for (const qint64 who : {0, 6, 7})
      for (const QString& block : m_store->blocks(who))
        found.append(QString::number(who) + u' ' + block);
    return found;
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<LearnerStore> m_store;
};

SCRIPTORIUM_TEST(TestLearnerStore)
#include "tst_learnerstore.moc"
