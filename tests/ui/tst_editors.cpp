#include "support/testmain.h"
#include "ui/document/pendingbody.h"
#include "ui/editors/bodyeditor.h"
#include "ui/editors/editors.h"
#include "ui/opencourse.h"
#include "ui/unit/unitpane.h"

#include <QLineEdit>
#include <QListView>
#include <QStackedWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// An editor of its own kind: one line, handed over when it is asked for.
class LineEditor : public Editor
{
public:
  explicit LineEditor(CourseDocument& document, QWidget* parent = nullptr)
      : Editor(document, parent), m_line(new QLineEdit(this))
  {
    m_line->setObjectName(u"lineEditor"_s);
    (new QVBoxLayout(this))->addWidget(m_line);
  }
  ~LineEditor() override { flush(); }

  void focusText() override { m_line->setFocus(); }

protected:
  void showBody() override { m_line->setText(body() ? body()->text() : QString()); }
  void handOver() override { body()->edit(m_line->text(), this); }

private:
  QLineEdit* m_line;
};

Editors withLinesFor(const QString& body)
{
  Editors editors = Editors::builtIn();
  editors.add({body, [](CourseDocument& document, QWidget* parent) -> Editor* {
                 return new LineEditor(document, parent);
               }});
  return editors;
}

} // namespace

/// The seam between the window and the editors.
class TestEditors : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theSourceEditorIsForAll();
  void anEditorIsChosenByTheBodyOfTheType();
  void theLastRegisteredForABodyIsUsed();
  void theUnitPaneUsesASecondEditor();
  void aContainerHasNoEditor();
  void whatIsNotHandedOverYetIsStoredBeforeAStep();
  void leavingABlockStoresItsText();

private:
  OpenCourse m_course;
};

void TestEditors::theSourceEditorIsForAll()
{
  const Editors editors = Editors::builtIn();
  for (const BlockType* type : m_course.document().types().all()) {
    const std::unique_ptr<Editor> editor(editors.of(*type).make(m_course.document(), nullptr));
    QVERIFY2(qobject_cast<BodyEditor*>(editor.get()), qPrintable(type->type));
  }
}

void TestEditors::anEditorIsChosenByTheBodyOfTheType()
{
  const Editors editors = withLinesFor(u"html"_s);
  const BlockTypes& types = m_course.document().types();
  QCOMPARE(editors.of(types.type(u"html"_s)).body, u"html"_s);
  QCOMPARE(editors.of(types.type(u"problem"_s)).body, QString());
  QCOMPARE(editors.of(types.type(u"nobody-knows"_s)).body, QString());
}

void TestEditors::theLastRegisteredForABodyIsUsed()
{
  const Editors editors = withLinesFor({});
  const auto& kind = editors.of(m_course.document().types().type(u"problem"_s));
  const std::unique_ptr<Editor> editor(kind.make(m_course.document(), nullptr));
  QVERIFY(dynamic_cast<LineEditor*>(editor.get()));
}

void TestEditors::theUnitPaneUsesASecondEditor()
{
  const Editors editors = withLinesFor(u"html"_s);
  CourseDocument& document = m_course.document();
  UnitPane pane(document, editors);
  document.selection().show(m_course.block(u"html/h2"_s));
  QVERIFY(dynamic_cast<LineEditor*>(pane.editor()));
  auto* line = pane.findChild<QLineEdit*>(u"lineEditor"_s);
  QCOMPARE(line->text(), u"<b>two</b>"_s);
  const Editor* first = pane.editor();

  document.selection().show(m_course.block(u"problem/p1"_s));
  QVERIFY(qobject_cast<BodyEditor*>(pane.editor()));
  QVERIFY(!first->body());
  document.selection().show(m_course.block(u"html/h4"_s));
  QCOMPARE(pane.editor(), first);
  QCOMPARE(line->text(), u"four"_s);
}

void TestEditors::aContainerHasNoEditor()
{
  const Editors editors = Editors::builtIn();
  CourseDocument& document = m_course.document();
  UnitPane pane(document, editors);
  document.selection().show(m_course.block(u"html/h2"_s));
  QVERIFY(pane.hasText());
  document.selection().show(m_course.block(u"vertical/v1"_s));
  QVERIFY(!pane.hasText());
  QVERIFY(!pane.editor());
  QCOMPARE(pane.list()->model()->rowCount(), 2);
}

void TestEditors::whatIsNotHandedOverYetIsStoredBeforeAStep()
{
  OpenCourse course;
  CourseDocument& document = course.document();
  LineEditor editor(document);
  editor.open(course.block(u"html/h2"_s));
  editor.findChild<QLineEdit*>(u"lineEditor"_s)->setText(u"typed"_s);
  QVERIFY(document.run(steps::rename(document, course.block(u"vertical/v3"_s), u"Other"_s)));
  QCOMPARE(course.body(u"html/h2"_s), "typed");
  QCOMPARE(course.history().last(), u"Edit text of “Second”"_s);
}

void TestEditors::leavingABlockStoresItsText()
{
  OpenCourse course;
  auto editor = std::make_unique<LineEditor>(course.document());
  auto* line = editor->findChild<QLineEdit*>(u"lineEditor"_s);
  editor->open(course.block(u"html/h2"_s));
  line->setText(u"typed"_s);
  editor->open(course.block(u"html/h4"_s));
  QCOMPARE(course.body(u"html/h2"_s), "typed");
  QCOMPARE(line->text(), u"four"_s);
  line->setText(u"five"_s);
  editor.reset();
  QCOMPARE(course.body(u"html/h4"_s), "five");
}

SCRIPTORIUM_TEST(TestEditors)
#include "tst_editors.moc"
