#include "olx/write/blocktext.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/editors/sourceeditor.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/jobs/jobs.h"
#include "ui/outline/outlineview.h"
#include "ui/shell/window/exchangeflow.h"
#include "ui/unit/unitpane.h"
#include "ui/widgets/messagebar.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Drives the real window: what an author does, from import to export.
class TestMainWindow : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void anEmptyDeskOffersImportAndSample();
  void anImportedCourseShowsItsOutline();
  void typedTextReachesTheStoreWithinASecond();
  void textThatIsNotWellFormedIsMarkedAndKept();
  void aUnitDraggedToAnotherSubsectionMoves();
  void renamingInPlaceIsOneStep();
  void theInspectorSetsAndResetsAField();
  void keysMoveAUnitDownAndOverTheEdge();
  void addingDeletingAndPasting();
  void whatUndoTakesAwayIsNoLongerChosen();
  void fiveStepsAreUndoneAndOneMoreAfterARestart();
  void exportWritesWhatWasEdited();
  void aFolderDroppedOnTheWindowIsImported();
  void aDamagedArchiveIsExplained();
  void aKeyConflictCanKeepBothOrReplace();
  void aLockedCourseOpensForReading();
  void everyControlHasAName();
  void nothingIsCutOffInANarrowWindow();

private:
  QString text(const QString& type, const QString& urlName);
  void clickChoice(const QString& label);

  std::unique_ptr<Desk> m_desk;
  QString m_course;
};

void TestMainWindow::init()
{
  m_desk = std::make_unique<Desk>();
  m_course = writeCourse(m_desk->folder() + u"/course"_s);
}

void TestMainWindow::cleanup()
{
  m_desk.reset();
}

QString TestMainWindow::text(const QString& type, const QString& urlName)
{
  const auto body = olx::blockText(m_desk->document().store(), m_desk->block(type, urlName));
  return body ? QString::fromUtf8(*body) : body.error().toString();
}

void TestMainWindow::clickChoice(const QString& label)
{
  for (auto* button : m_desk->window().messages().findChildren<QPushButton*>())
    if (button->text() == label) {
      button->click();
      return;
    }
  QFAIL(qPrintable(u"no choice “%1”"_s.arg(label)));
}

void TestMainWindow::anEmptyDeskOffersImportAndSample()
{
  auto* home = m_desk->find<QWidget>(u"home"_s);
  QTRY_VERIFY(!home->findChildren<QPushButton*>().isEmpty());
  QVERIFY(m_desk->action(u"import"_s)->isEnabled());
  QVERIFY(!m_desk->action(u"export"_s)->isEnabled());
}

void TestMainWindow::anImportedCourseShowsItsOutline()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QCOMPARE(m_desk->childTitles(u"chapter"_s, u"week1"_s), QStringList({u"First"_s, u"Second"_s}));
  QCOMPARE(m_desk->window().windowTitle().section(u' ', 0, 1), u"Test course"_s);
  QCOMPARE(m_desk->find<QLabel>(u"saveState"_s)->text(), u"Saved"_s);
}

void TestMainWindow::typedTextReachesTheStoreWithinASecond()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"html"_s, u"hello"_s));
  auto* editor = m_desk->find<SourceEditor>(u"sourceEditor"_s);
  QCOMPARE(editor->source(), u"<p>Hello, learner.</p>\n"_s);
  editor->moveCursor(QTextCursor::End);
  QTest::keyClicks(editor, u"<p>More.</p>"_s);
  QCOMPARE(m_desk->find<QLabel>(u"saveState"_s)->text(), u"Saving…"_s);
  QTRY_COMPARE_WITH_TIMEOUT(text(u"html"_s, u"hello"_s), u"<p>Hello, learner.</p>\n<p>More.</p>"_s, 1000);
  QCOMPARE(m_desk->find<QLabel>(u"saveState"_s)->text(), u"Saved"_s);
  QTest::keyClicks(editor, u"<p>Again.</p>"_s);
  QTRY_VERIFY(text(u"html"_s, u"hello"_s).endsWith(u"<p>Again.</p>"_s));
  // Both bursts are one step.
  QVERIFY(m_desk->document().undo());
  QCOMPARE(text(u"html"_s, u"hello"_s), u"<p>Hello, learner.</p>\n"_s);
  QCOMPARE(editor->source(), u"<p>Hello, learner.</p>\n"_s);
}

void TestMainWindow::textThatIsNotWellFormedIsMarkedAndKept()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  const QString before = text(u"problem"_s, u"sum"_s);
  auto* editor = m_desk->find<SourceEditor>(u"sourceEditor"_s);
  editor->moveCursor(QTextCursor::Start);
  editor->moveCursor(QTextCursor::EndOfLine);
  QTest::keyClicks(editor, u"<p>open"_s);
  auto* fault = m_desk->find<QLabel>(u"faultText"_s);
  QTRY_VERIFY(fault->isVisible());
  QVERIFY2(fault->text().startsWith(u"Line "_s), qPrintable(fault->text()));
  QCOMPARE(text(u"problem"_s, u"sum"_s), before);
  const QString typed = editor->source();
  const auto state = [this] { return m_desk->find<QLabel>(u"saveState"_s)->text(); };
  QVERIFY2(state().startsWith(u"Not saved"_s), qPrintable(state()));
  QVERIFY(m_desk->choose(u"html"_s, u"hello"_s));
  QVERIFY2(state().startsWith(u"Not saved"_s), qPrintable(state()));
  QVERIFY(m_desk->find<QLabel>(u"saveState"_s)->toolTip().contains(u"Sum"_s));
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  QTRY_VERIFY2(state().startsWith(u"Not saved"_s), qPrintable(state()));
  QTRY_VERIFY(m_desk->window().messages().title().contains(u"“Sum”"_s));
  clickChoice(u"Go there"_s);
  QCOMPARE(m_desk->document().selection().opened(), m_desk->block(u"problem"_s, u"sum"_s));
  editor = m_desk->find<SourceEditor>(u"sourceEditor"_s);
  QCOMPARE(editor->source(), typed);
  editor->moveCursor(QTextCursor::Start);
  editor->moveCursor(QTextCursor::EndOfLine);
  QTest::keyClicks(editor, u"</p>"_s);
  QTRY_VERIFY(text(u"problem"_s, u"sum"_s).contains(u"<p>open</p>"_s));
  QVERIFY(!m_desk->find<QLabel>(u"faultText"_s)->isVisible());
  QCOMPARE(state(), u"Saved"_s);
}

void TestMainWindow::aUnitDraggedToAnotherSubsectionMoves()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QSignalSpy moves(&m_desk->document().outlineModel(), &QAbstractItemModel::rowsMoved);
  QVERIFY(
      m_desk->drop(m_desk->block(u"vertical"_s, u"u1"_s), m_desk->block(u"sequential"_s, u"second"_s), 0));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s), QStringList({u"Unit 2"_s}));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"second"_s), QStringList({u"Unit 1"_s, u"Unit 3"_s}));
  QCOMPARE(moves.size(), 1);
  QVERIFY(
      !m_desk->drop(m_desk->block(u"sequential"_s, u"first"_s), m_desk->block(u"vertical"_s, u"u3"_s), 0));
}

void TestMainWindow::renamingInPlaceIsOneStep()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"vertical"_s, u"u2"_s));
  QVERIFY(m_desk->trigger(u"rename"_s));
  auto* view = m_desk->find<OutlineView>(u"outlineView"_s);
  auto* line = view->findChild<QLineEdit*>();
  QVERIFY(line);
  line->setText(u"Second unit"_s);
  QTest::keyClick(line, Qt::Key_Return);
  QTRY_COMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s),
               QStringList({u"Unit 1"_s, u"Second unit"_s}));
  QVERIFY(m_desk->action(u"undo"_s)->text().contains(u"Unit 2"_s));
  QVERIFY(m_desk->trigger(u"undo"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s), QStringList({u"Unit 1"_s, u"Unit 2"_s}));
}

void TestMainWindow::theInspectorSetsAndResetsAField()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  InspectorPane& inspector = m_desk->window().page()->inspector();
  FieldEditor* attempts = inspector.fieldEditor(u"max_attempts"_s);
  QVERIFY(attempts);
  QCOMPARE(attempts->text(), u"3"_s);
  QVERIFY(attempts->isSet());
  auto* line = qobject_cast<QLineEdit*>(attempts->control());
  line->setText(u"many"_s);
  Q_EMIT line->editingFinished();
  QVERIFY(line->property("invalid").toBool());
  line->setText(u"5"_s);
  Q_EMIT line->editingFinished();
  const auto version = m_desk->document().store().version(m_desk->block(u"problem"_s, u"sum"_s));
  QCOMPARE(version->fields.value(u"max_attempts"_s), std::optional(u"5"_s));
  attempts->findChild<QToolButton*>(u"reset"_s)->click();
  QVERIFY(!inspector.fieldEditor(u"max_attempts"_s)->isSet());
}

void TestMainWindow::keysMoveAUnitDownAndOverTheEdge()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
  QVERIFY(m_desk->trigger(u"move-down"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s), QStringList({u"Unit 2"_s, u"Unit 1"_s}));
  QVERIFY(m_desk->trigger(u"move-down"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"second"_s), QStringList({u"Unit 1"_s, u"Unit 3"_s}));
  QVERIFY(m_desk->trigger(u"move-up"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s), QStringList({u"Unit 2"_s, u"Unit 1"_s}));
}

void TestMainWindow::addingDeletingAndPasting()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  CourseDocument& document = m_desk->document();
  QVERIFY(document.run(steps::addBlock(document, m_desk->block(u"vertical"_s, u"u2"_s), u"html"_s, -1)));
  QCOMPARE(m_desk->childTitles(u"vertical"_s, u"u2"_s).size(), 1);
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QVERIFY(m_desk->trigger(u"copy"_s));
  QVERIFY(m_desk->choose(u"vertical"_s, u"u3"_s));
  QVERIFY(m_desk->trigger(u"paste"_s));
  QCOMPARE(m_desk->childTitles(u"vertical"_s, u"u3"_s), QStringList({u"Sum"_s}));
  QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
  QVERIFY(m_desk->trigger(u"duplicate"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s).size(), 3);
  QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
  QVERIFY(m_desk->trigger(u"delete"_s));
  QCOMPARE(m_desk->childTitles(u"sequential"_s, u"first"_s).size(), 2);
  QVERIFY(m_desk->document().selection().current().isValid());
}

void TestMainWindow::whatUndoTakesAwayIsNoLongerChosen()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  const BlockId unit = m_desk->block(u"vertical"_s, u"u2"_s);
  const auto added = m_desk->document().run(steps::addBlock(m_desk->document(), unit, u"html"_s, -1));
  QVERIFY(added);
  m_desk->document().selection().show(added->first());
  QVERIFY(m_desk->trigger(u"undo"_s));
  QCOMPARE(m_desk->document().selection().blocks(), QList<BlockId>({unit}));
  QCOMPARE(m_desk->document().selection().opened(), unit);
}

void TestMainWindow::fiveStepsAreUndoneAndOneMoreAfterARestart()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  const auto start = m_desk->document().store().contentHash();
  const BlockId unit = m_desk->block(u"vertical"_s, u"u1"_s);
  for (int step = 1; step <= 6; ++step)
    QVERIFY(m_desk->rename(unit, u"Title %1"_s.arg(step)));
  for (int step = 0; step < 5; ++step)
    QVERIFY(m_desk->trigger(u"undo"_s));
  QCOMPARE(m_desk->document().title(unit), u"Title 1"_s);
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  QCOMPARE(m_desk->document().title(unit), u"Title 1"_s);
  QTRY_VERIFY(m_desk->action(u"undo"_s)->isEnabled());
  QVERIFY(m_desk->trigger(u"undo"_s));
  QCOMPARE(m_desk->document().title(unit), u"Unit 1"_s);
  QCOMPARE(*m_desk->document().store().contentHash(), *start);
  QVERIFY(m_desk->trigger(u"redo"_s));
  QCOMPARE(m_desk->document().title(unit), u"Title 1"_s);
}

void TestMainWindow::exportWritesWhatWasEdited()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->rename(m_desk->block(u"vertical"_s, u"u2"_s), u"Edited unit"_s));
  const QString target = m_desk->folder() + u"/out"_s;
  QSignalSpy exported(&m_desk->window().exchange(), &ExchangeFlow::exported);
  m_desk->window().exchange().exportTo(m_desk->document().info(), target);
  QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 30000);
  const QStringList found = QDir(target).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
  const QString root = QFile::exists(target + u"/course.xml"_s) ? target : target + u'/' + found.value(0);
  QFile edited(root + u"/vertical/u2.xml"_s);
  QVERIFY2(edited.open(QIODevice::ReadOnly), qPrintable(root));
  QVERIFY(edited.readAll().contains("Edited unit"));
  QFile before(m_course + u"/vertical/u1.xml"_s);
  QFile after(root + u"/vertical/u1.xml"_s);
  QVERIFY(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
  QCOMPARE(after.readAll(), before.readAll());
}

void TestMainWindow::aFolderDroppedOnTheWindowIsImported()
{
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(m_course)});
  MainWindow& window = m_desk->window();
  // A file manager proposes to move; as a move it might delete the author's files.
  QDragEnterEvent entering(QPoint(50, 50), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                           Qt::ShiftModifier);
  QCoreApplication::sendEvent(&window, &entering);
  QVERIFY(entering.isAccepted());
  QCOMPARE(entering.dropAction(), Qt::CopyAction);
  QDragEnterEvent moving(QPoint(50, 50), Qt::MoveAction, &data, Qt::LeftButton, {});
  QCoreApplication::sendEvent(&window, &moving);
  QVERIFY(!moving.isAccepted());
  QDropEvent drop(QPointF(50, 50), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::ShiftModifier);
  QCoreApplication::sendEvent(&window, &drop);
  QCOMPARE(drop.dropAction(), Qt::CopyAction);
  QTRY_VERIFY_WITH_TIMEOUT(window.document() != nullptr, 20000);
  QVERIFY(m_desk->waitForOutline());
  QCOMPARE(m_desk->document().title(), u"Test course"_s);
}

void TestMainWindow::aDamagedArchiveIsExplained()
{
  const QString path = m_desk->folder() + u"/broken.tar.gz"_s;
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(QByteArray::fromHex("1f8b0800000000000003") + "this is no gzip stream");
  file.close();
  m_desk->window().exchange().importPath(path);
  MessageBar& messages = m_desk->window().messages();
  QTRY_VERIFY_WITH_TIMEOUT(messages.isVisible(), 10000);
  QCOMPARE(messages.title(), u"Could not import broken.tar.gz."_s);
  QVERIFY2(messages.text().contains(u"Nothing was changed"_s) || messages.text().contains(u"safe"_s),
           qPrintable(messages.text()));
  QCOMPARE(m_desk->workspace().courses()->size(), 0);
}

void TestMainWindow::aKeyConflictCanKeepBothOrReplace()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  m_desk->window().exchange().importPath(m_course);
  MessageBar& messages = m_desk->window().messages();
  QTRY_VERIFY_WITH_TIMEOUT(messages.isVisible(), 10000);
  clickChoice(u"Keep both"_s);
  QTRY_COMPARE_WITH_TIMEOUT(m_desk->workspace().courses()->size(), 2, 20000);
  QTRY_VERIFY(!m_desk->window().jobs().isBusy());
  QVERIFY(!m_desk->document().info().key.endsWith(u"_2"_s));
  clickChoice(u"Open it"_s);
  QTRY_VERIFY(m_desk->window().document() && m_desk->document().info().key.endsWith(u"_2"_s));

  m_desk->window().exchange().importPath(m_course);
  QTRY_VERIFY_WITH_TIMEOUT(messages.isVisible() && messages.title().contains(u"already"_s), 10000);
  QSignalSpy imported(&m_desk->window().exchange(), &ExchangeFlow::imported);
  clickChoice(u"Replace"_s);
  QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 1, 20000);
  QCOMPARE(m_desk->workspace().courses()->size(), 2);
}

void TestMainWindow::aLockedCourseOpensForReading()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  const CourseInfo info = m_desk->document().info();
  m_desk->window().showHome();
  SystemClock clock;
  const auto other = CourseSession::open(info.path, CourseStore::Mode::ReadWrite, blockTypes(), clock);
  QVERIFY(other);
  m_desk->window().openCourse(info);
  MessageBar& messages = m_desk->window().messages();
  QTRY_VERIFY(messages.isVisible());
  QVERIFY(!m_desk->window().document());
  clickChoice(u"Open for reading"_s);
  QVERIFY(m_desk->waitForOutline());
  QVERIFY(m_desk->document().isReadOnly());
  QVERIFY(!m_desk->action(u"delete"_s)->isEnabled());
}

void TestMainWindow::everyControlHasAName()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  for (auto* button : m_desk->window().findChildren<QToolButton*>()) {
    if (qobject_cast<QLineEdit*>(button->parentWidget()) || button->objectName().startsWith(u"qt_"_s) ||
        !button->isVisible())
      continue;
    const bool named = !button->accessibleName().isEmpty() || !button->text().isEmpty();
    QVERIFY2(named, qPrintable(button->toolTip() + u" in "_s + button->parentWidget()->objectName()));
  }
  for (auto* line : m_desk->window().findChildren<QLineEdit*>())
    if (line->isVisible())
      QVERIFY2(!line->accessibleName().isEmpty(), qPrintable(line->objectName()));
}

void TestMainWindow::nothingIsCutOffInANarrowWindow()
{
  QVERIFY(m_desk->importAndOpen(m_course));
  QVERIFY(m_desk->rename(m_desk->block(u"chapter"_s, u"week1"_s), u"A long title "_s.repeated(9)));
  m_desk->window().resize(1000, 600);
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  const auto crumbs = [this] {
    QList<QPushButton*> shown;
    for (auto* link : m_desk->find<QWidget>(u"unit"_s)->findChildren<QPushButton*>())
      if (link->property("look").toString() == "crumb"_L1 && link->isVisible())
        shown.append(link);
    return shown;
  };
  QTRY_COMPARE(crumbs().size(), 4);
  // Short titles are whole: the long one makes room.
  for (const int at : {0, 2, 3})
    QTRY_VERIFY2(crumbs().at(at)->toolTip() == crumbs().at(at)->text(), qPrintable(crumbs().at(at)->text()));
  m_desk->window().resize(800, 600);
  for (auto* link : crumbs())
    QTRY_VERIFY2(link->fontMetrics().horizontalAdvance(link->text()) <= link->width(),
                 qPrintable(link->text()));
  QVERIFY(m_desk->trigger(u"shortcuts"_s));
  auto* sheet = m_desk->find<QDialog>(u"shortcutSheet"_s);
  QVERIFY(sheet);
  QTRY_VERIFY(sheet->isVisible());
  auto* scroll = sheet->findChild<QScrollArea*>();
  QTRY_VERIFY(scroll->widget()->width() <= scroll->viewport()->width());
  sheet->reject();
}

SCRIPTORIUM_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
