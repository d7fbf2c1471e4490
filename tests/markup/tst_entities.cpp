// ctest-labels: fast
#include "markup/entities.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

/// One list of names of characters, the standard's, for all who read markup.
class TestEntities : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void findsTheLongestName_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QString>("characters");
    const auto row = [](const char* text, qsizetype size, const QString& characters) {
      QTest::newRow(text) << QString::fromLatin1(text) << size << characters;
    };
    row("amp;", 4, u"&"_s);
    row("ampere", 3, u"&"_s);
    row("apos;", 5, u"'"_s);
    row("apos", 0, {});
    row("not", 3, u"\u00AC"_s);
    row("notin;", 6, u"\u2209"_s);
    row("notinx", 3, u"\u00AC"_s);
    row("notinva;", 8, u"\u2209"_s);
    row("nGt;", 4, u"\u226B\u20D2"_s);
    row("Afr;", 4, u"\U0001D504"_s);
    row("CounterClockwiseContourIntegral;x", 32, u"\u2233"_s);
    row("zwnj;", 5, u"\u200C"_s);
    row("AElig", 5, u"\u00C6"_s);
    row("aelig;", 6, u"\u00E6"_s);
    row("bogus;", 0, {});
    row("", 0, {});
    row(";", 0, {});
  }
  void findsTheLongestName()
  {
    QFETCH(QString, text);
    const NamedReference found = longestReference(text);
    QTEST(found.size, "size");
    QTEST(found.characters, "characters");
  }

  void givesOneCharacter_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<char32_t>("character");
    const auto row = [](const char* name, char32_t character) {
      QTest::newRow(name) << QByteArray(name) << character;
    };
    row("nbsp", U'\u00A0');
    row("thetasym", U'\u03D1');
    row("nGt", U'\u226B');
    row("Afr", U'\U0001D504');
    row("#233", U'\u00E9');
    row("#xE9", U'\u00E9');
    row("#XE9", U'\u00E9');
    row("#x110000", 0);
    row("#xD800", 0);
    row("#9", 0);
    row("#", 0);
    row("#1x", 0);
    row("", 0);
    row("nosuch", 0);
    row("nbsp;", 0);
  }
  void givesOneCharacter()
  {
    QFETCH(QByteArray, name);
    QTEST(entityCharacter(name), "character");
  }
};

SCRIPTORIUM_TEST(TestEntities)
#include "tst_entities.moc"
