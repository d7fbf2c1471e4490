#include "support/testmain.h"
#include "ui/document/bodytext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestBodyText : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsNotTypedStaysByteForByte_data()
  {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("edited");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const QByteArray& before, const QString& edited,
                        const QByteArray& after) { QTest::newRow(name) << before << edited << after; };
    row("nothing", "", u""_s, "");
    row("a line more", "a\nb\n", u"a\nx\nb\n"_s, "a\nx\nb\n");
    row("into an empty body", "", u"a\nb"_s, "a\nb");
    row("CRLF", "a\r\nb\r\n", u"a\nx\nb\n"_s, "a\r\nx\r\nb\r\n");
    row("CR alone", "a\rb\r", u"a\nx\nb\n"_s, "a\rx\rb\r");
    row("a byte order mark", "\xEF\xBB\xBFon", u"off"_s, "\xEF\xBB\xBFoff");
    row("CRLF below LF", "a\nb\r\nc\r\nd", u"a\nb\nx\nc\nd"_s, "a\nb\r\nx\r\nc\r\nd");
    row("a letter in a mixed text", "a\nb\r\nc\n", u"a\nbb\nc\n"_s, "a\nbb\r\nc\n");
    row("a mixed text cut in the middle", "a\nb\r\nc\r\nd\n", u"a\nd\n"_s, "a\nd\n");
    row("all of a mixed text gone", "a\nb\r\n", u""_s, "");
    row("the same letters again", "aaa\r\naaa\naaa", u"aaa\naaa\naaa\naaa"_s, "aaa\r\naaa\naaa\naaa");
    row("non-breaking spaces", "a\xC2\xA0z", u"a\u00A0\u00A0z"_s, "a\xC2\xA0\xC2\xA0z");
  }

  void whatIsNotTypedStaysByteForByte()
  {
    QFETCH(QByteArray, before);
    QFETCH(QString, edited);
    QFETCH(QByteArray, after);
    const BodyText body(before);
    QVERIFY(body.isText());
    QVERIFY(!body.text().contains(u'\r'));
    QCOMPARE(body.bytes(body.text()), before);
    QCOMPARE(body.bytes(edited), after);
  }

  void bytesThatAreNoTextAreTold_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("Latin-1") << QByteArray("caf\xE9 au lait");
    QTest::newRow("half a letter") << QByteArray("caf\xC3");
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE\x61\x00", 4);
    QTest::newRow("two marks") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBFx");
  }

  void bytesThatAreNoTextAreTold()
  {
    QFETCH(QByteArray, bytes);
    QVERIFY(!BodyText(bytes).isText());
  }
};

SCRIPTORIUM_TEST(TestBodyText)
#include "tst_bodytext.moc"
