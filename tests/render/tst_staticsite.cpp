#include "render/staticsite/staticsite.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// A course as pages that open from disk.
class TestStaticSite : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<SmallCourse>();
    m_course->addLesson();
    m_course->add(u"vertical/u"_s, u"html/h"_s, {},
                  "<p>Leaves <br class=\"x\"/><img src=\"/static/images/my pic.png\"> <a "
                  "href=\"/jump_to_id/second\">on</a> <a "
                  "href=\"/course/wiki\">wiki</a> <a href=\"https://example.org/x\">out</a></p>");
    m_course->add(
        u"vertical/u"_s, u"problem/p"_s, {},
        "<problem><p>What?</p><stringresponse answer=\"secret\"><textline/></stringresponse></problem>");
    m_course->add(u"sequential/q"_s, u"vertical/second"_s, {{u"display_name"_s, u"Second & last"_s}});
    m_course->add(u"vertical/second"_s, u"video/v"_s, {{u"html5_sources"_s, u"[\"/static/film.mp4\"]"_s}});
    m_course->add(u"vertical/second"_s, u"html/m"_s, {}, "<p>Area \\(a^2\\)</p>");
    m_course->add(u"vertical/second"_s, u"poll/o"_s);
    m_course->add(u"chapter/c"_s, u"sequential/hidden"_s, {{u"visible_to_staff_only"_s, u"true"_s}});
    m_course->add(u"sequential/hidden"_s, u"vertical/Second"_s);
    m_course->addFile(u"static/images/my pic.png"_s, "PNG");
    m_course->addFile(u"static/film.mp4"_s, "MP4");
    m_course->addFile(u"static/unused.pdf"_s, "PDF");
  }

  void everyUnitHasAPageAndAWayOn()
  {
    make();
    QVERIFY(m_files.contains(u"index.html"_s) && m_files.contains(u"print.html"_s));
    const QByteArray first = m_files[u"units/u.html"_s];
    QVERIFY2(first.contains("href=\"../units/second.html\"><small>Next</small>Second &amp; last</a>"), first);
    QVERIFY2(first.contains("aria-current=\"page\""), first);
    QVERIFY(m_files.contains(u"units/Second-2.html"_s)); // also where capitals are no difference
    QVERIFY(m_files[u"index.html"_s].contains("<small>staff only</small>"));
  }

  void addressesLeadIntoTheExport()
  {
    make();
    const QByteArray unit = m_files[u"units/u.html"_s];
    QVERIFY2(unit.contains("src=\"../files/images_my_pic.png\""), unit);
    QCOMPARE(m_files[u"files/images_my_pic.png"_s], QByteArray("PNG"));
    QVERIFY(unit.contains("<a href=\"../units/second.html\">on</a>"));
    QVERIFY(unit.contains("<a href=\"#\">wiki</a>"));
    QVERIFY(unit.contains("<a href=\"https://example.org/x\">out</a>"));
    QVERIFY(m_files[u"print.html"_s].contains("src=\"files/images_my_pic.png\""));
    for (const QString& path : m_files.keys())
      QVERIFY2(!path.contains(u"unused"_s) && !path.contains(u".."_s), qPrintable(path));
    static const QRegularExpression kOfServer(u"\\s(?:src|href|action)=[\"']/"_s);
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
      if (file.key().endsWith(u".html"_s))
        QVERIFY2(!kOfServer.match(QString::fromUtf8(*file)).hasMatch(), qPrintable(file.key()));
  }

  void everyFileThatAPageNamesIsThere()
  {
    make();
    static const QRegularExpression kAddress(u"\\s(?:src|href)=\"([^\"#:?]+)[^\"]*\""_s);
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
      if (!file.key().endsWith(u".html"_s))
        continue;
      const QString folder = file.key().contains(u'/') ? file.key().section(u'/', 0, -2) + u'/' : QString();
      for (auto links = kAddress.globalMatch(QString::fromUtf8(*file)); links.hasNext();) {
        const QString link = links.next().captured(1);
        if (!QStringList{u"https"_s, u"http"_s, u"data"_s}.contains(link))
          QVERIFY2(m_files.contains(QDir::cleanPath(folder + link)), qPrintable(file.key() + u": "_s + link));
      }
    }
  }

  void problemsAreShownAndSayThatNobodyGrades()
  {
    make();
    const QByteArray unit = m_files[u"units/u.html"_s];
    QVERIFY2(unit.contains("<p>What?</p>") && unit.contains("name=\"input_p_2_1\""), unit);
    QVERIFY(unit.contains("Not graded here") && !unit.contains("loading-spinner") &&
            !unit.contains("secret"));
    QVERIFY(!unit.contains("problems.js"));
  }

  void videosAreTheBrowsersAndServersAreMissed()
  {
    make();
    const QByteArray unit = m_files[u"units/second.html"_s];
    QVERIFY2(unit.contains("<video controls preload=\"metadata\"><source src=\"../files/film.mp4\">"), unit);
    QVERIFY(m_files.contains(u"files/film.mp4"_s));
    QVERIFY2(unit.contains("This works on the LMS"), unit);
    QCOMPARE(unit.contains("MathJax.js"), m_files.contains(u"_site/lib/mathjax/MathJax.js"_s));
    QVERIFY(!m_files[u"units/u.html"_s].contains("MathJax.js"));
  }

  void theSearchKnowsWhatIsRead()
  {
    make();
    const QByteArray data = m_files[u"_site/search-data.js"_s];
    QVERIFY(data.startsWith("window.courseText = ["));
    const auto index = Json::parse(QByteArrayView(data).sliced(20, data.lastIndexOf(';') - 20));
    QVERIFY(index);
    QCOMPARE(index->items()[0].find("path")->text(), u"units/u.html"_s);
    QVERIFY(index->items()[0].find("text")->text().contains(u"Leaves"_s));
  }

  void chosenBlocksChooseUnits_data()
  {
    QTest::addColumn<QString>("block");
    QTest::addColumn<QStringList>("units");
    QTest::newRow("a unit") << u"vertical/u"_s << QStringList{u"units/u.html"_s};
    QTest::newRow("inside a unit") << u"problem/p"_s << QStringList{u"units/u.html"_s};
    QTest::newRow("a subsection") << u"sequential/q"_s
                                  << QStringList{u"units/second.html"_s, u"units/u.html"_s};
    QTest::newRow("an empty one") << u"video/v"_s << QStringList{u"units/second.html"_s};
  }
  void chosenBlocksChooseUnits()
  {
    QFETCH(QString, block);
    make({m_course->node(block)});
    QTEST(m_files.keys().filter(u"units/"_s), "units");
  }

  void theFolderAppearsWholeOrNotAtAll()
  {
    const QTemporaryDir place;
    const QString folder = place.filePath(u"out"_s);
    Progress progress;
    QVERIFY(render::writeStaticSite(m_course->site(), kNoon, {}, folder, progress));
    QVERIFY(QFile::exists(folder + u"/units/u.html"_s));
    const auto again = render::writeStaticSite(m_course->site(), kNoon, {}, folder, progress);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    progress.cancel();
    QVERIFY(!render::writeStaticSite(m_course->site(), kNoon, {}, place.filePath(u"other"_s), progress));
    QCOMPARE(QDir(place.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{u"out"_s});
  }

  void anEmptyCourseIsSaid()
  {
    SmallCourse empty;
    Progress progress;
    const auto made = render::makeStaticSite(empty.site(), kNoon, {}, progress,
                                             [](const QString&, const QByteArray&) { return Unit{}; });
    QVERIFY(!made);
    QCOMPARE(made.error().kind, Error::Kind::NotFound);
  }

private:
  void make(const std::vector<int>& chosen = {})
  {
    m_files.clear();
    Progress progress;
    const auto made =
        render::makeStaticSite(m_course->site(), kNoon, chosen, progress,
                               [this](const QString& path, const QByteArray& bytes) -> Result<Unit> {
                                 m_files.insert(path, bytes);
                                 return Unit{};
                               });
    QVERIFY2(made, made ? "" : qPrintable(made.error().toString()));
    QCOMPARE(made->files, int(m_files.size()));
  }

  std::unique_ptr<SmallCourse> m_course;
  QMap<QString, QByteArray> m_files;
};

SCRIPTORIUM_TEST(TestStaticSite)
#include "tst_staticsite.moc"
