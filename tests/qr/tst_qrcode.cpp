#include "qr/qrcode.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// Codes for cameras. What stands in them is libqrencode's; the forms are ours.
class TestQrCode : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theFinderPatternsAreInThreeCorners()
  {
    const auto code = QrCode::of(u"http://192.168.1.20:8080/"_s);
    QVERIFY(code);
    QCOMPARE(code->size, 25);
    for (const auto& [left, top] : {std::pair(0, 0), {code->size - 7, 0}, {0, code->size - 7}})
      for (int i = 0; i < 7; ++i) {
        QVERIFY(code->isDark(left + i, top) && code->isDark(left + i, top + 6));
        QVERIFY(code->isDark(left, top + i) && code->isDark(left + 6, top + i));
        QCOMPARE(code->isDark(left + 1 + i % 5, top + 1), false);
      }
    QVERIFY(!code->isDark(-1, 0) && !code->isDark(0, code->size));
  }

  void aTerminalGetsTwoRowsALine()
  {
    const auto code = QrCode::of(u"http://a/"_s);
    QVERIFY(code);
    const QStringList lines = code->toTerminal().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), (code->size + 8 + 1) / 2);
    for (const QString& line : lines)
      QCOMPARE(line.count(QRegularExpression(u"[ \x2580\x2584\x2588]"_s)), code->size + 8);
    QVERIFY(!lines[0].contains(QChar(0x2588)));
    QVERIFY(lines[2].contains(u"\x2588\x2580"_s)); // the corner of the first pattern
  }

  void whatIsTooLongIsSaid()
  {
    QCOMPARE(QrCode::of(QString(5000, u'a')).error().kind, Error::Kind::BadInput);
  }
};

SCRIPTORIUM_TEST(TestQrCode)
#include "tst_qrcode.moc"
