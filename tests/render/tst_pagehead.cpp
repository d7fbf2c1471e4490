#include "fakes/fakecourse.h"
#include "render/site/site.h"
#include "render/smallcourse.h"
#include "render/unit/pagehead.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class Noon final : public Clock
{
public:
  Timestamp now() const override { return kNoon; }
};

} // namespace

/// What stands around the content of a page: the LMS's libraries and globals, in its order.
class TestPageHead : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course =
        std::make_unique<SmallCourse>(SmallCourse::Values{{u"course_wide_css"_s, u"[\"/static/own.css\"]"_s},
                                                          {u"course_wide_js"_s, u"[\"/static/own.js\"]"_s}});
    m_course->addLesson();
    m_course->add(u"vertical/u"_s, u"html/h"_s, {}, "<p>Words of the author</p>");
    m_site =
        std::make_unique<render::Site>(m_course->site(), m_states, QList<render::Learner>{m_anna}, m_noon);
  }

  void whatAuthorsScriptsUseComesBeforeTheContent()
  {
    const QString page = unit();
    const QStringList order{u"lib/vendor.js"_s,
                            u"/__preview/token.js"_s,
                            u"/__preview/page.js"_s,
                            u"/__preview/globals.js"_s,
                            u"var $$course_id = "_s,
                            u"own.css"_s,
                            u"</head>"_s,
                            u"Words of the author"_s,
                            u"channel.js"_s,
                            u"jsinput.js"_s,
                            u"inputs.js"_s,
                            u"/__preview/problems.js"_s,
                            u"/__preview/video.js"_s,
                            u"/__preview/blocks.js"_s,
                            u"/__preview/annotations.js"_s,
                            u"/__preview/draganddrop.js"_s,
                            u"/__preview/openassessment.js"_s,
                            u"x-mathjax-config"_s,
                            u"MathJax.js?config="_s,
                            u"id=\"lean_overlay\""_s,
                            u"own.js"_s};
    qsizetype last = -1;
    for (const QString& part : order) {
      if (!render::hasWebLibraries() &&
          (part.startsWith(u"lib/"_s) || part.contains(u"athjax"_s) || part.contains(u"MathJax"_s)))
        continue;
      const qsizetype at = page.indexOf(part);
      QVERIFY2(at > last, qPrintable(part + u" is not where it belongs in\n"_s + page));
      last = at;
    }
  }

  void formulasAreWhereTheLmsFindsThem()
  {
    if (!render::hasWebLibraries())
      QSKIP("built without the JavaScript libraries");
    const QString page = unit();
    QVERIFY(page.contains(uR"x(inlineMath: [["\\(", "\\)"], ["[mathjaxinline]", "[/mathjaxinline]"]])x"_s));
    QVERIFY(page.contains(uR"x(displayMath: [["\\[", "\\]"], ["[mathjax]", "[/mathjax]"]])x"_s));
    QVERIFY(page.contains(u"window.HUB = MathJax.Hub"_s));
  }

  void librariesComeWithTheProgram_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("holds");
    const QByteArray script = "text/javascript; charset=utf-8";
    QTest::newRow("jQuery") << u"vendor.js"_s << script << QByteArray("jQuery v2.2.4");
    QTest::newRow("RequireJS in its namespace")
        << u"vendor.js"_s << script << QByteArray("window.RequireJS =");
    QTest::newRow("plots") << u"late.js"_s << script << QByteArray("$.plot");
    QTest::newRow("icons") << u"font-awesome/css/font-awesome.min.css"_s
                           << QByteArray("text/css; charset=utf-8")
                           << QByteArray("fontawesome-webfont.woff2");
    QTest::newRow("their font") << u"font-awesome/fonts/fontawesome-webfont.woff2"_s
                                << QByteArray("font/woff2") << QByteArray("wOF2");
    QTest::newRow("pictures") << u"jquery-ui/images/ui-icons_444444_256x240.png"_s << QByteArray("image/png")
                              << QByteArray("PNG");
    for (const char* part :
         {"MathJax.js", "config/TeX-MML-AM_SVG.js", "jax/input/TeX/jax.js", "jax/input/MathML/jax.js",
          "jax/input/AsciiMath/jax.js", "jax/output/SVG/jax.js", "jax/output/SVG/fonts/TeX/fontdata.js",
          "jax/output/SVG/fonts/TeX/Main/Regular/Main.js", "jax/element/mml/optable/Arrows.js",
          "extensions/TeX/mhchem3/mhchem.js", "extensions/AssistiveMML.js"})
      QTest::newRow(part) << u"mathjax/"_s + QString::fromLatin1(part) << script << QByteArray("MathJax");
  }
  void librariesComeWithTheProgram()
  {
    if (!render::hasWebLibraries())
      QSKIP("built without the JavaScript libraries");
    QFETCH(QString, name);
    const render::WebReply reply = get(u"/__preview/lib/"_s + name);
    QCOMPARE(reply.status, 200);
    QTEST(reply.type, "type");
    QFETCH(QByteArray, holds);
    QVERIFY(reply.body.contains(holds));
    QVERIFY(
        reply.headers.contains(std::pair<QByteArray, QByteArray>("Cache-Control", "private, max-age=3600")));
  }

  void nothingElseIsReached()
  {
    QCOMPARE(get(u"/__preview/lib/../preview/page.js"_s).status, 404);
    QCOMPARE(get(u"/__preview/lib/mathjax/../vendor.js"_s).status, 404);
    QCOMPARE(get(u"/__preview/lib/none.js"_s).status, 404);
    QCOMPARE(get(u"/__preview/lib/mathjax"_s).status, 404);
  }

private:
  render::WebReply get(const QString& path)
  {
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    return m_site->answer(request, m_anna);
  }
  QString unit()
  {
    const render::SiteCourse& course = m_course->site();
    return QString::fromUtf8(get(u"/xblock/"_s + course.usageKey(m_course->node(u"vertical/u"_s))).body);
  }

  Noon m_noon;
  render::Learner m_anna = [] {
    render::Learner learner;
    learner.name = u"anna"_s;
    learner.id = 6;
    return learner;
  }();
  render::MemoryStates m_states;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestPageHead)
#include "tst_pagehead.moc"
