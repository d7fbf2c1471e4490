#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/groupaccessfield.h"
#include "ui/inspectors/inspectorpane.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QByteArray kPolicy =
    R"({"course/R1": {"user_partitions": [
         {"id": 7, "name": "Levels", "scheme": "cohort", "description": "", "parameters": {},
          "groups": [{"id": 3, "name": "Basic", "version": 1}, {"id": 4, "name": "Advanced", "version": 1}],
          "active": true, "version": 3},
         {"id": 8, "name": "Trial", "scheme": "random", "description": "", "parameters": {},
          "groups": [{"id": 5, "name": "One", "version": 1}], "active": true, "version": 3}]}})";

} // namespace

/// Who may see a block, ticked by name in the inspector.
class TestGroupAccess : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(QDir().mkpath(course + u"/policies/R1"_s));
    QVERIFY(writeFile(course + u"/policies/R1/policy.json"_s, kPolicy).has_value());
    QVERIFY(
        writeFile(course + u"/vertical/u3.xml"_s,
                  R"(<vertical display_name="Unit 3" group_access='{"99": [1], "7": [4, 77], "50": [2]}'/>)"
                  "\n")
            .has_value());
    QVERIFY(m_desk->importAndOpen(course));
  }
  void cleanup() { m_desk.reset(); }

  void groupsAreTickedByName()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QCOMPARE(rows(), (QStringList{u"[x] Everyone"_s, u"Levels"_s, u"[ ] Basic"_s, u"[ ] Advanced"_s,
                                  u"Enrolment tracks"_s, u"[ ] Audit"_s, u"[ ] Verified"_s}));
    tick(u"Advanced"_s);
    QTRY_COMPARE(value(u"u1"_s), uR"({"7": [4]})"_s);
    QCOMPARE(rows().first(), u"[ ] Everyone"_s);
    tick(u"Basic"_s);
    QTRY_COMPARE(value(u"u1"_s), uR"({"7": [4, 3]})"_s);
    tick(u"Everyone"_s);
    QTRY_COMPARE(value(u"u1"_s), QString());
    QCOMPARE(rows().first(), u"[x] Everyone"_s);
    QVERIFY(m_desk->document().undo());
    QTRY_COMPARE(rows().value(3), u"[x] Advanced"_s);
  }

  void tracksAreTickedAsGroupsAre()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    tick(u"Verified"_s);
    QTRY_COMPARE(value(u"u1"_s), uR"({"50": [2]})"_s);
    QCOMPARE(rows().last(), u"[x] Verified"_s);
  }

  void theKeysOfTheListDoTheSame()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    tree()->setFocus();
    QTest::keyClick(tree(), Qt::Key_Down);
    QTest::keyClick(tree(), Qt::Key_Down);
    QTest::keyClick(tree(), Qt::Key_Return);
    QTRY_VERIFY(!value(u"u1"_s).isEmpty());
    QVERIFY(tree()->currentItem());
    const QString first = value(u"u1"_s);
    QTest::keyClick(tree(), Qt::Key_Space);
    QTRY_VERIFY(value(u"u1"_s) != first);
  }

  void whatTheCourseDoesNotHaveIsSaidAndCanGo()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u3"_s));
    QCOMPARE(rows(),
             (QStringList{u"[ ] Everyone"_s, u"Levels"_s, u"[ ] Basic"_s, u"[x] Advanced"_s,
                          u"[x] Group 77, which is not there"_s, u"Enrolment tracks"_s, u"[ ] Audit"_s,
                          u"[x] Verified"_s, u"Configuration 99, which is not there"_s, u"[x] Group 1"_s}));
    tick(u"Basic"_s);
    QTRY_COMPARE(value(u"u3"_s), uR"({"99": [1], "7": [4, 77, 3], "50": [2]})"_s);
    tick(u"Group 77, which is not there"_s);
    QTRY_COMPARE(value(u"u3"_s), uR"({"99": [1], "7": [4, 3], "50": [2]})"_s);
    tick(u"Group 1"_s);
    QTRY_COMPARE(value(u"u3"_s), uR"({"7": [4, 3], "50": [2]})"_s);
  }

  void severalBlocksGetTheSame()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    auto& selection = m_desk->document().selection();
    selection.select({m_desk->block(u"vertical"_s, u"u1"_s), m_desk->block(u"vertical"_s, u"u3"_s)},
                     m_desk->block(u"vertical"_s, u"u1"_s));
    QTRY_COMPARE(rows().first(), u"[-] Everyone"_s);
    tick(u"Basic"_s);
    QTRY_COMPARE(value(u"u1"_s), uR"({"7": [3]})"_s);
    QCOMPARE(value(u"u3"_s), uR"({"7": [3]})"_s);
    QVERIFY(m_desk->document().undo());
    QCOMPARE(value(u"u1"_s), QString());
  }

  void anExperimentGivesEachGroupAUnit()
  {
    const BlockId unit = m_desk->block(u"vertical"_s, u"u1"_s);
    const auto made = m_desk->document().run(steps::addBlock(m_desk->document(), unit, u"split_test"_s, 0));
    QVERIFY(made && made->size() == 1);
    const BlockId experiment = made->first();
    QVERIFY(m_desk->document().run(steps::addBlock(m_desk->document(), experiment, u"vertical"_s, 0)));
    m_desk->document().selection().show(experiment);
    auto* inspector = m_desk->find<InspectorPane>(u"inspector"_s);
    auto* choice = qobject_cast<QComboBox*>(inspector->fieldEditor(u"user_partition_id"_s)->control());
    QCOMPARE(choice->currentText(), u"None chosen"_s);
    pick(choice, u"Trial"_s);
    FieldEditor* map = inspector->fieldEditor(u"group_id_to_child"_s);
    QTRY_VERIFY(map->findChild<QComboBox*>(u"unitOf:5"_s));
    auto* box = map->findChild<QComboBox*>(u"unitOf:5"_s);
    QCOMPARE(box->count(), 2);
    box->setCurrentIndex(1);
    Q_EMIT box->activated(1);
    const auto version = m_desk->document().store().version(experiment);
    QCOMPARE(version->fields.value(u"user_partition_id"_s), u"8"_s);
    const QString json = version->fields.value(u"group_id_to_child"_s).value_or(QString());
    QVERIFY2(json.startsWith(u"{\"5\": \"block-v1:"_s), qPrintable(json));
    pick(choice, u"Levels"_s); // the group of the other configuration stays, and says so
    QTRY_VERIFY(map->findChild<QComboBox*>(u"unitOf:3"_s));
    QVERIFY(map->findChild<QComboBox*>(u"unitOf:5"_s));
  }

  void theGroupsThemselvesAreAClickAway()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    field()->findChild<QPushButton*>(u"accessGroups"_s)->click();
    QVERIFY(m_desk->find<QDialog>(u"groupsDialog"_s));
  }

private:
  static void pick(QComboBox* box, const QString& text)
  {
    box->setCurrentIndex(box->findText(text));
    Q_EMIT box->activated(box->currentIndex());
  }
  FieldEditor* field() { return m_desk->find<InspectorPane>(u"inspector"_s)->fieldEditor(u"group_access"_s); }
  QTreeWidget* tree() { return field()->findChild<QTreeWidget*>(u"accessTree"_s); }
  QStringList rows()
  {
    QStringList rows;
    for (QTreeWidgetItem* item = tree()->topLevelItem(0); item; item = tree()->itemBelow(item)) {
      const QVariant state = item->data(0, Qt::CheckStateRole);
      const QString mark = !state.isValid()                                 ? QString()
                           : state.value<Qt::CheckState>() == Qt::Checked   ? u"[x] "_s
                           : state.value<Qt::CheckState>() == Qt::Unchecked ? u"[ ] "_s
                                                                            : u"[-] "_s;
      rows.append(mark + item->text(0));
    }
    return rows;
  }
  void tick(const QString& text)
  {
    for (QTreeWidgetItem* item = tree()->topLevelItem(0); item; item = tree()->itemBelow(item))
      if (item->text(0) == text) {
        item->setCheckState(0, item->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
        return;
      }
    QFAIL(qPrintable(text));
  }
  /// The attribute as it is set on the unit; empty when it is not.
  QString value(const QString& unit)
  {
    const auto version = m_desk->document().store().version(m_desk->block(u"vertical"_s, unit));
    return version ? version->fields.value(u"group_access"_s).value_or(QString()) : QString();
  }

  std::unique_ptr<Desk> m_desk;
};

SCRIPTORIUM_TEST(TestGroupAccess)
#include "tst_groupaccess.moc"
