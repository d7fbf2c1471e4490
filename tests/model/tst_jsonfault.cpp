#include "model/text/jsonfault.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestJsonFault : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theFirstFaultIsNamed_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line"); // 0: no fault
    QTest::addColumn<int>("column");
    const auto row = [](const char* name, const QString& text, int line = 0, int column = 0) {
      QTest::newRow(name) << text << line << column;
    };
    row("an object", u"{\"a\": [1, null]}"_s);
    row("a word", u"tru"_s, 1, 4);
    row("a comma too many", u"[1,\n 2,\n]"_s, 3, 1);
    row("behind letters of two bytes", u"[\"éé\", x]"_s, 1, 8);
    row("nothing", u""_s, 1, 1);
    row("a number beyond all", u"{\"a\":\n-1e999}"_s, 2, 1);
    row("a number of very many digits", u"[1,\n\n"_s + QString(100'000, u'9') + u']', 3, 1);
    row("a number close to nothing", u"[1e-999999]"_s);
    row("too deep", QString(200, u'['), 1, 1);
  }
  void theFirstFaultIsNamed()
  {
    QFETCH(const QString, text);
    QFETCH(const int, line);
    QFETCH(const int, column);
    const auto fault = jsonFault(text);
    QCOMPARE(fault.has_value(), line > 0);
    if (!fault)
      return;
    QCOMPARE(fault->line, line);
    QCOMPARE(fault->column, column);
    QVERIFY(fault->reason.size() < 200);
    QVERIFY2(!fault->reason.isEmpty() && !fault->reason.contains(u"exception"), qPrintable(fault->reason));
  }
};

SCRIPTORIUM_TEST(TestJsonFault)
#include "tst_jsonfault.moc"
