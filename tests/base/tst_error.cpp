#include "base/error.h"
#include "support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestError : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void contextStandsInFrontOnce_data()
  {
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("whole");
    const auto row = [](const char* name, const QString& where, const QString& context,
                        const QString& whole) { QTest::newRow(name) << where << context << whole; };
    row("the first place", u""_s, u"a.tar.gz"_s, u"a.tar.gz"_s);
    row("outside of another", u"course.xml"_s, u"a.tar.gz"_s, u"a.tar.gz: course.xml"_s);
    row("no context", u"course.xml"_s, u""_s, u"course.xml"_s);
    row("neither", u""_s, u""_s, u""_s);
    row("named already", u"a.tar.gz"_s, u"a.tar.gz"_s, u"a.tar.gz"_s);
    row("named already, with more", u"a.tar.gz: course.xml"_s, u"a.tar.gz"_s, u"a.tar.gz: course.xml"_s);
    row("a file of the folder", u"/x/course/a.xml"_s, u"/x/course"_s, u"/x/course/a.xml"_s);
    row("a longer name", u"/x/course2/a.xml"_s, u"/x/course"_s, u"/x/course: /x/course2/a.xml"_s);
    row("further in", u"b: a"_s, u"a"_s, u"a: b: a"_s);
  }

  void contextStandsInFrontOnce()
  {
    QFETCH(const QString, where);
    QFETCH(const QString, context);
    QFETCH(const QString, whole);
    const Error error = Error{Error::Kind::BadInput, where, u"No."_s, 3}.because("odd"_L1, {u"x"_s});
    const Error placed = error.in(context);
    QCOMPARE(placed.where, whole);
    QCOMPARE(placed.in(context), placed);
    QVERIFY(placed.kind == error.kind && placed.detail == error.detail && placed.line == error.line);
    QVERIFY(placed.reason == error.reason && placed.items == error.items);
  }

  void theTextLeavesOutWhatIsMissing_data()
  {
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("text");
    using enum Error::Kind;
    QTest::newRow("all") << Error{BadInput, u"a.xml"_s, u"Bad."_s, 3} << u"a.xml:3: Bad."_s;
    QTest::newRow("no line") << Error{BadInput, u"a.xml"_s, u"Bad."_s} << u"a.xml: Bad."_s;
    QTest::newRow("no place") << Error{BadInput, {}, u"Bad."_s} << u"Bad."_s;
    QTest::newRow("a line alone") << Error{BadInput, {}, u"Bad."_s, 3} << u":3: Bad."_s;
    QTest::newRow("the reason is for programs")
        << Error{Conflict, {}, u"Taken."_s}.because("key-taken"_L1, {u"k"_s}) << u"Taken."_s;
  }

  void theTextLeavesOutWhatIsMissing()
  {
    QFETCH(const Error, error);
    QFETCH(const QString, text);
    QCOMPARE(error.toString(), text);
  }

  void reasonAndItemsAreGivenAndTellErrorsApart()
  {
    const Error plain{Error::Kind::Conflict, u"a"_s, u"Taken."_s};
    QVERIFY(plain.reason.isEmpty() && plain.items.isEmpty());
    const Error told = plain.because("key-taken"_L1, {u"one"_s, u"two"_s});
    QCOMPARE(told.reason, "key-taken"_L1);
    QCOMPARE(told.items, QStringList({u"one"_s, u"two"_s}));
    QCOMPARE(told.detail, plain.detail);
    QVERIFY(!(told == plain));
    QVERIFY(!(told == plain.because("key-taken"_L1)));
    QCOMPARE(told.because({}), plain);
  }

  void everyKindHasAStableNameOfItsOwn()
  {
    using enum Error::Kind;
    const QStringList names{u"notFound"_s, u"badInput"_s, u"conflict"_s,  u"locked"_s, u"io"_s,
                            u"offline"_s,  u"denied"_s,   u"cancelled"_s, u"bug"_s};
    QStringList said;
    for (const auto kind : {NotFound, BadInput, Conflict, Locked, Io, Offline, Denied, Cancelled, Bug})
      said.append(kindName(kind));
    QCOMPARE(said, names);
  }
};

SCRIPTORIUM_TEST(TestError)
#include "tst_error.moc"
