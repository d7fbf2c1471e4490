#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/outline/outlineview.h"
#include "ui/unit/unitmodel.h"
#include "ui/unit/unitpane.h"
#include "ui/widgets/label.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Outline, unit and inspector show the same blocks, whatever is done in whichever of them.
class TestSelection : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void aDuplicateIsWhereTheNextKeyActs();
  void aDuplicatedCardStaysInItsUnit();
  void aPastedUnitIsOpen();
  void whatIsDeletedIsLeftEverywhere();
  void aCardMovedToAnotherUnitIsFollowed();
  void whatUndoBringsAndTakesIsFollowed();
  void aClickBesideTheCardsChoosesTheUnit();
  void aRowTakenOutOfTheSelectionIsNotCurrent();
  void somethingIsAlwaysChosen();
  void blocksOfOnePlaceAreMarkedInIt();
  void blocksOfSeveralPlacesAreNamed();
  void whatAFilterHidesIsNotDeleted();
  void theRowIsMarkedAgainWhenTheFilterGoes();
  void aJumpShowsWhatTheFilterHid();
  void theOutlineScrollsAfterWhatMoves();
  void aClickOnOneOfSeveralRenamesNothing();

private:
  CourseDocument& document() { return m_desk->document(); }
  Selection& selection() { return document().selection(); }
  BlockId id(const QString& name) { return m_desk->block(name.section(u'/', 0, 0), name.section(u'/', 1)); }
  OutlineView* outline() { return m_desk->find<OutlineView>(u"outlineView"_s); }
  QListView* cards() { return m_desk->window().page()->unit().list(); }
  UnitModel* cardModel() { return qobject_cast<UnitModel*>(cards()->model()); }
  QString title() { return m_desk->find<ElidedLabel>(u"unitTitle"_s)->accessibleName(); }
  QString inspectorTitle();
  QStringList outlineRows();
  QStringList markedCards();
  /// What does not agree; empty when all panes do.
  QString discord();
  void clickCard(int row, Qt::KeyboardModifiers modifiers = {});
  void clickRow(const QString& name, Qt::KeyboardModifiers modifiers = {});
  void filter(const QString& words);

  std::unique_ptr<Desk> m_desk;
};

void TestSelection::init()
{
  m_desk = std::make_unique<Desk>();
  QVERIFY(m_desk->importAndOpen(writeCourse(m_desk->folder() + u"/course"_s)));
  m_desk->window().activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestSelection::cleanup()
{
  m_desk.reset();
}

QString TestSelection::inspectorTitle()
{
  return m_desk->find<QWidget>(u"inspector"_s)
      ->findChild<ElidedLabel*>(u"inspectorTitle"_s)
      ->accessibleName();
}

QStringList TestSelection::outlineRows()
{
  QStringList titles;
  for (const auto& index : outline()->selectionModel()->selectedRows())
    titles.append(index.data().toString());
  titles.sort();
  return titles;
}

QStringList TestSelection::markedCards()
{
  QStringList titles;
  for (const auto& index : cards()->selectionModel()->selectedIndexes())
    titles.append(index.data().toString());
  titles.sort();
  return titles;
}

QString TestSelection::discord()
{
  QStringList chosen;
  for (const BlockId block : selection().blocks())
    chosen.append(document().title(block));
  chosen.sort();
  if (outlineRows() != chosen)
    return u"the outline marks %1, chosen are %2"_s.arg(outlineRows().join(u", "_s), chosen.join(u", "_s));
  if (OutlineModel::idOf(outline()->currentIndex()) != selection().current())
    return u"the outline's current row is another"_s;
  if (!selection().blocks().contains(selection().current()))
    return u"%1 is current, chosen are %2"_s.arg(document().title(selection().current()),
                                                 chosen.join(u", "_s));
  if (chosen.size() == 1 && inspectorTitle() != chosen.first())
    return u"the inspector shows %1, chosen is %2"_s.arg(inspectorTitle(), chosen.first());
  const BlockId opened = selection().opened();
  if (opened.isValid() && title() != document().title(opened))
    return u"the centre says %1, open is %2"_s.arg(title(), document().title(opened));
  if (selection().blocks() == QList<BlockId>{opened})
    return {};
  if (opened.isValid() && (cardModel()->container() != opened || markedCards() != chosen))
    return u"the centre marks %1, chosen are %2"_s.arg(markedCards().join(u", "_s), chosen.join(u", "_s));
  return {};
}

void TestSelection::clickCard(int row, Qt::KeyboardModifiers modifiers)
{
  const QRect rect = cards()->visualRect(cards()->model()->index(row, 0));
  QTest::mouseClick(cards()->viewport(), Qt::LeftButton, modifiers, rect.center());
}

void TestSelection::clickRow(const QString& name, Qt::KeyboardModifiers modifiers)
{
  const QModelIndex index = document().outlineModel().indexOf(id(name));
  QVERIFY(index.isValid());
  outline()->scrollTo(index);
  QTest::mouseClick(outline()->viewport(), Qt::LeftButton, modifiers, outline()->visualRect(index).center());
}

void TestSelection::filter(const QString& words)
{
  m_desk->find<QLineEdit>(u"outlineFilter"_s)->setText(words);
  QTRY_COMPARE(document().outlineModel().isFiltered(), !words.isEmpty());
}

#define AGREE() QVERIFY2(discord().isEmpty(), qPrintable(discord()))

void TestSelection::aDuplicateIsWhereTheNextKeyActs()
{
  clickRow(u"vertical/u1"_s);
  QTest::keyClick(outline(), Qt::Key_D, Qt::ControlModifier);
  AGREE();
  QCOMPARE(title(), u"Unit 1 (copy)"_s);
  QCOMPARE(cardModel()->container(), selection().current());
  clickCard(0);
  QTest::keyClick(cards(), Qt::Key_Delete);
  AGREE();
  QCOMPARE(m_desk->childTitles(u"vertical"_s, u"u1"_s), QStringList({u"Hello"_s, u"Sum"_s}));
}

void TestSelection::aDuplicatedCardStaysInItsUnit()
{
  clickRow(u"vertical/u1"_s);
  clickCard(0);
  AGREE();
  QTest::keyClick(cards(), Qt::Key_D, Qt::ControlModifier);
  AGREE();
  QCOMPARE(title(), u"Unit 1"_s);
  QCOMPARE(markedCards(), QStringList(u"Hello (copy)"_s));
  QTest::keyClick(cards(), Qt::Key_Delete);
  AGREE();
  QCOMPARE(m_desk->childTitles(u"vertical"_s, u"u1"_s), QStringList({u"Hello"_s, u"Sum"_s}));
}

void TestSelection::aPastedUnitIsOpen()
{
  clickRow(u"vertical/u1"_s);
  QVERIFY(m_desk->trigger(u"copy"_s));
  clickRow(u"sequential/second"_s);
  QVERIFY(m_desk->trigger(u"paste"_s));
  AGREE();
  QCOMPARE(selection().blocks().size(), 1);
  QVERIFY(selection().current() != id(u"vertical/u1"_s));
  clickRow(u"problem/sum"_s);
  QVERIFY(m_desk->trigger(u"copy"_s));
  clickRow(u"vertical/u3"_s);
  QVERIFY(m_desk->trigger(u"paste"_s));
  AGREE();
  QCOMPARE(title(), u"Unit 3"_s);
}

void TestSelection::whatIsDeletedIsLeftEverywhere()
{
  clickRow(u"vertical/u1"_s);
  QTest::keyClick(outline(), Qt::Key_Delete);
  AGREE();
  QCOMPARE(title(), u"Unit 2"_s);
  clickRow(u"sequential/second"_s);
  clickRow(u"vertical/u3"_s, Qt::ControlModifier); // a block and what holds it
  QTest::keyClick(outline(), Qt::Key_Delete);
  AGREE();
  clickRow(u"sequential/first"_s);
  QVERIFY(document().run(steps::removeBlocks(document(), {id(u"chapter/week1"_s)})));
  AGREE();
  QCOMPARE(title(), u"Test course"_s);
}

void TestSelection::aCardMovedToAnotherUnitIsFollowed()
{
  clickRow(u"vertical/u1"_s);
  clickCard(1);
  QTest::keyClick(cards(), Qt::Key_Down, Qt::AltModifier);
  AGREE();
  QCOMPARE(title(), u"Unit 2"_s);
  QVERIFY(m_desk->drop(id(u"problem/sum"_s), id(u"vertical/u3"_s), 0));
  AGREE();
  QCOMPARE(title(), u"Unit 3"_s);
  // What is open itself stays open wherever it goes.
  clickRow(u"html/hello"_s);
  QVERIFY(m_desk->drop(id(u"html/hello"_s), id(u"vertical/u3"_s), 0));
  AGREE();
  QCOMPARE(title(), u"Hello"_s);
}

void TestSelection::whatUndoBringsAndTakesIsFollowed()
{
  const auto runs = [this](const char* command) {
    for (const QString& name : {QString::fromLatin1(command), u"undo"_s, u"redo"_s, u"undo"_s}) {
      if (!m_desk->trigger(name))
        return name + u" cannot be done"_s;
      if (const QString wrong = discord(); !wrong.isEmpty())
        return u"%1 after %2: %3"_s.arg(name, QString::fromLatin1(command), wrong);
    }
    return QString();
  };
  for (const char* command : {"duplicate", "delete", "move-down"}) {
    clickRow(u"vertical/u1"_s);
    QCOMPARE(runs(command), QString());
    clickRow(u"vertical/u1"_s);
    clickCard(1);
    QCOMPARE(runs(command), QString());
  }
}

void TestSelection::aClickBesideTheCardsChoosesTheUnit()
{
  clickRow(u"vertical/u1"_s);
  clickCard(1);
  const QRect last = cards()->visualRect(cards()->model()->index(1, 0));
  QTest::mouseClick(cards()->viewport(), Qt::LeftButton, {}, last.center() + QPoint(0, last.height()));
  QCOMPARE(markedCards(), QStringList());
  AGREE();
  QCOMPARE(selection().current(), id(u"vertical/u1"_s));
  // No card is chosen there, so the key has nothing to delete: the unit is not among what it shows.
  QTest::keyClick(cards(), Qt::Key_Delete);
  QVERIFY(document().outline().find(id(u"vertical/u1"_s)));
  AGREE();
}

void TestSelection::aRowTakenOutOfTheSelectionIsNotCurrent()
{
  clickRow(u"vertical/u1"_s);
  clickRow(u"vertical/u3"_s, Qt::ControlModifier);
  outline()->selectionModel()->select(document().outlineModel().indexOf(id(u"vertical/u3"_s)),
                                      QItemSelectionModel::Deselect);
  AGREE();
  QCOMPARE(selection().blocks(), QList<BlockId>{id(u"vertical/u1"_s)});
  QCOMPARE(inspectorTitle(), u"Unit 1"_s);
  QCOMPARE(title(), u"Unit 1"_s);
}

void TestSelection::somethingIsAlwaysChosen()
{
  clickRow(u"vertical/u1"_s);
  clickRow(u"vertical/u1"_s, Qt::ControlModifier);
  AGREE();
  QCOMPARE(outlineRows(), QStringList(u"Unit 1"_s));
}

void TestSelection::blocksOfOnePlaceAreMarkedInIt()
{
  clickRow(u"vertical/u1"_s);
  clickRow(u"vertical/u2"_s, Qt::ShiftModifier);
  AGREE();
  QCOMPARE(title(), u"First"_s);
  QCOMPARE(markedCards(), QStringList({u"Unit 1"_s, u"Unit 2"_s}));
  clickCard(1);
  AGREE();
  QCOMPARE(outlineRows(), QStringList(u"Unit 2"_s));
}

void TestSelection::blocksOfSeveralPlacesAreNamed()
{
  clickRow(u"vertical/u1"_s);
  clickRow(u"vertical/u3"_s, Qt::ControlModifier);
  AGREE();
  QVERIFY(!selection().opened().isValid());
  QCOMPARE(title(), u"2 blocks chosen"_s);
  clickRow(u"html/hello"_s, Qt::ControlModifier);
  QCOMPARE(title(), u"3 blocks chosen"_s);
  QCOMPARE(inspectorTitle(), u"3 blocks chosen"_s);
  QTest::keyClick(outline(), Qt::Key_Delete);
  AGREE();
  QVERIFY(!document().outline().find(id(u"vertical/u1"_s)));
  QVERIFY(!document().outline().find(id(u"vertical/u3"_s)));
}

void TestSelection::whatAFilterHidesIsNotDeleted()
{
  clickRow(u"vertical/u3"_s);
  filter(u"Hello"_s);
  QCOMPARE(outlineRows(), QStringList());
  outline()->setFocus();
  QTest::keyClick(outline(), Qt::Key_Delete);
  QVERIFY(document().outline().find(id(u"vertical/u3"_s)));
}

void TestSelection::theRowIsMarkedAgainWhenTheFilterGoes()
{
  clickRow(u"vertical/u3"_s);
  filter(u"Hello"_s);
  filter({});
  AGREE();
  QCOMPARE(outlineRows(), QStringList(u"Unit 3"_s));
}

void TestSelection::aJumpShowsWhatTheFilterHid()
{
  filter(u"Hello"_s);
  selection().show(id(u"vertical/u3"_s));
  AGREE();
  QVERIFY(!document().outlineModel().isFiltered());
}

void TestSelection::theOutlineScrollsAfterWhatMoves()
{
  const BlockId unit = id(u"vertical/u3"_s);
  for (int i = 0; i < 60; ++i)
    QVERIFY(document().run(steps::addBlock(document(), unit, u"html"_s, -1)));
  outline()->expandAll();
  const auto isSeen = [this](BlockId block) {
    const QRect row = outline()->visualRect(document().outlineModel().indexOf(block));
    return outline()->viewport()->rect().contains(row.center());
  };
  const BlockId sum = id(u"problem/sum"_s);
  clickRow(u"problem/sum"_s);
  QVERIFY(m_desk->drop(sum, unit, 50));
  QVERIFY(isSeen(sum));
  outline()->scrollToTop();
  QVERIFY(!isSeen(sum));
  QTest::keyClick(outline(), Qt::Key_Down, Qt::AltModifier);
  QVERIFY(isSeen(sum));
  QVERIFY(m_desk->trigger(u"undo"_s));
  QVERIFY(isSeen(sum));
  QVERIFY(m_desk->trigger(u"undo"_s));
  QVERIFY(isSeen(sum));
}

void TestSelection::aClickOnOneOfSeveralRenamesNothing()
{
  clickRow(u"vertical/u1"_s);
  clickRow(u"vertical/u2"_s, Qt::ControlModifier);
  QVERIFY(outline()->findChildren<QLineEdit*>().isEmpty());
  const QPoint row = outline()->visualRect(document().outlineModel().indexOf(id(u"vertical/u1"_s))).center();
  QTest::mousePress(outline()->viewport(), Qt::LeftButton, {}, row);
  QCOMPARE(selection().blocks().size(), 2); // a drag takes both
  QTest::mouseRelease(outline()->viewport(), Qt::LeftButton, {}, row);
  AGREE();
  QCOMPARE(selection().blocks(), QList<BlockId>{id(u"vertical/u1"_s)});
  QTest::qWait(QApplication::doubleClickInterval() + 100);
  QVERIFY(outline()->findChildren<QLineEdit*>().isEmpty());
}

SCRIPTORIUM_TEST(TestSelection)
#include "tst_selection.moc"
