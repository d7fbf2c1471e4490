#include "base/platform/descriptor.h"
#include "support/testmain.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestDescriptor : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyByteArrivesThroughAPipeThatTakesAFew_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("word");
    QByteArray many;
    for (int i = 0; i < 100'000; ++i)
      many += QByteArray::number(i);
    QTest::newRow("more than the pipe holds") << many;
  }

  void everyByteArrivesThroughAPipeThatTakesAFew()
  {
    QFETCH(const QByteArray, bytes);
    int ends[2] = {};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    QByteArray arrived;
    std::thread reader([&arrived, from = ends[0]] {
      char piece[777];
      for (;;) {
        const auto count = ::read(from, piece, sizeof piece);
        if (count <= 0)
          return;
        arrived.append(piece, count);
      }
    });
    const auto written = writeAll(ends[1], bytes, u"pipe"_s);
    ::close(ends[1]);
    reader.join();
    ::close(ends[0]);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().toString()));
    QCOMPARE(arrived, bytes);
  }

  void whatTakesNothingIsAnError_data()
  {
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a full device") << u"/dev/full"_s << O_WRONLY << u"disk-full"_s;
    QTest::newRow("a file to read") << u"/dev/null"_s << O_RDONLY << u""_s;
  }

  void whatTakesNothingIsAnError()
  {
    QFETCH(const QString, device);
    QFETCH(const int, mode);
    QFETCH(const QString, reason);
    const int file = ::open(device.toLocal8Bit().constData(), mode | O_CLOEXEC);
    QVERIFY(file >= 0);
    const auto written = writeAll(file, "x", device);
    ::close(file);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Io);
    QCOMPARE(written.error().where, device);
    QCOMPARE(QString(written.error().reason), reason);
  }
};

SCRIPTORIUM_TEST(TestDescriptor)
#include "tst_descriptor.moc"
