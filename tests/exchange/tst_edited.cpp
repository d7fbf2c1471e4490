// ctest-labels: slow
#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// The path in the archive of the file a block's head was read from.
QString fileOf(const CourseStore& store, BlockId block)
{
  const auto version = store.version(block);
  const auto sources = store.sources();
  if (!version || !sources)
    return {};
  for (const auto& source : *sources)
    if (source.id == version->source)
      return store.meta(u"root_path"_s) + u'/' + source.path;
  return {};
}

/// The first block of each type, the course block among them.
QMap<QString, BlockId> oneOfEachType(const CourseStore& store)
{
  QMap<QString, BlockId> blocks;
  const auto outline = store.outline();
  if (outline)
    for (const auto& row : *outline)
      if (!blocks.contains(row.type) && !fileOf(store, row.id).isEmpty())
        blocks.insert(row.type, row.id);
  return blocks;
}

/// -1 when there are more or fewer lines than before.
qsizetype changedLines(const QByteArray& before, const QByteArray& after)
{
  const auto was = before.split('\n');
  const auto is = after.split('\n');
  if (was.size() != is.size())
    return -1;
  qsizetype count = 0;
  for (qsizetype line = 0; line < was.size(); ++line)
    count += was[line] != is[line];
  return count;
}

} // namespace

class TestEdited : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void anEditedBlockChangesItsOwnFileOnly_data()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString();
  }

  void anEditedBlockChangesItsOwnFileOnly()
  {
    QFETCH(QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY(imported);
    const FileTree before = bench.exported(imported->course);
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    const auto blocks = oneOfEachType((*session)->store());
    for (auto block = blocks.cbegin(); block != blocks.cend(); ++block) {
      const QString file = fileOf((*session)->store(), *block);
      const auto changed = (*session)->run(u"field"_s, u"Set"_s, [&](Edit& edit) {
        return edit::setField(edit, bench.types(), *block, u"scriptorium_test"_s, u"<\"&>"_s);
      });
      QVERIFY2(changed, qPrintable(block.key()));
      const FileTree after = bench.exported(imported->course);
      QStringList expected = {u'~' + file};
      QCOMPARE(treeDifferences(before, after), expected);
      QCOMPARE(changedLines(before[file], after[file]), 1);
      QVERIFY2(after[file].contains("scriptorium_test=\"&lt;&quot;&amp;&gt;\""), after[file].left(500));
      QVERIFY((*session)->undo());
    }
    QCOMPARE(treeDifferences(before, bench.exported(imported->course)), QStringList());
  }
};

SCRIPTORIUM_TEST(TestEdited)
#include "tst_edited.moc"
