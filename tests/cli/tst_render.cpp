#include "program.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// A course as web pages, with the real program.
class TestRender : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aFolderBecomesPages()
  {
    const QTemporaryDir place;
    const Program program(place.filePath(u"store"_s));
    const QString out = place.filePath(u"pages"_s);
    const auto run = program.run({u"render"_s, sampleCourse(), u"--out"_s, out});
    QVERIFY2(run.exitCode == 0, run.err);
    const QJsonObject said = run.objects().value(0);
    QCOMPARE(said[u"path"_s].toString(), out);
    QVERIFY(said[u"pages"_s].toInt() > 10 && said[u"files"_s].toInt() > said[u"pages"_s].toInt());
    for (const QString& name : {u"index.html"_s, u"print.html"_s, u"_site/static.css"_s})
      QVERIFY2(QFile::exists(out + u'/' + name), qPrintable(name));
    QCOMPARE(program.run({u"render"_s, sampleCourse(), u"--out"_s, out}).exitCode, 3); // left alone
  }

  void someBlocksBecomeFewPages()
  {
    const QTemporaryDir place;
    const Program program(place.filePath(u"store"_s));
    const auto run = program.run(
        {u"render"_s, sampleCourse(), u"vertical/choosing"_s, u"--out"_s, place.filePath(u"one"_s)});
    QCOMPARE(run.objects().value(0)[u"pages"_s].toInt(), 1);
    const auto wrong =
        program.run({u"render"_s, sampleCourse(), u"vertical/none"_s, u"--out"_s, place.filePath(u"no"_s)});
    QCOMPARE(wrong.exitCode, 3);
    QVERIFY(!QFile::exists(place.filePath(u"no"_s)));
    QCOMPARE(program.run({u"render"_s, sampleCourse()}).exitCode, 2);
  }
};

SCRIPTORIUM_TEST(TestRender)
#include "tst_render.moc"
