#include "model/coursekey.h"
#include "support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestCourseKey : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void parses_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written"); // empty: refused
    QTest::addColumn<QString>("run");
    const auto row = [](const char* name, const QString& text, const QString& written,
                        const QString& run = {}) { QTest::newRow(name) << text << written << run; };
    row("course", u"course-v1:edX+DemoX+2024"_s, u"course-v1:edX+DemoX+2024"_s, u"2024"_s);
    row("branch and version go", u"course-v1:edX+D+R+branch@draft-branch+version@0123456789abcdef01234567"_s,
        u"course-v1:edX+D+R"_s, u"R"_s);
    row("dots, tildes and colons", u"course-v1:a.b+c~d+e:f"_s, u"course-v1:a.b+c~d+e:f"_s, u"e:f"_s);
    row("letters of other scripts", u"course-v1:Ärzte+数学+Été"_s, u"course-v1:Ärzte+数学+Été"_s, u"Été"_s);
    row("old slash form", u"MITx/6.002x/2012_Fall"_s, u"course-v1:MITx+6.002x+2012_Fall"_s, u"2012_Fall"_s);
    row("legacy library", u"library-v1:edX+Lib"_s, u"library-v1:edX+Lib"_s, u"library"_s);
    row("library", u"lib:edX:algebra-1"_s, u"lib:edX:algebra-1"_s, QString());
    row("no run", u"course-v1:edX+DemoX"_s, {});
    row("empty part", u"course-v1:edX++R"_s, {});
    row("space in a part", u"course-v1:edX+Demo X+R"_s, {});
    row("slash in a part", u"course-v1:edX+D/e+R"_s, {});
    row("per cent in the slash form", u"edX/D%20/R"_s, {});
    row("organisation of a library not ASCII", u"lib:Été:x"_s, {});
    row("colon in a library", u"lib:edX:a:b"_s, {});
    row("too long", u"course-v1:edX+D+"_s + QString(255, u'r'), {});
    row("empty", QString(), {});
    row("block key", u"block-v1:edX+D+R+type@html+block@x"_s, {});
  }

  void parses()
  {
    QFETCH(QString, text);
    QFETCH(QString, written);
    QFETCH(QString, run);
    const auto key = CourseKey::parse(text);
    QCOMPARE(key.has_value(), !written.isEmpty());
    if (!key) {
      QCOMPARE(key.error().kind, Error::Kind::BadInput);
      QVERIFY(!key.error().detail.isEmpty());
      return;
    }
    QCOMPARE(key->toString(), written);
    QCOMPARE(key->run(), run);
    QCOMPARE(*CourseKey::parse(written), *key);
  }

  void usageKeysNameTheirBlock_data()
  {
    QTest::addColumn<QString>("course");
    QTest::addColumn<QString>("usage");
    QTest::newRow("course") << u"course-v1:edX+D+R"_s << u"block-v1:edX+D+R+type@html+block@in.tro"_s;
    QTest::newRow("legacy library") << u"library-v1:edX+L"_s
                                    << u"lib-block-v1:edX+L+type@html+block@in.tro"_s;
    QTest::newRow("library") << u"lib:edX:L"_s << u"lb:edX:L:html:in.tro"_s;
  }

  void usageKeysNameTheirBlock()
  {
    QFETCH(QString, course);
    QFETCH(QString, usage);
    const auto key = CourseKey::parse(course);
    QCOMPARE(key->usageKey(u"html"_s, u"in.tro"_s), usage);
    QCOMPARE(*parseUsage(usage), (UsageName{u"html"_s, u"in.tro"_s}));
  }

  void parsesUsage_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("type"); // empty: refused
    QTest::addColumn<QString>("id");
    const auto row = [](const char* name, const QString& text, const QString& type, const QString& id = {}) {
      QTest::newRow(name) << text << type << id;
    };
    row("old key", u"i4x://MITx/6.002x/problem/H1P1"_s, u"problem"_s, u"H1P1"_s);
    row("old key with revision", u"i4x://MITx/6.002x/problem/H1P1@draft"_s, u"problem"_s, u"H1P1"_s);
    row("with branch", u"block-v1:e+D+R+branch@published-branch+type@html+block@x"_s, u"html"_s, u"x"_s);
    row("container of a library", u"lct:e:L:unit:u-1"_s, u"unit"_s, u"u-1"_s);
    row("type and id", u"html/secret:toylab"_s, u"html"_s, u"secret:toylab"_s);
    row("type at id", u"drag-and-drop-v2@x"_s, u"drag-and-drop-v2"_s, u"x"_s);
    row("a file", u"@file/static/a b.png"_s, u"@file"_s, u"static/a b.png"_s);
    row("no id", u"html/"_s, {});
    row("no type", u"/x"_s, {});
    row("a word", u"intro"_s, {});
    row("space in the id", u"html/a b"_s, {});
    row("block missing", u"block-v1:e+D+R+type@html"_s, {});
    row("old key cut short", u"i4x://MITx/6.002x/problem"_s, {});
  }

  void parsesUsage()
  {
    QFETCH(QString, text);
    QFETCH(QString, type);
    QFETCH(QString, id);
    const auto usage = parseUsage(text);
    QCOMPARE(usage.has_value(), !type.isEmpty());
    if (usage)
      QCOMPARE(*usage, (UsageName{type, id}));
  }

  void urlNames_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("word") << u"Week_1"_s << true;
    QTest::newRow("accents") << u"Première_question_vertical"_s << true;
    QTest::newRow("beyond the basic plane") << u"𐐷𐐷"_s << true;
    QTest::newRow("colon, tilde, dot, dash") << u"a:b~c.d-e"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("space") << u"a b"_s << false;
    QTest::newRow("per cent") << u"a%20b"_s << false;
    QTest::newRow("slash") << u"a/b"_s << false;
    QTest::newRow("plus") << u"a+b"_s << false;
    QTest::newRow("emoji") << u"a🎓"_s << false;
  }

  void urlNames()
  {
    QFETCH(QString, name);
    QTEST(isValidUrlName(name), "isValid");
  }

  void newNamesAreThirtyTwoHexDigitsAndDiffer()
  {
    QSet<QString> names;
    for (int i = 0; i < 1000; ++i) {
      const QString name = newUrlName();
      QCOMPARE(name.size(), 32);
      for (const QChar c : name)
        QVERIFY(u"0123456789abcdef"_s.contains(c));
      names.insert(name);
    }
    QCOMPARE(names.size(), 1000);
  }
};

SCRIPTORIUM_TEST(TestCourseKey)
#include "tst_coursekey.moc"
