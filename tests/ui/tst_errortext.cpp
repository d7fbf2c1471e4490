#include "support/testmain.h"
#include "ui/widgets/errortext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestErrorText : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void saysWhatHappenedWhatIsSafeAndWhatToDo_data()
  {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, Error::Kind kind, const QString& detail, const QString& says,
                        const QString& reason = {}) {
      QTest::newRow(name) << static_cast<int>(kind) << detail << says << reason;
    };
    row("a wrong file", Error::Kind::BadInput, u"It is a PDF."_s,
        u"It is a PDF. (week.tar.gz, line 3) Nothing was"_s);
    row("a full disk", Error::Kind::Io, u"Kein Platz mehr."_s, u"Make room on the disk"_s, u"disk-full"_s);
    row("a disk that speaks of space", Error::Kind::Io, u"Bad address space."_s, u"Check the file or disk"_s);
    row("open elsewhere", Error::Kind::Locked, u"Another program has it open."_s,
        u"Close the course there"_s);
    row("our bug", Error::Kind::Bug, u"Impossible."_s, u"please report it"_s);
    row("stopped", Error::Kind::Cancelled, u"Cancelled by the user."_s, u"Everything is as it was before."_s);
  }

  void saysWhatHappenedWhatIsSafeAndWhatToDo()
  {
    QFETCH(int, kind);
    QFETCH(QString, detail);
    QFETCH(QString, says);
    QFETCH(QString, reason);
    const QByteArray literal = reason.toLatin1();
    const Error error = Error{static_cast<Error::Kind>(kind), u"week.tar.gz"_s, detail, 3}.because(
        QLatin1StringView(literal));
    const ErrorText text = errorText(error, u"import week.tar.gz"_s);
    QVERIFY2(text.body.contains(says), qPrintable(text.body));
    QVERIFY2(!text.body.startsWith(u"week.tar.gz"_s), qPrintable(text.body));
    QVERIFY(text.title.contains(u"import week.tar.gz"_s));
    QVERIFY(text.detail.contains(detail));
  }
};

SCRIPTORIUM_TEST(TestErrorText)
#include "tst_errortext.moc"
