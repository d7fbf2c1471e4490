// ctest-labels: fast
#include "exchange/platform/spilledbytes.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using scriptorium::platform::SpilledBytes;

namespace {

constexpr int kTexts = 200'000;

/// Of this process, resident.
qint64 megabytes()
{
  QFile file(u"/proc/self/statm"_s);
  return file.open(QIODevice::ReadOnly)
             ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE) >> 20
             : 0;
}

QByteArray textOf(int i)
{
  const QByteArray text = QByteArray::number(i) + ':';
  return text.repeated(1 + i % 60) + QByteArray(i % 50'000 == 49'999 ? 3 << 20 : 0, char('a' + i % 7));
}

} // namespace

/// Texts that wait on disk and are read where they lie.
class TestSpilledBytes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsAddedStays_data()
  {
    QTest::addColumn<bool>("isThere");
    QTest::newRow("a folder") << true;
    QTest::newRow("no folder: in memory") << false;
  }

  void whatIsAddedStays()
  {
    QFETCH(bool, isThere);
    const QTemporaryDir folder;
    SpilledBytes bytes(isThere ? folder.path() : folder.filePath(u"nowhere"_s));
    std::vector<QByteArrayView> views;
    views.reserve(kTexts);
    for (int i = 0; i < kTexts; ++i)
      views.push_back(bytes.add(textOf(i)));
    QVERIFY(bytes.add({}).isEmpty());
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < kTexts; ++i)
        if (views[size_t(i)] != textOf(i))
          QFAIL(qPrintable(u"text %1"_s.arg(i)));
      bytes.rest();
    }
  }

  void theyTakeLittleMemory()
  {
    const QTemporaryDir folder;
    SpilledBytes bytes(folder.path());
    const QByteArray text(100'000, 'x'); // one: what is freed stays a while under ASan
    const qint64 before = megabytes();
    QByteArrayView first;
    for (int i = 0; i < 1000; ++i) {
      const auto view = bytes.add(text);
      first = i == 0 ? view : first;
    }
    const qint64 grown = megabytes() - before;
    QVERIFY2(grown < 20, qPrintable(QString::number(grown)));
    QCOMPARE(first.last(), 'x');
  }
};

SCRIPTORIUM_TEST(TestSpilledBytes)
#include "tst_spilledbytes.moc"
