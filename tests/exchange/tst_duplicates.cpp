#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What a copied tree says of its own blocks, it says of the copies.
class TestDuplicates : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void referencesFollowWhereverTheyStand()
  {
    const CourseBench bench;
    const QByteArray unit =
        "<vertical><conditional url_name='c' sources='i4x://X/Y/problem/p' attempted='True'>"
        "<show sources='i4x://X/Y/html/h'/></conditional><problem url_name='p'><p/></problem>"
        "<html url_name='h'>x</html><discussion url_name='d' discussion_id='topic' "
        "xblock-family='xblock.v1'/>"
        "<conditional url_name='o' sources='i4x://X/Y/problem/elsewhere' attempted='True'/></vertical>";
    writeFiles(bench.path(u"course"_s),
               {{u"course.xml"_s, "<course url_name='R' org='X' course='Y'/>"},
                {u"course/R.xml"_s, "<course><chapter url_name='c'/></course>"},
                {u"chapter/c.xml"_s, "<chapter><sequential url_name='s'/></chapter>"},
                {u"sequential/s.xml"_s, "<sequential><vertical url_name='v'/></sequential>"},
                {u"vertical/v.xml"_s, unit}});
    const auto imported = bench.import(bench.path(u"course"_s));
    QVERIFY(imported);
    const FileTree before = bench.exported(imported->course);
    {
      const auto session = bench.open(imported->course);
      QVERIFY(session);
      const auto done = (*session)->run(u"duplicate"_s, u"Duplicate"_s, [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY_ASSIGN(const BlockId original, edit.store().find(u"vertical"_s, u"v"_s));
        SCRIPTORIUM_TRY(edit::duplicateBlock(edit, bench.types(), original));
        return Unit{};
      });
      QVERIFY(done);
    }
    const FileTree after = bench.exported(imported->course);
    QByteArray copy;
    for (auto file = after.cbegin(); file != after.cend(); ++file)
      if (file.key().contains(u"vertical/"_s) && !file.key().endsWith(u'/') && !before.contains(file.key()))
        copy = file.value();
    QVERIFY(copy.contains("<show"));
    for (const char* original : {"problem/p'", "problem/p\"", "html/h'", "html/h\"", "topic"})
      QVERIFY2(!copy.contains(original), copy);
    QVERIFY2(copy.contains("problem/elsewhere"), copy);
    QCOMPARE(after[before.keys().filter(u"vertical/v.xml"_s).value(0)], unit);
  }
};

SCRIPTORIUM_TEST(TestDuplicates)
#include "tst_duplicates.moc"
