#include "support/testmain.h"
#include "ui/document/pendingbody.h"
#include "ui/editors/editor.h"
#include "ui/editors/editors.h"
#include "ui/opencourse.h"
#include "ui/unit/excerpts.h"
#include "ui/unit/unitmodel.h"
#include "ui/unit/unitpane.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/label.h"

#include <QDragMoveEvent>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QToolTip>
#include <QWindow>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The centre of the window: a unit as the list of its blocks.
class TestUnitPane : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void aUnitIsTheListOfItsBlocks();
  void anExcerptFollowsItsText();
  void anEmptyUnitInvitesToAddAndTheListComesWithTheFirstBlock();
  void aBlockWithoutATextSaysSo();
  void theListAndTheOutlineChooseTheSame();
  void openingARowShowsTheBlock();
  void aCardOpensOnADoubleClickAndOnEnter();
  void aDropMovesABlock();
  void dragsKeepTheOrderOfTheCards();
  void aRefusedDropSaysWhy();
  void aDragThatPassesByIsNoRefusedDrop();
  void theTitleFollowsARename();
  void closingThePaneStoresWhatIsTyped();
  void aDraftSaysSo();
  void visibleTextIsWhatALearnerReads_data();
  void visibleTextIsWhatALearnerReads();

private:
  CourseDocument& document() { return m_course->document(); }
  void open(const QString& name) { document().selection().show(m_course->block(name)); }
  QStringList rows() const;
  void dragOver(const QString& name);
  QWidget* page() const { return m_pane->findChild<QStackedWidget*>()->currentWidget(); }
  QString title() const { return m_pane->findChild<ElidedLabel*>(u"unitTitle"_s)->accessibleName(); }

  Editors m_editors = Editors::builtIn();
  std::unique_ptr<OpenCourse> m_course;
  std::unique_ptr<UnitPane> m_pane;
};

void TestUnitPane::init()
{
  m_course = std::make_unique<OpenCourse>();
  m_pane = std::make_unique<UnitPane>(document(), m_editors);
  m_pane->resize(600, 500);
  m_pane->setVisible(true);
}

void TestUnitPane::cleanup()
{
  m_pane.reset();
  m_course.reset();
}

QStringList TestUnitPane::rows() const
{
  QStringList titles;
  for (int row = 0; row < m_pane->list()->model()->rowCount(); ++row)
    titles.append(m_pane->list()->model()->index(row, 0).data().toString());
  return titles;
}

void TestUnitPane::aUnitIsTheListOfItsBlocks()
{
  open(u"vertical/v1"_s);
  QCOMPARE(page(), m_pane->list());
  QCOMPARE(rows(), QStringList({u"Hello"_s, u"Quiz"_s}));
  QCOMPARE(title(), u"Unit 1"_s);
  const QModelIndex quiz = m_pane->list()->model()->index(1, 0);
  QCOMPARE(quiz.data(UnitModel::ExcerptRole).toString(), u"2+2?"_s);
  QVERIFY(m_pane->grab().width() > 0); // the delegate paints all of it
}

void TestUnitPane::anExcerptFollowsItsText()
{
  open(u"vertical/v3"_s);
  const QModelIndex index = m_pane->list()->model()->index(0, 0);
  QCOMPARE(index.data(UnitModel::ExcerptRole).toString(), u"two"_s);
  QVERIFY(document().run(steps::setBody(document(), m_course->block(u"html/h2"_s), "<p>Other words</p>")));
  QCOMPARE(index.data(UnitModel::ExcerptRole).toString(), u"Other words"_s);
}

void TestUnitPane::anEmptyUnitInvitesToAddAndTheListComesWithTheFirstBlock()
{
  open(u"vertical/v3"_s);
  QVERIFY(document().run(steps::removeBlocks(document(), {m_course->block(u"html/h2"_s)})));
  QCOMPARE(page(), m_pane->emptyUnit());
  QVERIFY(document().run(steps::addBlock(document(), m_course->block(u"vertical/v3"_s), u"html"_s, -1)));
  QCOMPARE(page(), m_pane->list());
  QCOMPARE(rows().size(), 1);
}

void TestUnitPane::aBlockWithoutATextSaysSo()
{
  open(u"vertical/v2"_s);
  const QWidget* list = page();
  open(u"video/x1"_s);
  QVERIFY(page() != list);
  QVERIFY(m_pane->hasText() != (qobject_cast<EmptyState*>(page()) != nullptr));
}

void TestUnitPane::theListAndTheOutlineChooseTheSame()
{
  open(u"vertical/v1"_s);
  m_pane->list()->setCurrentIndex(m_pane->list()->model()->index(1, 0));
  QCOMPARE(document().selection().blocks(), QList<BlockId>({m_course->block(u"problem/p1"_s)}));
  document().selection().select({m_course->block(u"html/h1"_s)}, m_course->block(u"html/h1"_s));
  const QModelIndexList chosen = m_pane->list()->selectionModel()->selectedIndexes();
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen.first().row(), 0);
}

void TestUnitPane::openingARowShowsTheBlock()
{
  open(u"vertical/v1"_s);
  Q_EMIT m_pane->list()->activated(m_pane->list()->model()->index(1, 0));
  QCOMPARE(document().selection().opened(), m_course->block(u"problem/p1"_s));
  QCOMPARE(title(), u"Quiz"_s);
  QVERIFY(m_pane->hasText());
}

void TestUnitPane::aDropMovesABlock()
{
  open(u"vertical/v1"_s);
  QAbstractItemModel* model = m_pane->list()->model();
  const std::unique_ptr<QMimeData> data(model->mimeData({model->index(1, 0)}));
  QVERIFY(model->canDropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
  QVERIFY(model->dropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
  QCOMPARE(rows(), QStringList({u"Quiz"_s, u"Hello"_s}));
  QCOMPARE(document().undoLabel(), u"Move “Quiz”"_s);
  const std::unique_ptr<QMimeData> chapter(
      document().outlineModel().mimeOf({m_course->block(u"chapter/c2"_s)}));
  QVERIFY(!model->dropMimeData(chapter.get(), Qt::MoveAction, 0, 0, {}));
}

void TestUnitPane::aCardOpensOnADoubleClickAndOnEnter()
{
  open(u"vertical/v1"_s);
  QListView* list = m_pane->list();
  const QPoint quiz = list->visualRect(list->model()->index(1, 0)).center();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, quiz);
  QCOMPARE(document().selection().opened(), m_course->block(u"vertical/v1"_s));
  QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, quiz);
  QCOMPARE(document().selection().opened(), m_course->block(u"problem/p1"_s));
  open(u"vertical/v1"_s);
  m_pane->focusContent();
  QTest::keyClick(list, Qt::Key_Down);
  QTest::keyClick(list, Qt::Key_Up);
  QTest::keyClick(list, Qt::Key_Return);
  QCOMPARE(document().selection().opened(), m_course->block(u"html/h1"_s));
}

void TestUnitPane::dragsKeepTheOrderOfTheCards()
{
  open(u"vertical/v1"_s);
  const QAbstractItemModel* model = m_pane->list()->model();
  const std::unique_ptr<QMimeData> data(model->mimeData({model->index(1, 0), model->index(0, 0)}));
  QCOMPARE(document().outlineModel().draggedBlocks(data.get()),
           QList<BlockId>({m_course->block(u"html/h1"_s), m_course->block(u"problem/p1"_s)}));
}

void TestUnitPane::aRefusedDropSaysWhy()
{
  open(u"vertical/v1"_s);
  QTest::mouseRelease(m_pane->windowHandle(), Qt::LeftButton, {}, QPoint(5, 5));
  QSignalSpy refused(m_pane.get(), &UnitPane::dropRefused);
  dragOver(u"vertical/v2"_s);
  const QString why = u"“Unit 2” (Unit) cannot go into “Unit 1” (Unit). That takes components only."_s;
  QCOMPARE(QToolTip::text(), why);
  QDragLeaveEvent leave;
  QCoreApplication::sendEvent(m_pane->list()->viewport(), &leave);
  QCOMPARE(refused.size(), 1);
  QCOMPARE(refused.first().first().toString(), why);
  dragOver(u"vertical/v1"_s);
  QCOMPARE(QToolTip::text(), u"“Unit 1” cannot go into itself."_s);
  dragOver(u"html/h2"_s);
  QCoreApplication::sendEvent(m_pane->list()->viewport(), &leave);
  QCOMPARE(refused.size(), 1);
}

void TestUnitPane::aDragThatPassesByIsNoRefusedDrop()
{
  open(u"vertical/v1"_s);
  QSignalSpy refused(m_pane.get(), &UnitPane::dropRefused);
  QTest::mousePress(m_pane->windowHandle(), Qt::LeftButton, {}, QPoint(5, 5));
  dragOver(u"vertical/v2"_s);
  QDragLeaveEvent leave;
  QCoreApplication::sendEvent(m_pane->list()->viewport(), &leave);
  QTest::mouseRelease(m_pane->windowHandle(), Qt::LeftButton, {}, QPoint(5, 5));
  QCOMPARE(refused.size(), 0);
}

/// Moves a drag of a block over the middle of the list.
void TestUnitPane::dragOver(const QString& name)
{
  const std::unique_ptr<QMimeData> data(document().outlineModel().mimeOf({m_course->block(name)}));
  QWidget* viewport = m_pane->list()->viewport();
  QDragEnterEvent enter(viewport->rect().center(), Qt::MoveAction, data.get(), Qt::LeftButton, {});
  QCoreApplication::sendEvent(viewport, &enter);
  QDragMoveEvent move(viewport->rect().center(), Qt::MoveAction, data.get(), Qt::LeftButton, {});
  QCoreApplication::sendEvent(viewport, &move);
}

void TestUnitPane::theTitleFollowsARename()
{
  open(u"vertical/v3"_s);
  QVERIFY(document().run(steps::rename(document(), m_course->block(u"vertical/v3"_s), u"Other"_s)));
  QCOMPARE(title(), u"Other"_s);
}

void TestUnitPane::closingThePaneStoresWhatIsTyped()
{
  open(u"html/h2"_s);
  m_pane->editor()->body()->edit(u"typed"_s, nullptr);
  m_pane.reset();
  QCOMPARE(m_course->body(u"html/h2"_s), "typed");
}

void TestUnitPane::aDraftSaysSo()
{
  const auto facts = [this] {
    QString words;
    for (const auto* label : m_pane->findChildren<ElidedLabel*>())
      words += label->accessibleName();
    return words;
  };
  open(u"vertical/v3"_s);
  QVERIFY(!facts().contains(u"published"_s));
  open(u"vertical/d1"_s);
  QVERIFY2(facts().contains(u"draft, never published"_s), qPrintable(facts()));
  open(u"vertical/v4"_s);
  QVERIFY2(facts().contains(u"changed since it was published"_s), qPrintable(facts()));
}

void TestUnitPane::visibleTextIsWhatALearnerReads_data()
{
  QTest::addColumn<QByteArray>("markup");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, const QByteArray& markup, const QString& text) {
    QTest::newRow(name) << markup << text;
  };
  row("tags", "<p>One <b>two</b></p>\n<p>three</p>", u"One two three"_s);
  row("a script and a style", "<style>p {}</style>a<script>if (a < b) c();</script>b", u"a b"_s);
  row("a comment", "a<!-- not <b>this</b> -->b", u"a b"_s);
  row("entities", "a &lt; b &amp;&nbsp;c", u"a < b & c"_s);
  row("a tag that does not end", "a <img src='x", u"a"_s);
  row("no more than asked for", QByteArray(100, 'x'), QString(20, u'x'));
}

void TestUnitPane::visibleTextIsWhatALearnerReads()
{
  QFETCH(QByteArray, markup);
  QFETCH(QString, text);
  QCOMPARE(visibleText(markup, 20), text);
}

SCRIPTORIUM_TEST(TestUnitPane)
#include "tst_unitpane.moc"
