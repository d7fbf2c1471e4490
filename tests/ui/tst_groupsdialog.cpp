#include "base/atomicfile.h"
#include "model/userpartitions.h"
#include "support/testmain.h"
#include "ui/desk.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// Odd order and a key of nobody's: both stay.
const QByteArray kPartitions =
    R"([{"scheme": "cohort", "house": [1], "name": "Levels", "id": 7, "description": "", "parameters": {},
         "groups": [{"name": "Basic", "id": 3, "version": 1}, {"name": "Advanced", "id": 4, "version": 1}],
         "active": true, "version": 3}])";

} // namespace

/// The dialog of group configurations, on a course of its own.
class TestGroupsDialog : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    m_course = writeCourse(m_desk->folder() + u"/course"_s);
  }
  void cleanup() { m_desk.reset(); }

  void aCourseWithoutGroupsSaysWhatTheyAreFor()
  {
    QVERIFY(m_desk->importAndOpen(m_course));
    open();
    QVERIFY(!store()->isEnabled());
    auto* action = m_desk->find<QAction>(u"addContentGroups"_s);
    QVERIFY(action);
    action->trigger();
    QVERIFY(m_desk->find<QTreeWidget>(u"groupsList"_s)->isVisible());
    store()->click();
    const auto all = partitions();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].id, 100);
    QCOMPARE(all[0].scheme, u"cohort"_s);
    QCOMPARE(all[0].groups.size(), 2);
    QCOMPARE(all[0].groups[1].id, 102);
    QVERIFY(m_desk->document().undo());
    QVERIFY(partitions().isEmpty());
  }

  void renamingLeavesAllElseAsItWas()
  {
    useGroups();
    table()->item(1, 0)->setText(u"Experts"_s);
    QVERIFY(store()->isEnabled());
    store()->click();
    QCOMPARE(m_desk->document().undoLabel(), u"Change the group configurations"_s);
    const auto root = m_desk->document().store().version(m_desk->document().store().root());
    const QString now = root ? root->fields.value(u"user_partitions"_s).value_or(QString()) : QString();
    QCOMPARE(now, QString::fromUtf8(QByteArray(kPartitions).replace("Advanced", "Experts").simplified()));
  }

  void aGroupThatIsUsedIsNamedBeforeItGoes()
  {
    useGroups();
    QTRY_COMPARE(table()->item(1, 1)->text(), u"Unit 1"_s);
    QCOMPARE(table()->item(0, 1)->text(), u"nobody"_s);
    table()->setCurrentCell(1, 0);
    removeGroup()->click();
    QCOMPARE(table()->rowCount(), 2);
    const auto* asked = m_desk->find<QLabel>(u"groupsAsked"_s);
    QVERIFY(asked->isVisible() && asked->text().contains(u"“Unit 1”"_s));
    m_desk->find<QPushButton>(u"groupsKeep"_s)->click();
    QVERIFY(!asked->isVisible());
    table()->setCurrentCell(1, 0);
    removeGroup()->click();
    m_desk->find<QPushButton>(u"groupsRemoveUsed"_s)->click();
    QCOMPARE(table()->rowCount(), 1);
    m_desk->find<QPushButton>(u"groupAdd"_s)->click();
    QVERIFY(table()->item(1, 2)->text() != u"4"_s); // Unit 1 would come to mean it
    table()->setCurrentCell(0, 0);
    removeGroup()->click();
    QCOMPARE(table()->rowCount(), 1);
  }

  void theSchemeIsChosenInWords()
  {
    useGroups();
    auto* scheme = m_desk->find<QComboBox>(u"partitionScheme"_s);
    QVERIFY(scheme->currentText().contains(u"content groups"_s));
    scheme->setCurrentIndex(scheme->findData(u"random"_s));
    Q_EMIT scheme->activated(scheme->currentIndex());
    store()->click();
    QCOMPARE(partitions()[0].scheme, u"random"_s);
  }

  void aNameIsNeeded()
  {
    useGroups();
    table()->item(0, 0)->setText(u" "_s);
    QVERIFY(!store()->isEnabled());
    const auto* problem = m_desk->find<QLabel>(u"groupsProblem"_s);
    QVERIFY(problem->isVisible() && problem->text().contains(u"“Levels”"_s));
    table()->item(0, 0)->setText(u"Beginners"_s);
    QVERIFY(store()->isEnabled() && !problem->isVisible());
  }

  void keysWorkInTheTable()
  {
    useGroups();
    table()->setFocus();
    table()->setCurrentCell(0, 0);
    QTest::keyClick(table(), Qt::Key_Return);
    auto* editor = table()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText(u"First"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(table()->item(0, 0)->text(), u"First"_s);
    QVERIFY(dialog()->isVisible());
    QTRY_VERIFY(removeGroup()->isEnabled());
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(table()->rowCount(), 1);
    QTest::keyClick(table(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QVERIFY(stored().contains(u"Basic"_s));
  }

private:
  void open()
  {
    QVERIFY(m_desk->trigger(u"group-configurations"_s));
    QVERIFY(dialog());
  }
  /// A course that has groups, of which "Unit 1" uses one.
  void useGroups()
  {
    QVERIFY(QDir().mkpath(m_course + u"/policies/R1"_s));
    QVERIFY(writeFile(m_course + u"/policies/R1/policy.json"_s,
                      R"({"course/R1": {"user_partitions": )" + kPartitions +
                          R"(}, "vertical/u1": {"group_access": {"7": [4]}}})")
                .has_value());
    QVERIFY(m_desk->importAndOpen(m_course));
    open();
    QTRY_VERIFY(removeGroup()->isEnabled());
  }
  QDialog* dialog() { return m_desk->find<QDialog>(u"groupsDialog"_s); }
  QTableWidget* table() { return m_desk->find<QTableWidget>(u"groupTable"_s); }
  QToolButton* removeGroup() { return m_desk->find<QToolButton>(u"groupRemove"_s); }
  QPushButton* store() { return m_desk->find<QPushButton>(u"groupsStore"_s); }
  QString stored()
  {
    const auto read = userPartitions(m_desk->document().store(), m_desk->document().policy());
    return read ? read->toJson() : QString();
  }
  QList<UserPartition> partitions()
  {
    return UserPartitions::read(stored()).value_or(UserPartitions()).all();
  }

  QString m_course;
  std::unique_ptr<Desk> m_desk;
};

SCRIPTORIUM_TEST(TestGroupsDialog)
#include "tst_groupsdialog.moc"
