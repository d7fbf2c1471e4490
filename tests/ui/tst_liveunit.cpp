// ctest-labels: slow
#include "exchange/import/importcourse.h"
#include "support/places.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/preview/previewprocess.h"
#include "ui/unit/liveunit.h"
#include "ui/web/webplugin.h"
#include "ui/web/webview.h"
#include "ui/widgets/emptystate.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// A unit as its learners see it: the real server and the real engine, in the window.
class TestLiveUnit : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();

  void theUnitIsThereWithItsComponents();
  void aClickChoosesAndADoubleClickOpens();
  void whatTheOutlineChoosesIsFramed();
  void anEditShows();
  void scriptsOfTheCourseCannotReachTheStudio();
  void aPageCanNameNothingBeyondTheUnit();
  void withoutAServerItSaysSo();

private:
  /// What a script beside the studio's comes to; empty when it does not answer.
  QString asked(const QString& code);
  WebView* view() const { return dynamic_cast<WebView*>(m_live->findChild<QWidget*>(u"webView"_s)); }
  BlockId block(const QString& type, const QString& name) const
  {
    return m_document->store().find(type, name).value_or(BlockId());
  }
  bool show(const QString& unit);

  QTemporaryDir m_store;
  SystemClock m_clock;
  QString m_key;
  std::unique_ptr<CourseDocument> m_document;
  std::unique_ptr<PreviewProcess> m_process;
  std::unique_ptr<LiveUnit> m_live;
};

void TestLiveUnit::initTestCase()
{
  qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");                      // tests may run as root
  qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-dev-shm-usage"); // and where /dev/shm is small
  if (const auto plugin = webPlugin(); !plugin)
    QSKIP(qPrintable(u"every test of this file was skipped: "_s + plugin.error().toString()));
  const QString course = m_store.filePath(u"course"_s);
  const QString folder = writeCourse(course);
  const auto workspace = Workspace::open(m_store.filePath(u"courses"_s));
  QVERIFY(workspace);
  Progress progress;
  const auto imported = importCourse(*workspace, folder, {}, blockTypes(), m_clock, progress);
  QVERIFY2(imported, imported ? "" : qPrintable(imported.error().toString()));
  m_key = imported->course.key;
}

void TestLiveUnit::init()
{
  const auto workspace = Workspace::open(m_store.filePath(u"courses"_s));
  const auto info = workspace->find(m_key);
  QVERIFY(info);
  auto document = CourseDocument::open(*info, CourseStore::Mode::ReadWrite, blockTypes(), m_clock);
  QVERIFY2(document, document ? "" : qPrintable(document.error().toString()));
  m_document = *std::move(document);
  QTRY_VERIFY(m_document->isLoaded());
  m_process = std::make_unique<PreviewProcess>(programFolder() + u"/scriptorium-preview"_s,
                                               m_store.filePath(u"courses"_s), m_key);
  m_live = std::make_unique<LiveUnit>(*m_document);
  m_live->setServer([this] { return m_process.get(); });
  m_live->resize(800, 600);
  m_live->show();
}

void TestLiveUnit::cleanup()
{
  m_live.reset();
  m_process.reset();
  m_document.reset();
}

QString TestLiveUnit::asked(const QString& code)
{
  std::optional<QString> answer;
  view()->run(code, [&answer](const QVariant& value) { answer = value.toString(); });
  return QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000) ? *answer : QString();
}

bool TestLiveUnit::show(const QString& unit)
{
  m_document->selection().show(block(u"vertical"_s, unit));
  m_live->open(block(u"vertical"_s, unit));
  return QTest::qWaitFor([this] { return m_live->isShown(); }, 60'000);
}

void TestLiveUnit::theUnitIsThereWithItsComponents()
{
  QVERIFY(m_document->run(steps::setBody(*m_document, block(u"problem"_s, u"sum"_s),
                                         "<problem><numericalresponse answer=\"4\"><label>2 + 2</label>"
                                         "<formulaequationinput/></numericalresponse></problem>")));
  QVERIFY(show(u"u1"_s));
  QCOMPARE(asked(u"document.querySelectorAll('.studio-component').length"_s), u"2"_s);
  QVERIFY(asked(u"document.body.innerText"_s).contains(u"Hello, learner."_s));
  QTRY_VERIFY_WITH_TIMEOUT(asked(u"document.body.innerText"_s).contains(u"2 + 2"_s), 20'000);
  m_document->undo();
}

void TestLiveUnit::aClickChoosesAndADoubleClickOpens()
{
  QVERIFY(show(u"u1"_s));
  asked(u"document.querySelector('[data-block-type=\"html\"] p').click(); ''"_s);
  QTRY_COMPARE(m_document->selection().blocks(), QList<BlockId>{block(u"html"_s, u"hello"_s)});
  QCOMPARE(m_document->selection().opened(), block(u"vertical"_s, u"u1"_s)); // the unit stays
  QTRY_COMPARE(asked(u"document.querySelectorAll('.studio-chosen').length"_s), u"1"_s);
  asked(u"document.querySelector('[data-block-type=\"html\"] p').dispatchEvent(new MouseEvent('dblclick', "
        "{ bubbles: true })); ''"_s);
  QTRY_COMPARE(m_document->selection().opened(), block(u"html"_s, u"hello"_s));
}

void TestLiveUnit::whatTheOutlineChoosesIsFramed()
{
  QVERIFY(show(u"u1"_s));
  const BlockId sum = block(u"problem"_s, u"sum"_s);
  m_document->selection().select({sum}, sum);
  QTRY_COMPARE(asked(u"document.querySelector('.studio-chosen').getAttribute('data-usage-id')"_s),
               u"block-v1:Org+C1+R1+type@problem+block@sum"_s);
}

void TestLiveUnit::anEditShows()
{
  QVERIFY(show(u"u1"_s));
  const auto done =
      m_document->run(steps::setBody(*m_document, block(u"html"_s, u"hello"_s), "<p>Hello again.</p>"));
  QVERIFY(done);
  QTRY_VERIFY_WITH_TIMEOUT(asked(u"document.body.innerText"_s).contains(u"Hello again."_s), 20'000);
  m_document->undo();
  QTRY_VERIFY_WITH_TIMEOUT(asked(u"document.body.innerText"_s).contains(u"Hello, learner."_s), 20'000);
}

/// A script in a text is one of the page's: it sees neither the channel nor what the studio put beside it.
void TestLiveUnit::scriptsOfTheCourseCannotReachTheStudio()
{
  QVERIFY(m_document->run(steps::setBody(
      *m_document, block(u"html"_s, u"hello"_s),
      "<p id=\"seen\">no answer</p><script>document.getElementById('seen').textContent = [typeof qt, typeof "
      "QWebChannel, typeof scriptoriumUnit].join(' ');</script>")));
  QVERIFY(show(u"u1"_s));
  QTRY_COMPARE_WITH_TIMEOUT(asked(u"document.getElementById('seen').textContent"_s),
                            u"undefined undefined undefined"_s, 20'000);
  m_document->undo();
}

void TestLiveUnit::aPageCanNameNothingBeyondTheUnit()
{
  QVERIFY(show(u"u1"_s));
  const auto before = m_document->selection().blocks();
  asked(u"const e = document.querySelector('[data-block-type=\"html\"]'); e.setAttribute('data-usage-id', "
        "'block-v1:Org+C1+R1+type@chapter+block@week1'); e.querySelector('p').click(); ''"_s);
  asked(u"document.querySelector('[data-block-type=\"problem\"]').click(); ''"_s); // told after it
  QTRY_COMPARE(m_document->selection().blocks(), QList<BlockId>{block(u"problem"_s, u"sum"_s)});
  QVERIFY(!before.contains(block(u"chapter"_s, u"week1"_s)));
}

void TestLiveUnit::withoutAServerItSaysSo()
{
  m_process = std::make_unique<PreviewProcess>(u"/nowhere/scriptorium-preview"_s,
                                               m_store.filePath(u"courses"_s), m_key);
  m_live->open(block(u"vertical"_s, u"u1"_s));
  QTRY_VERIFY(m_live->obstacle()->isVisible());
}

SCRIPTORIUM_TEST(TestLiveUnit)
#include "tst_liveunit.moc"
