#include "assets/assetnames.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestAssetNames : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void keysAreThoseOfStudio_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* name, const QString& path, const QString& key) {
      QTest::newRow(name) << path << key;
    };
    row("a plain name", u"a-b_c.1.png"_s, u"a-b_c.1.png"_s);
    row("folders and spaces", u"subs/My file.srt"_s, u"subs_My_file.srt"_s);
    row("runs are not collapsed", u"a  (1)  b.png"_s, u"a___1___b.png"_s);
    row("percent signs stay", u"50%.png"_s, u"50%.png"_s);
    row("dash, no-break space, brackets", u"edX –\u00a0How It Works [Croatian].srt"_s,
        u"edX___How_It_Works__Croatian_.srt"_s);
    row("letters of any script stay", u"Überblick 日本 ½.png"_s, u"Überblick_日本_½.png"_s);
    row("a combining accent is no word character", u"e\u0301.png"_s, u"e_.png"_s);
    row("beyond the first plane, one character is one underscore", u"\U0001F600\U00020000.png"_s,
        u"_\U00020000.png"_s);
    row("a colon", u"asset-v1:O+C@b.png"_s, u"asset-v1_O_C_b.png"_s);
  }
  void keysAreThoseOfStudio()
  {
    QFETCH(QString, path);
    QFETCH(QString, key);
    QCOMPARE(assetKeyName(path), key);
  }

  void referencesAreFound_data()
  {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char* name, const QByteArray& body, const QStringList& names) {
      QTest::newRow(name) << body << names;
    };
    row("none", "<p>static/ and /statics/x</p>", {});
    row("double quotes", "<img src=\"/static/a.png\">", {u"a.png"_s});
    row("single quotes and a space", "<img src='/static/My file.png'>", {u"My file.png"_s});
    row("a folder", "<a href=\"/static/subs/a.srt\">", {u"subs/a.srt"_s});
    row("query and fragment", "<a href=\"/static/a.pdf?x=1#p\"> '/static/b.pdf#page=2'",
        {u"a.pdf"_s, u"b.pdf"_s});
    row("an entity", "<a href=\"/static/Q&amp;A.pdf\">", {u"Q&A.pdf"_s});
    row("an escape", "<a href=\"/static/My%20file.pdf\">", {u"My file.pdf"_s});
    row("JSON in an attribute", "data=\"{&quot;src&quot;: &quot;/static/a b.png&quot;, &quot;x&quot;: 1}\"",
        {u"a b.png"_s});
    row("JSON in a string", "\"{\\\"src\\\": \\\"/static/a b.png\\\"}\"", {u"a b.png"_s});
    row("CSS", "style=\"background: url(/static/bg.png)\" url('/static/b g.png')",
        {u"bg.png"_s, u"b g.png"_s});
    row("Markdown", "![x](/static/fig.png) text", {u"fig.png"_s});
    row("no quotes", "<img src=/static/a.png>", {u"a.png"_s});
    row("twice", "'/static/a.png' \"/static/a.png\"", {u"a.png"_s});
    row("a longer address", "\"https://example.org/static/a.png\" '//cdn/static/b.png'", {});
    row("the platform's own", "\"/static/xblock/x.js\" '/static/a.js?raw'", {});
    row("a quote that is never closed", "<img src=\"/static/a.png>\n<p>\"", {u"a.png"_s});
    row("UTF-8", "'/static/\xc3\xa9t\xc3\xa9.png'", {u"été.png"_s});
    row("at the very end", "/static/", {});
  }
  void referencesAreFound()
  {
    QFETCH(QByteArray, body);
    QFETCH(QStringList, names);
    QCOMPARE(staticReferences(body), QSet<QString>(names.begin(), names.end()));
  }

  void renamingChangesTheNameOnly_data()
  {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("renamed");
    const auto row = [](const char* name, const QByteArray& body, const QString& to,
                        const QByteArray& renamed) { QTest::newRow(name) << body << to << renamed; };
    row("none", "<img src='/static/other.png'>", u"b.png"_s, "<img src='/static/other.png'>");
    row("not a longer name", "'/static/a.png.bak' '/static/x/a.png'", u"b.png"_s,
        "'/static/a.png.bak' '/static/x/a.png'");
    row("twice, with a query", "'/static/a.png' \"/static/a.png?x=1\"\r\n", u"b.png"_s,
        "'/static/b.png' \"/static/b.png?x=1\"\r\n");
    row("to a name with a space", "'/static/a.png' url(/static/a.png)", u"b c.png"_s,
        "'/static/b c.png' url(/static/b%20c.png)");
    row("to a name with a quote and an escape", "'/static/a.png'", u"b'%41#.png"_s,
        "'/static/b%27%2541%23.png'");
    row("to a name in another script", "'/static/a.png'", u"é.png"_s, "'/static/\xc3\xa9.png'");
  }
  void renamingChangesTheNameOnly()
  {
    QFETCH(QByteArray, body);
    QFETCH(QString, to);
    QFETCH(QByteArray, renamed);
    const QByteArray result = renameStaticReference(body, u"a.png"_s, to);
    QCOMPARE(result, renamed);
    const bool hadIt = staticReferences(body).contains(u"a.png"_s);
    QCOMPARE(staticReferences(result).contains(to), hadIt);
  }
};

SCRIPTORIUM_TEST(TestAssetNames)
#include "tst_assetnames.moc"
