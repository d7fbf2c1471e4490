#include "base/atomicfile.h"
#include "fakes/smallcourse.h"
#include "store/heldtext.h"
#include "store/workspace.h"
#include "support/testmain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The file for text that the course cannot take.
class TestHeldText : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();

  void whatIsWrittenIsReadAgain_data();
  void whatIsWrittenIsReadAgain();
  void blocksAreThoseThatWait();
  void anEarlierCourseOfTheNameIsAnother();
  void whatCannotBeWrittenIsAnError();

private:
  BlockId block(const QString& name) const { return m_store->find(u"problem"_s, name).value_or(BlockId()); }
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<CourseStore> m_store;
};

void TestHeldText::init()
{
  m_store.reset();
  m_folder = std::make_unique<QTemporaryDir>();
  const QString course = m_folder->filePath(u"courses/one"_s);
  QVERIFY(QDir().mkpath(course));
  makeSmallCourse(course);
  auto store = CourseStore::open(course, CourseStore::Mode::ReadOnly);
  QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
  m_store = *std::move(store);
}

void TestHeldText::whatIsWrittenIsReadAgain_data()
{
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("a text") << QByteArray("<p>open");
  QTest::newRow("nothing") << QByteArray("");
  QTest::newRow("CRLF and no UTF-8") << QByteArray("a\r\nb\xFF");
}

void TestHeldText::whatIsWrittenIsReadAgain()
{
  QFETCH(QByteArray, text);
  const BlockId p1 = block(u"p1"_s);
  const HeldText held(*m_store, p1);
  QVERIFY(!held.read());
  QVERIFY(held.write("older"));
  QVERIFY(held.write(text));
  QCOMPARE(held.read(), std::optional(text));
  QVERIFY(!HeldText(*m_store, m_store->root()).read());
  held.remove();
  QVERIFY(!held.read());
}

void TestHeldText::blocksAreThoseThatWait()
{
  QCOMPARE(HeldText::blocks(*m_store), QList<BlockId>());
  const BlockId p1 = block(u"p1"_s);
  for (const BlockId id : {m_store->root(), p1, BlockId(4'000'000)}) // the last is no block of the course
    QVERIFY(HeldText(*m_store, id).write("x"));
  QCOMPARE(HeldText::blocks(*m_store), QList<BlockId>({p1, m_store->root()}));
}

void TestHeldText::anEarlierCourseOfTheNameIsAnother()
{
  const BlockId p1 = block(u"p1"_s);
  QVERIFY(HeldText(*m_store, p1).write("x"));
  QFile file(m_folder->filePath(u"unsaved/one/%1.txt"_s.arg(p1.value)));
  QVERIFY(file.open(QIODevice::ReadWrite));
  // The small course was imported at the beginning of time.
  QVERIFY(file.setFileTime(QDateTime(QDate(1965, 1, 1), QTime(0, 0)), QFileDevice::FileModificationTime));
  file.close();
  QVERIFY(!HeldText(*m_store, p1).read());
  QCOMPARE(HeldText::blocks(*m_store), QList<BlockId>());
}

void TestHeldText::whatCannotBeWrittenIsAnError()
{
  // A file stands where the folder would be.
  QVERIFY(writeFile(m_folder->filePath(u"unsaved"_s), "in the way"));
  const auto written = HeldText(*m_store, block(u"p1"_s)).write("x");
  QVERIFY(!written);
  QCOMPARE(written.error().kind, Error::Kind::Io);
}

SCRIPTORIUM_TEST(TestHeldText)
#include "tst_heldtext.moc"
