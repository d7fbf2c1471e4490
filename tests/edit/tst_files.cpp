#include "base/atomicfile.h"
#include "edit/coursefiles.h"
#include "edit/editcourse.h"
#include "olx/write/blocktext.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestFiles : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aRenamedFileIsFoundUnderItsNewName()
  {
    Course course;
    RUN(edit::renameFile(edit, course.types(), u"static/a.png"_s, u"static/b c.png"_s));
    QVERIFY(!course.file("static/a.png").isValid());
    QCOMPARE(course.bytes("static/b c.png"), QByteArray("\x89PNG\0\1\2", 7));
    QCOMPARE(olx::blockText(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/b c.png\"></p>\r\n"));
    QCOMPARE(course.bytes("about/overview.html"),
             QByteArray("<p>See <a href='/static/b c.png'>this</a></p>"));
    QVERIFY(course.bytes("policies/assets.json").contains("\"b_c.png\": {"));
    QVERIFY(course.bytes("policies/assets.json").contains("\"displayname\": \"b c.png\""));
    REFUSES(Error::Kind::Conflict,
            edit::renameFile(edit, course.types(), u"static/b c.png"_s, u"course.xml"_s));
    REFUSES(Error::Kind::NotFound, edit::renameFile(edit, course.types(), u"static/x"_s, u"static/y"_s));
  }

  void pathsOutsideTheCourseAreRefused_data()
  {
    QTest::addColumn<QString>("path");
    for (const char* path :
         {"", "/etc/passwd", "../x", "a//b", "a/./b", "a\\b", "html/h1.xml", "html/h1.html"})
      QTest::newRow(path) << QString::fromLatin1(path);
  }
  void pathsOutsideTheCourseAreRefused()
  {
    QFETCH(QString, path);
    Course course;
    REFUSES(Error::Kind::BadInput, edit::setFile(edit, path, "x"));
  }

  void aFileFromDiskIsTakenIn_data()
  {
    QTest::addColumn<int>("bytes");
    QTest::newRow("a small one") << 10;
    QTest::newRow("a large one") << 3'000'000;
  }
  void aFileFromDiskIsTakenIn()
  {
    QFETCH(int, bytes);
    Course course;
    QTemporaryDir folder;
    QFile file(folder.filePath(u"f"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content(bytes, 'z');
    file.write(content);
    file.close();
    Progress progress;
    const auto taken = edit::takeFile(course.store().folder(), u"static/f.bin"_s, file.fileName(), progress);
    QVERIFY(taken.has_value());
    QVERIFY(file.remove());
    RUN(edit::importFile(edit, *taken));
    QCOMPARE(course.bytes("static/f.bin"), content);
  }

  void aFileThatCannotBeTakenInSaysWhy()
  {
    Course course;
    QTemporaryDir folder;
    const auto take = [&](const QString& name, Progress& progress) {
      return edit::takeFile(course.store().folder(), u"static/f.bin"_s, folder.filePath(name), progress);
    };
    Progress progress;
    QCOMPARE(take(u"none"_s, progress).error().kind, Error::Kind::NotFound);
    QVERIFY(writeFile(folder.filePath(u"large"_s), QByteArray(3'000'000, 'z')).has_value());
    progress.cancel();
    QCOMPARE(take(u"large"_s, progress).error().kind, Error::Kind::Cancelled);
    QVERIFY(QDir(course.store().folder() + u"/assets/tmp"_s).isEmpty());
  }
};

SCRIPTORIUM_TEST(TestFiles)
#include "tst_files.moc"
