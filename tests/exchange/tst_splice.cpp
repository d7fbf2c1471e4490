#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

using Work = std::function<Result<Unit>(Edit&, const BlockTypes&)>;

BlockId block(Edit& edit, const char* type, const char* name)
{
  return edit.store().find(QString::fromLatin1(type), QString::fromLatin1(name)).value_or(BlockId());
}

Work set(const char* type, const char* name, const QString& field, const QString& value)
{
  return [=](Edit& edit, const BlockTypes& types) {
    return edit::setField(edit, types, block(edit, type, name), field, value);
  };
}

Work reset(const char* type, const char* name, const QString& field)
{
  return [=](Edit& edit, const BlockTypes& types) {
    return edit::resetField(edit, types, block(edit, type, name), field);
  };
}

Work body(const char* type, const char* name, const QByteArray& text)
{
  return [=](Edit& edit, const BlockTypes& types) {
    return edit::setBody(edit, types, block(edit, type, name), text);
  };
}

Work move(const char* type, const char* name, int row)
{
  return [=](Edit& edit, const BlockTypes& types) {
    return edit::moveBlocks(edit, types, {block(edit, type, name)}, block(edit, "vertical", "v"), row);
  };
}

Work remove(const char* type, const char* name)
{
  return [=](Edit& edit, const BlockTypes&) { return edit::removeBlocks(edit, {block(edit, type, name)}); };
}

/// Ids of new blocks are random: they read NEW.
QByteArray withoutIds(QByteArray text)
{
  for (qsizetype at = text.indexOf("url_name=\""); at >= 0; at = text.indexOf("url_name=\"", at + 1))
    if (text.indexOf('"', at + 10) == at + 42)
      text.replace(at + 10, 32, "NEW");
  return text;
}

} // namespace

/// An edit changes the bytes that it names, and no others.
class TestSplice : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theRestStays_data()
  {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<Work>("work");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* name, const QByteArray& before, const Work& work,
                        const QByteArray& after) { QTest::newRow(name) << before << work << after; };
    const QByteArray head = "<?xml version='1.0'?>\n<!-- before -->\n";
    row("a setting in its place",
        head + "<vertical  display_name='V'\n   start = \"2030-01-01\" ><html url_name='h'/></vertical>",
        set("vertical", "v", u"display_name"_s, u"It's <new>"_s),
        head + "<vertical  display_name='It&#39;s &lt;new&gt;'\n   start = \"2030-01-01\" ><html "
               "url_name='h'/></vertical>");
    row("a new one behind the last", head + "<vertical a='1' ><html url_name='h'/></vertical>\n",
        set("vertical", "v", u"display_name"_s, u"V"_s),
        head + "<vertical a='1' display_name=\"V\" ><html url_name='h'/></vertical>\n");
    row("the first of all", "<vertical><html url_name='h'/></vertical>",
        set("vertical", "v", u"display_name"_s, u"V"_s),
        "<vertical display_name=\"V\"><html url_name='h'/></vertical>");
    row("a removed one takes its space along",
        "<vertical a='1'\n  display_name='V' b='2'><html url_name='h'/></vertical>",
        reset("vertical", "v", u"display_name"_s), "<vertical a='1' b='2'><html url_name='h'/></vertical>");
    const QByteArray problem = "<vertical>\r\n\t<problem url_name=\"p\"><p><b>Hel</b><i>lo</i></p><pre>\na "
                               "</pre>&#233;<![CDATA[<]]></problem>\r\n</vertical>";
    QByteArray titled = problem;
    row("an inline block's setting", problem, set("problem", "p", u"display_name"_s, u"T"_s),
        titled.replace("url_name=\"p\"", "url_name=\"p\" display_name=\"T\""));
    row("an inline block's body",
        "<vertical>\n  <problem  url_name='p' a='1'><p>x</p></problem>\n</vertical>",
        body("problem", "p", "<problem><p>y</p>\n</problem>"),
        "<vertical>\n  <problem  url_name='p' a='1'><p>y</p>\n</problem>\n</vertical>");
    row("one that had none", "<vertical>\n  <problem url_name='p' a='1'/>\n</vertical>",
        body("problem", "p", "<problem><p>y</p></problem>"),
        "<vertical>\n  <problem url_name='p' a='1'><p>y</p></problem>\n</vertical>");
    row(
        "a block without a name gets one", "<vertical><problem><p>x</p></problem></vertical>",
        [](Edit& edit, const BlockTypes& types) {
          const auto outline = edit.store().outline();
          for (const auto& one : *outline)
            if (one.type == "problem"_L1)
              return edit::setField(edit, types, one.id, u"display_name"_s, u"T"_s);
          return Result<Unit>(Unit{});
        },
        QByteArray("<vertical><problem display_name=\"T\" url_name=\"problem_") + kHash +
            "\"><p>x</p></problem></vertical>");
    row("html in the XML gets a file",
        "<vertical>\n  <html url_name='k' display_name='K'><p>x</p></html>\n</vertical>",
        body("html", "k", "<p>&nbsp;<br>"),
        "<vertical>\n  <html url_name='k' display_name='K' filename=\"k\"></html>\n</vertical>");
    const QByteArray three = "<vertical>\n  <html url_name='h'/>\n  <!-- c -->\n  <problem url_name='p'><p> "
                             "x</p></problem>\n  <done url_name='d' a='1'/>\n</vertical>\n";
    row("a child removed", three, remove("problem", "p"),
        "<vertical>\n  <html url_name='h'/>\n  <!-- c -->\n  <done url_name='d' a='1'/>\n</vertical>\n");
    row("the first removed", three, remove("html", "h"),
        "<vertical>\n  <!-- c -->\n  <problem url_name='p'><p> x</p></problem>\n  <done url_name='d' "
        "a='1'/>\n</vertical>\n");
    row("the last removed", three, remove("done", "d"),
        "<vertical>\n  <html url_name='h'/>\n  <!-- c -->\n  <problem url_name='p'><p> "
        "x</p></problem>\n</vertical>\n");
    row("a child moved to the front", three, move("done", "d", 0),
        "<vertical>\n  <done url_name='d' a='1'/>\n  <html url_name='h'/>\n  <!-- c -->\n  <problem "
        "url_name='p'><p> x</p></problem>\n</vertical>\n");
    row("a child added", three, &addDone,
        "<vertical>\n  <html url_name='h'/>\n  <!-- c -->\n  <problem url_name='p'><p> x</p></problem>\n"
        "  <done url_name='d' a='1'/>\n  <done url_name=\"NEW\" "
        "xblock-family=\"xblock.v1\"/>\n</vertical>\n");
    row("a child added to an empty element", "<vertical display_name='V' />\n", &addDone,
        "<vertical display_name='V' >\n  <done url_name=\"NEW\" "
        "xblock-family=\"xblock.v1\"/>\n</vertical>\n");
    row("a child added where all stand in one line", "<vertical><html url_name='h'/></vertical>", &addDone,
        "<vertical><html url_name='h'/><done url_name=\"NEW\" xblock-family=\"xblock.v1\"/></vertical>");
    row("the only child removed", "<vertical a='1'>\n  <html url_name='h'/>\n</vertical>",
        remove("html", "h"), "<vertical a='1'>\n</vertical>");
  }
  void theRestStays()
  {
    QFETCH(const QByteArray, before);
    QFETCH(const Work, work);
    QFETCH(const QByteArray, after);
    const CourseBench bench;
    writeFiles(bench.path(u"course"_s),
               {{u"course.xml"_s, "<course url_name='R' org='X' course='Y'/>"},
                {u"course/R.xml"_s, "<course><chapter url_name='c'/></course>"},
                {u"chapter/c.xml"_s, "<chapter><sequential url_name='s'/></chapter>"},
                {u"sequential/s.xml"_s, "<sequential><vertical url_name='v'/></sequential>"},
                {u"vertical/v.xml"_s, before},
                {u"html/h.xml"_s, "<html filename='h'/>"},
                {u"html/h.html"_s, "<p>x</p>"}});
    const auto imported = bench.import(bench.path(u"course"_s));
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const FileTree was = bench.exported(imported->course);
    {
      const auto session = bench.open(imported->course);
      QVERIFY(session);
      const auto done =
          (*session)->run(u"test"_s, u"Test"_s, [&](Edit& edit) { return work(edit, bench.types()); });
      QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    }
    const FileTree is = bench.exported(imported->course);
    const QString path = is.keys().filter(u"vertical/v.xml"_s).value(0);
    QCOMPARE(withoutIds(is[path]), after);
    for (auto file = is.cbegin(); file != is.cend(); ++file)
      if (file.key().endsWith("html/k.html"_L1))
        QCOMPARE(file.value(), QByteArray("<p>&nbsp;<br>"));
      else if (file.key() != path)
        QCOMPARE(file.value(), was[file.key()]);
  }

private:
  /// Of `<problem><p>x</p></problem>`, as lxml writes it.
  static constexpr const char* kHash = "b96d6400216d";
  static Result<Unit> addDone(Edit& edit, const BlockTypes& types)
  {
    const auto added = edit::addBlock(edit, types, block(edit, "vertical", "v"), u"done"_s, -1);
    return added ? Result<Unit>(Unit{}) : added.error();
  }
};

SCRIPTORIUM_TEST(TestSplice)
#include "tst_splice.moc"
