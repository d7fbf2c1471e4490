#include "store/heldtext.h"
#include "support/testmain.h"
#include "ui/document/pendingbody.h"
#include "ui/editors/bodyeditor.h"
#include "ui/editors/sourceeditor.h"
#include "ui/opencourse.h"
#include "ui/widgets/badges.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

SourceEditor* sourceOf(const BodyEditor& editor)
{
  return editor.findChild<SourceEditor*>(u"sourceEditor"_s);
}

QString faultOf(const BodyEditor& editor)
{
  const auto* bar = editor.findChild<QWidget*>(u"faultBar"_s);
  return bar->isHidden() ? QString() : editor.findChild<QLabel*>(u"faultText"_s)->text();
}

void typeAtEnd(const BodyEditor& editor, const QString& text)
{
  sourceOf(editor)->moveCursor(QTextCursor::End);
  QTest::keyClicks(sourceOf(editor), text);
}

} // namespace

/// The text of a block under one editor, two, and none.
class TestPendingBody : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init() { m_course = std::make_unique<OpenCourse>(); }
  void cleanup() { m_course.reset(); }

  void typingInOneViewShowsInTheOtherAndIsOneStep();
  void whatCannotBeStoredIsToldInBothViewsAndHeldOnce();
  void discardedTextIsTheCoursesAndCanBeBroughtBack();
  void brokenHtmlIsToldOfButNotHeld();
  void heldTextIsThereAgainAfterACrash();
  void heldTextGoesOnceItIsStored();
  void theLastViewStoresWhatIsPending();
  void anotherBlockInOneViewLeavesTheOther();
  void aStepFromElsewhereShowsInBothViews();
  void theOtherViewKeepsItsPlace();
  void aDeletedBlockIsToldAndComesBackWithUndo();
  void lineEndsStayWhatTheyWere();
  void bytesThatAreNoTextAreShownOnly();
  void aCourseOpenForReadingTakesNoText();
  void aStepStoresWhatIsTypedFirst();
  void typingIntoALongTextIsQuick();

private:
  CourseDocument& document() { return m_course->document(); }
  void setBody(const QString& name, const QByteArray& bytes);
  QStringList heldFiles() const;

  std::unique_ptr<OpenCourse> m_course;
};

void TestPendingBody::setBody(const QString& name, const QByteArray& bytes)
{
  QVERIFY(document().run(steps::setBody(document(), m_course->block(name), bytes)));
}

QStringList TestPendingBody::heldFiles() const
{
  return QDir(m_course->folder() + u"/unsaved/small"_s).entryList(QDir::Files);
}

void TestPendingBody::typingInOneViewShowsInTheOtherAndIsOneStep()
{
  BodyEditor left(document());
  BodyEditor right(document());
  const BlockId block = m_course->block(u"html/h2"_s);
  left.open(block);
  right.open(block);
  QCOMPARE(left.body(), right.body());
  QSignalSpy pending(&document().bodies(), &PendingBodies::pendingChanged);
  typeAtEnd(left, u" more"_s);
  QCOMPARE(sourceOf(right)->source(), u"<b>two</b> more"_s);
  QVERIFY(document().bodies().isPending());
  typeAtEnd(right, u" and more"_s);
  QCOMPARE(sourceOf(left)->source(), u"<b>two</b> more and more"_s);
  QTRY_COMPARE_WITH_TIMEOUT(m_course->body(u"html/h2"_s), "<b>two</b> more and more", 1000);
  QVERIFY(!document().bodies().isPending());
  QCOMPARE(pending.size(), 2);
  typeAtEnd(left, u"!"_s);
  left.flush();
  QCOMPARE(m_course->history(), QStringList(u"Edit text of “Second”"_s));
  QVERIFY(document().undo());
  QCOMPARE(sourceOf(left)->source(), u"<b>two</b>"_s);
  QCOMPARE(sourceOf(right)->source(), u"<b>two</b>"_s);
}

void TestPendingBody::whatCannotBeStoredIsToldInBothViewsAndHeldOnce()
{
  BodyEditor left(document());
  BodyEditor right(document());
  const BlockId block = m_course->block(u"problem/p1"_s);
  left.open(block);
  right.open(block);
  const QByteArray before = m_course->body(u"problem/p1"_s);
  typeAtEnd(left, u"<p>open"_s);
  QTRY_VERIFY(!faultOf(left).isEmpty());
  QVERIFY2(faultOf(left).contains(u"Your text is kept"_s), qPrintable(faultOf(left)));
  QCOMPARE(faultOf(right), faultOf(left));
  QCOMPARE(m_course->body(u"problem/p1"_s), before);
  typeAtEnd(right, u" still"_s);
  right.flush();
  QCOMPARE(heldFiles().size(), 1);
  QCOMPARE(HeldText(document().store(), block).read(), std::optional(before + "<p>open still"));
  QCOMPARE(m_course->history(), QStringList());
}

void TestPendingBody::discardedTextIsTheCoursesAndCanBeBroughtBack()
{
  const BlockId block = m_course->block(u"problem/p1"_s);
  BodyEditor editor(document());
  editor.show();
  editor.open(block);
  auto* text = sourceOf(editor);
  const QString before = text->source();
  text->moveCursor(QTextCursor::End);
  text->insertPlainText(u"<p>open"_s);
  const QString typed = text->source();
  editor.flush();
  const auto badges = [&] {
    return document().outlineModel().dataOf(block, OutlineModel::BadgesRole).value<Badges>();
  };
  QVERIFY(badges().testFlag(Badge::Held));
  auto* discard = editor.findChild<QPushButton*>(u"faultDiscard"_s);
  QVERIFY(discard->isVisible());
  discard->click();
  QCOMPARE(text->source(), before);
  editor.flush();
  QCOMPARE(heldFiles(), QStringList());
  QVERIFY(!badges().testFlag(Badge::Held));
  QVERIFY(!discard->isVisible());
  text->undo();
  QCOMPARE(text->source(), typed);
  editor.flush();
  QCOMPARE(heldFiles().size(), 1);
  QVERIFY(badges().testFlag(Badge::Held));
  QCOMPARE(m_course->history(), QStringList());
}

void TestPendingBody::brokenHtmlIsToldOfButNotHeld()
{
  BodyEditor editor(document());
  editor.show();
  editor.open(m_course->block(u"html/h2"_s));
  typeAtEnd(editor, u"<i>open"_s);
  editor.flush();
  QVERIFY2(faultOf(editor).contains("<i>"_L1), qPrintable(faultOf(editor)));
  QCOMPARE(m_course->body(u"html/h2"_s), "<b>two</b><i>open");
  typeAtEnd(editor, u" still"_s); // waits to be stored, and nothing keeps it from being so
  QVERIFY(document().bodies().isPending());
  QVERIFY(!editor.findChild<QPushButton*>(u"faultDiscard"_s)->isVisible());
  QVERIFY2(!faultOf(editor).contains("kept"_L1), qPrintable(faultOf(editor)));
  editor.flush();
  QCOMPARE(heldFiles(), QStringList());
}

void TestPendingBody::heldTextIsThereAgainAfterACrash()
{
  const BlockId block = m_course->block(u"problem/p1"_s);
  const auto body = document().bodies().of(block);
  const QString typed = body->text() + u"<p>open"_s;
  body->edit(typed, nullptr);
  body->flush();
  // What a killed program leaves: the file as it is now, although this process tidies up afterwards.
  const QString path = m_course->folder() + u"/unsaved/small/"_s + heldFiles().value(0);
  QVERIFY(QFile::copy(path, m_course->folder() + u"/kept"_s));
  body->edit(typed + u"</p>"_s, nullptr);
  body->edit(u"<problem>whole</problem>"_s, nullptr);
  body->flush();
  QCOMPARE(heldFiles(), QStringList());
  QVERIFY(QFile::copy(m_course->folder() + u"/kept"_s, path));

  PendingBody again(document(), block);
  QCOMPARE(again.text(), typed);
  QVERIFY(again.isPending());
  QTRY_VERIFY(again.fault().has_value());
}

void TestPendingBody::heldTextGoesOnceItIsStored()
{
  const auto body = document().bodies().of(m_course->block(u"problem/p1"_s));
  const QString whole = body->text();
  body->edit(whole.chopped(1), nullptr);
  body->flush();
  QVERIFY(body->fault());
  QCOMPARE(heldFiles().size(), 1);
  body->edit(whole, nullptr);
  body->flush();
  QVERIFY(!body->fault());
  QVERIFY(!body->isPending());
  QCOMPARE(heldFiles(), QStringList());
  QCOMPARE(m_course->history(), QStringList());
}

void TestPendingBody::theLastViewStoresWhatIsPending()
{
  const BlockId block = m_course->block(u"html/h2"_s);
  auto left = std::make_unique<BodyEditor>(document());
  auto right = std::make_unique<BodyEditor>(document());
  left->open(block);
  right->open(block);
  typeAtEnd(*left, u"1"_s);
  left.reset();
  QCOMPARE(m_course->body(u"html/h2"_s), "<b>two</b>");
  QVERIFY(document().bodies().isPending());
  right.reset();
  QCOMPARE(m_course->body(u"html/h2"_s), "<b>two</b>1");
  QVERIFY(!document().bodies().isPending());
}

void TestPendingBody::anotherBlockInOneViewLeavesTheOther()
{
  BodyEditor left(document());
  BodyEditor right(document());
  left.open(m_course->block(u"html/h2"_s));
  right.open(m_course->block(u"html/h2"_s));
  typeAtEnd(left, u"1"_s);
  left.open(m_course->block(u"html/h4"_s));
  QCOMPARE(m_course->body(u"html/h2"_s), "<b>two</b>1");
  QCOMPARE(sourceOf(left)->source(), u"four"_s);
  QCOMPARE(sourceOf(right)->source(), u"<b>two</b>1"_s);
  typeAtEnd(right, u"2"_s);
  QCOMPARE(sourceOf(left)->source(), u"four"_s);
  left.open({});
  QVERIFY(!left.body());
  QCOMPARE(sourceOf(left)->source(), QString());
}

void TestPendingBody::aStepFromElsewhereShowsInBothViews()
{
  BodyEditor left(document());
  BodyEditor right(document());
  left.open(m_course->block(u"html/h2"_s));
  right.open(m_course->block(u"html/h2"_s));
  setBody(u"html/h2"_s, "<i>other</i>");
  QCOMPARE(sourceOf(left)->source(), u"<i>other</i>"_s);
  QCOMPARE(sourceOf(right)->source(), u"<i>other</i>"_s);
  QVERIFY(!document().bodies().isPending());
}

void TestPendingBody::theOtherViewKeepsItsPlace()
{
  setBody(u"html/h2"_s, "one\ntwo\nthree\nfour\n");
  BodyEditor left(document());
  BodyEditor right(document());
  left.open(m_course->block(u"html/h2"_s));
  right.open(m_course->block(u"html/h2"_s));
  sourceOf(right)->goToLine(3);
  sourceOf(left)->goToLine(1);
  QTest::keyClicks(sourceOf(left), u"zero and "_s);
  QCOMPARE(sourceOf(right)->textCursor().block().text(), u"three"_s);
}

void TestPendingBody::aDeletedBlockIsToldAndComesBackWithUndo()
{
  BodyEditor editor(document());
  editor.open(m_course->block(u"html/h2"_s));
  QVERIFY(document().run(steps::removeBlocks(document(), {m_course->block(u"vertical/v3"_s)})));
  QVERIFY(!faultOf(editor).isEmpty());
  QVERIFY(sourceOf(editor)->isReadOnly());
  QVERIFY(document().undo());
  QCOMPARE(faultOf(editor), QString());
  QCOMPARE(sourceOf(editor)->source(), u"<b>two</b>"_s);
  QVERIFY(!sourceOf(editor)->isReadOnly());
}

void TestPendingBody::lineEndsStayWhatTheyWere()
{
  setBody(u"html/h2"_s, "\xEF\xBB\xBFone\r\ntwo\nthree\r\n");
  BodyEditor editor(document());
  editor.open(m_course->block(u"html/h2"_s));
  typeAtEnd(editor, u"four"_s);
  QTest::keyClick(sourceOf(editor), Qt::Key_Return);
  editor.flush();
  QCOMPARE(m_course->body(u"html/h2"_s), "\xEF\xBB\xBFone\r\ntwo\nthree\r\nfour\r\n");
}

void TestPendingBody::bytesThatAreNoTextAreShownOnly()
{
  setBody(u"html/h2"_s, "caf\xE9");
  BodyEditor editor(document());
  editor.open(m_course->block(u"html/h2"_s));
  QVERIFY(sourceOf(editor)->isReadOnly());
  QVERIFY2(faultOf(editor).contains(u"not UTF-8"_s), qPrintable(faultOf(editor)));
  editor.body()->edit(u"typed"_s, nullptr);
  editor.flush();
  QCOMPARE(m_course->body(u"html/h2"_s), "caf\xE9");
}

void TestPendingBody::aCourseOpenForReadingTakesNoText()
{
  m_course->reopen(CourseStore::Mode::ReadOnly);
  BodyEditor editor(document());
  editor.open(m_course->block(u"html/h2"_s));
  QVERIFY(sourceOf(editor)->isReadOnly());
  editor.body()->edit(u"typed"_s, nullptr);
  QVERIFY(!document().bodies().isPending());
}

void TestPendingBody::aStepStoresWhatIsTypedFirst()
{
  BodyEditor editor(document());
  editor.open(m_course->block(u"html/h2"_s));
  typeAtEnd(editor, u"1"_s);
  QVERIFY(document().run(steps::rename(document(), m_course->block(u"vertical/v3"_s), u"Other"_s)));
  QCOMPARE(m_course->history(), QStringList({u"Rename “Unit 3”"_s, u"Edit text of “Second”"_s}));
}

void TestPendingBody::typingIntoALongTextIsQuick()
{
  const QByteArray line = "<p>" + QByteArray(95, 'x') + "</p>\n";
  setBody(u"html/h2"_s, line.repeated(5000));
  BodyEditor left(document());
  BodyEditor right(document());
  left.open(m_course->block(u"html/h2"_s));
  right.open(m_course->block(u"html/h2"_s));
  const std::clock_t start = std::clock(); // of the processor: other work on the machine does not count
  typeAtEnd(left, u"twenty letters typed"_s);
  const double each = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / 20;
  qInfo("a letter into 500 kB shown twice: %.1f ms", each);
  QVERIFY2(each < 50, qPrintable(QString::number(each)));
}

SCRIPTORIUM_TEST(TestPendingBody)
#include "tst_pendingbody.moc"
