#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "olx/write/blocktext.h"
#include "store/heldtext.h"
#include "support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

QByteArray bytesOf(const QString& path)
{
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Puts other bytes of the same length into a file.
bool damage(const QString& path, const QByteArray& from, const QByteArray& to)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadWrite))
    return false;
  const QByteArray bytes = file.readAll();
  const qsizetype at = bytes.indexOf(from);
  return at >= 0 && file.seek(at) && file.write(to) == to.size();
}

} // namespace

class TestExport : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theSameCourseGivesTheSameBytes_data()
  {
    QTest::addColumn<ExportOptions::Layout>("layout");
    QTest::newRow("source") << ExportOptions::Layout::Source;
    QTest::newRow("studio") << ExportOptions::Layout::Studio;
  }

  void theSameCourseGivesTheSameBytes()
  {
    QFETCH(ExportOptions::Layout, layout);
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const auto first = bench.exportTo(imported->course, bench.path(u"a.tar.gz"_s), {layout, true});
    const auto second = bench.exportTo(imported->course, bench.path(u"b.tar.gz"_s), {layout, true});
    QVERIFY(first && second);
    QCOMPARE(bytesOf(bench.path(u"a.tar.gz"_s)), bytesOf(bench.path(u"b.tar.gz"_s)));
    QCOMPARE(first->hash, sha256(bytesOf(bench.path(u"a.tar.gz"_s))));
  }

  void damagedBytesEndTheExport_data()
  {
    QTest::addColumn<bool>("isAsset");
    QTest::newRow("in the database") << false;
    QTest::newRow("in an asset file") << true;
  }

  void damagedBytesEndTheExport()
  {
    QFETCH(bool, isAsset);
    const CourseBench bench;
    FileTree files = draftCourse();
    files[u"course/static/big.txt"_s] = QByteArray(300'000, 'y');
    const auto imported = importTree(bench, files);
    QVERIFY(imported);
    const QString target = bench.path(u"c.tar.gz"_s);
    QVERIFY(bench.exportTo(imported->course, target));
    const QByteArray before = bytesOf(target);
    if (isAsset) {
      QDirIterator assets(imported->course.path + u"/assets"_s, QDir::Files, QDirIterator::Subdirectories);
      QVERIFY(assets.hasNext());
      QVERIFY(damage(assets.next(), "yyy", "yzy"));
    } else {
      QDirIterator databases(imported->course.path, {u"*.db"_s}, QDir::Files);
      QVERIFY(databases.hasNext());
      QVERIFY(damage(databases.next(), "<p>one <img", "<p>two <img"));
    }
    const auto again = bench.exportTo(imported->course, target);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Io);
    QVERIFY2(again.error().where.contains(isAsset ? u"static/big.txt"_s : u"html/h1.html"_s),
             qPrintable(again.error().toString()));
    QCOMPARE(bytesOf(target), before);
    QCOMPARE(beside(target), QStringList{u"c.tar.gz"_s});
  }

  void aCancelledExportLeavesTheTargetAlone()
  {
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const auto store = CourseStore::open(imported->course.path, CourseStore::Mode::ReadOnly);
    QVERIFY(store);
    for (const auto* name : {"c.tar.gz", "folder"}) {
      const QString target = bench.path(QStringLiteral("out/") + QLatin1StringView(name));
      QDir().mkpath(bench.path(u"out"_s));
      for (int stopAt = 1;; ++stopAt) {
        Progress* running = nullptr;
        int shown = 0;
        Progress progress([&](const QString&, qint64, qint64) {
          if (++shown == stopAt)
            running->cancel();
        });
        running = &progress;
        const auto done = exportCourse(**store, target, {}, bench.types(), progress);
        if (done)
          break;
        QCOMPARE(done.error().kind, Error::Kind::Cancelled);
        QCOMPARE(beside(target), QStringList());
      }
      QVERIFY(QFileInfo::exists(target));
      const bool isGone =
          QFileInfo(target).isDir() ? QDir(target).removeRecursively() : QFile::remove(target);
      QVERIFY(isGone);
    }
  }

  void typedTextThatIsNotExportedIsNamed()
  {
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const QString target = bench.path(u"c.tar.gz"_s);
    {
      const auto store = CourseStore::open(imported->course.path, CourseStore::Mode::ReadOnly);
      QVERIFY(store);
      const auto hold = [&store = **store](const char* name, QByteArrayView text) {
        return HeldText(store, store.find(u"problem"_s, QString::fromLatin1(name)).value_or(BlockId()))
            .write(text);
      };
      QVERIFY(hold("p1", "<problem>\n<p>open</problem>"));
      QVERIFY(hold("p3", "<video/>"));
      const BlockId p4 = (*store)->find(u"problem"_s, u"p4"_s).value_or(BlockId());
      QVERIFY(hold("p4", olx::blockText(**store, p4).value_or("none"))); // what stands there anyway
    }
    for (const auto layout : {ExportOptions::Layout::Source, ExportOptions::Layout::Studio}) {
      const auto done = bench.exportTo(imported->course, target, {layout, true});
      QVERIFY(done);
      Findings held = done->findings;
      held.removeIf([](const Finding& finding) { return finding.rule != "held-text"_L1; });
      QCOMPARE(held.size(), 2);
      QCOMPARE(held[0].place.blockId, u"p1"_s);
      QVERIFY2(held[0].message.contains("line 2"_L1), qPrintable(held[0].message));
      QCOMPARE(held[1].place.blockId, u"p3"_s);
      QVERIFY2(held[1].message.contains("<video>"_L1), qPrintable(held[1].message));
    }
  }

  void aFolderTakesThePlaceOfAnEarlierExportOnly()
  {
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const QString target = bench.path(u"folder"_s);
    QVERIFY(bench.exportTo(imported->course, target));
    QCOMPARE(treeDifferences(draftCourse(), filesOf(target)), QStringList());
    {
      const auto session = bench.open(imported->course);
      QVERIFY(session);
      const BlockId gone = (*session)->store().find(u"html"_s, u"h1"_s).value_or(BlockId());
      QVERIFY((*session)->run(u"test"_s, u"Delete"_s,
                              [&](Edit& edit) { return edit::removeBlocks(edit, {gone}); }));
    }
    QVERIFY(bench.exportTo(imported->course, target));
    QVERIFY(!QFileInfo::exists(target + u"/course/html/h1.xml"_s));
    QCOMPARE(QFileInfo(target).permission(QFileDevice::ReadOther), true);

    writeFiles(target, {{u"course/notes.txt"_s, "mine"}});
    const auto refused = bench.exportTo(imported->course, target);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QVERIFY2(refused.error().detail.contains(u"notes.txt"_s), qPrintable(refused.error().detail));
    QCOMPARE(bytesOf(target + u"/course/notes.txt"_s), QByteArray("mine"));
  }

  void anExistingFileIsKeptUnlessToldOtherwise()
  {
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const QString target = bench.path(u"c.tar.gz"_s);
    writeFiles(bench.path({}), {{u"c.tar.gz"_s, "mine"}});
    const auto refused = bench.exportTo(imported->course, target, {ExportOptions::Layout::Source, false});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
    QCOMPARE(bytesOf(target), QByteArray("mine"));
  }

private:
  static QStringList beside(const QString& target)
  {
    const QFileInfo info(target);
    QStringList names = info.dir().entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    names.removeIf([&](const QString& name) { return !name.contains(info.fileName()); });
    return names;
  }
  static FileTree filesOf(const QString& folder)
  {
    FileTree files = tree(folder);
    files.removeIf([](auto file) { return file.key().endsWith(u'/'); });
    return files;
  }
};

SCRIPTORIUM_TEST(TestExport)
#include "tst_export.moc"
