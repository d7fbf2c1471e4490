#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/document/heldtext.h"
#include "ui/opencourse.h"

#include <QDateTime>
#include <QDir>
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
  std::unique_ptr<QTemporaryDir> m_folder;
  CourseInfo m_course;
};

void TestHeldText::init()
{
  m_folder = std::make_unique<QTemporaryDir>();
  m_course.id = u"one"_s;
  m_course.path = m_folder->filePath(u"courses/one"_s);
  m_course.importedAt = 0;
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
  const HeldText held(m_course, 7);
  QVERIFY(!held.read());
  QVERIFY(held.write("older"));
  QVERIFY(held.write(text));
  QCOMPARE(held.read(), std::optional(text));
  QVERIFY(!HeldText(m_course, 8).read());
  held.remove();
  QVERIFY(!held.read());
}

void TestHeldText::blocksAreThoseThatWait()
{
  QCOMPARE(HeldText::blocks(m_course), QList<qint64>());
  for (const qint64 block : {12, 7})
    QVERIFY(HeldText(m_course, block).write("x"));
  QList<qint64> blocks = HeldText::blocks(m_course);
  std::ranges::sort(blocks);
  QCOMPARE(blocks, QList<qint64>({7, 12}));
  CourseInfo other = m_course;
  other.id = u"two"_s;
  QCOMPARE(HeldText::blocks(other), QList<qint64>());
}

void TestHeldText::anEarlierCourseOfTheNameIsAnother()
{
  QVERIFY(HeldText(m_course, 7).write("x"));
  m_course.importedAt = QDateTime::currentMSecsSinceEpoch() + 60'000;
  QVERIFY(!HeldText(m_course, 7).read());
  QCOMPARE(HeldText::blocks(m_course), QList<qint64>());
}

void TestHeldText::whatCannotBeWrittenIsAnError()
{
  // A file stands where the folder would be.
  QVERIFY(writeFile(m_folder->filePath(u"unsaved"_s), "in the way"));
  const auto written = HeldText(m_course, 7).write("x");
  QVERIFY(!written);
  QCOMPARE(written.error().kind, Error::Kind::Io);
}

SCRIPTORIUM_TEST(TestHeldText)
#include "tst_heldtext.moc"
