#include "base/atomicfile.h"
#include "edit/operations.h"
#include "support/shared.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/quickopen/places.h"

#include <QDir>
#include <QLabel>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Blocks are called what policy.json calls them, wherever the window names them.
class TestPolicyNames : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init() { m_desk = std::make_unique<Desk>(); }
  void cleanup() { m_desk.reset(); }

  void theReportedCourse()
  {
    if (sharedFolder().isEmpty())
      QSKIP(kNoShared);
    QVERIFY(m_desk->importAndOpen(sharedFolder() + u"/bug-cases/11-names-in-policy.tar.gz"_s));
    QCOMPARE(titleOf(u"chapter"_s, u"c1"_s), u"From policy"_s);
    QCOMPARE(titleOf(u"problem"_s, u"p1"_s), u"PolicyP"_s);
    QCOMPARE(m_desk->document().title(), u"Case course"_s);
  }

  void thePolicyWinsEverywhere()
  {
    openCourse();
    QCOMPARE(titleOf(u"vertical"_s, u"u1"_s), u"From policy"_s);
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QCOMPARE(m_desk->find<QLabel>(u"unitTitle"_s)->text(), u"From policy"_s);
    QCOMPARE(m_desk->find<QLabel>(u"inspectorTitle"_s)->text(), u"From policy"_s);
    QStringList places;
    for (const auto& place : blockPlaces(m_desk->document()))
      places.append(place.title);
    QVERIFY(places.contains(u"From policy"_s) && !places.contains(u"Unit 1"_s));
    auto& tree = m_desk->document().outlineModel();
    tree.setFilter(u"from pol"_s);
    QCOMPARE(tree.matchCount(), 1);
    tree.setFilter({});
  }

  void namesFollowTheFile()
  {
    openCourse();
    auto& document = m_desk->document();
    QVERIFY(document.run(steps::setFile(kPath, R"({"vertical/u2": {"display_name": "Two by policy"}})")));
    QCOMPARE(titleOf(u"vertical"_s, u"u1"_s), u"Unit 1"_s);
    QCOMPARE(titleOf(u"vertical"_s, u"u2"_s), u"Two by policy"_s);
    QVERIFY(document.undo());
    QCOMPARE(titleOf(u"vertical"_s, u"u1"_s), u"From policy"_s);
    QCOMPARE(titleOf(u"vertical"_s, u"u2"_s), u"Unit 2"_s);
  }

  void aRenamedBlockIsRenamedInThePolicy()
  {
    openCourse();
    QVERIFY(m_desk->rename(m_desk->block(u"vertical"_s, u"u1"_s), u"By hand"_s));
    QCOMPARE(titleOf(u"vertical"_s, u"u1"_s), u"By hand"_s);
    QVERIFY(m_desk->document().undo());
    QCOMPARE(titleOf(u"vertical"_s, u"u1"_s), u"From policy"_s);
  }

private:
  void openCourse()
  {
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(QDir().mkpath(course + u"/policies/R1"_s));
    QVERIFY(
        writeFile(course + u'/' + kPath, R"({"vertical/u1": {"display_name": "From policy"}})").has_value());
    QVERIFY(m_desk->importAndOpen(course));
  }
  /// As the outline shows it.
  QString titleOf(const QString& type, const QString& urlName)
  {
    const auto& tree = m_desk->document().outlineModel();
    return tree.indexOf(m_desk->block(type, urlName)).data().toString();
  }

  const QString kPath = u"policies/R1/policy.json"_s;
  std::unique_ptr<Desk> m_desk;
};

SCRIPTORIUM_TEST(TestPolicyNames)
#include "tst_policynames.moc"
