#include "olx/coursefeed.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// Every path of the archive, by where the reader says it went.
QStringList pathsOf(const olx::ParsedCourse& course)
{
  QStringList paths;
  for (const auto& source : course.sources)
    paths.append(course.text(source.path));
  for (const auto& file : course.files)
    paths.append(file.path);
  QSet<QString> bodies;
  for (const auto& block : course.blocks) {
    if (block.published && block.published->bodyForm == BodyForm::Text)
      bodies.insert(block.published->bodyPath);
    if (block.draft && block.draft->bodyForm == BodyForm::Text)
      bodies.insert(u"drafts/"_s + block.draft->bodyPath);
  }
  paths.append(bodies.values());
  paths.sort();
  return paths;
}

} // namespace

class TestSharedCourses : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyFileIsAccountedForOnce_data()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString();
  }

  void everyFileIsAccountedForOnce()
  {
    QFETCH(QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    QTemporaryDir folder;
    QCOMPARE(QProcess::execute(u"tar"_s, {u"xzf"_s, archive, u"-C"_s, folder.path(), u"--exclude=._*"_s}), 0);
    CourseFeed feed;
    QVERIFY(feed.addFolder(folder.path()));
    const auto course = feed.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QStringList expected;
    const QString root = course->rootPath + u'/';
    for (const auto& member : feed.members())
      expected.append(member.path.startsWith(root) ? member.path.mid(root.size()) : u"../"_s + member.path);
    expected.sort();
    QCOMPARE(pathsOf(*course), expected);
    QHash<QString, int> rulesFound;
    for (const auto& finding : course->findings)
      ++rulesFound[finding.rule];
    qInfo() << course->org << course->number << course->run << course->title << course->blocks.size()
            << "blocks" << course->findings.size() << "findings" << rulesFound;
    // In any order the same course comes out.
    const auto backwards = feed.readBackwards();
    QVERIFY(backwards.has_value());
    QCOMPARE(outline(*backwards), outline(*course));
  }
};

SCRIPTORIUM_TEST(TestSharedCourses)
#include "tst_sharedcourses.moc"
