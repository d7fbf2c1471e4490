#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestDraftCommands : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(QDir().mkpath(course + u"/drafts/vertical"_s));
    QVERIFY(writeFile(course + u"/drafts/vertical/u1.xml"_s,
                      "<vertical display_name=\"Unit 1 anew\" parent_url=\"i4x://Org/C1/sequential/first\" "
                      "index_in_children_list=\"0\"><html url_name=\"hello\"/></vertical>")
                .has_value());
    QVERIFY(m_desk->importAndOpen(course));
  }
  void cleanup() { m_desk.reset(); }

  void onlyDraftsCanBePublished()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u2"_s));
    QVERIFY(!m_desk->action(u"publish"_s)->isEnabled());
    QVERIFY(!m_desk->action(u"discard-draft"_s)->isEnabled());
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QVERIFY(m_desk->action(u"publish"_s)->isEnabled());
    QVERIFY(m_desk->action(u"discard-draft"_s)->isEnabled());
    // What lies below counts too.
    QVERIFY(m_desk->choose(u"chapter"_s, u"week1"_s));
    QVERIFY(m_desk->action(u"publish"_s)->isEnabled());
  }

  void publishingIsOneStep()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QVERIFY(m_desk->trigger(u"publish"_s));
    QVERIFY(!isChanged());
    QVERIFY(!m_desk->action(u"publish"_s)->isEnabled());
    QVERIFY(m_desk->trigger(u"undo"_s));
    QVERIFY(isChanged());
  }

  void discardingSaysWhatWouldBeLostFirst()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QVERIFY(m_desk->trigger(u"discard-draft"_s));
    QVERIFY(isChanged());
    const auto& messages = m_desk->window().messages();
    QVERIFY(messages.title().contains(u"Unit 1 anew"_s));
    QVERIFY(messages.text().contains(u"Back to what is published: “Unit 1 anew”"_s));
    answer(u"Discard"_s);
    QVERIFY(!isChanged());
    QVERIFY(m_desk->childTitles(u"sequential"_s, u"first"_s).contains(u"Unit 1"_s));
    QVERIFY(m_desk->trigger(u"undo"_s));
    QVERIFY(m_desk->childTitles(u"sequential"_s, u"first"_s).contains(u"Unit 1 anew"_s));
  }

  void keepingADraftChangesNothing()
  {
    QVERIFY(m_desk->choose(u"vertical"_s, u"u1"_s));
    QVERIFY(m_desk->trigger(u"discard-draft"_s));
    answer(u"Keep"_s);
    QVERIFY(isChanged());
  }

private:
  bool isChanged()
  {
    return m_desk->document().outline().find(m_desk->block(u"vertical"_s, u"u1"_s))->row.hasDraftChanges;
  }
  void answer(const QString& text)
  {
    for (auto* each : m_desk->window().messages().findChildren<QPushButton*>())
      if (each->text() == text) {
        each->click();
        return;
      }
    QFAIL("no such choice");
  }

  std::unique_ptr<Desk> m_desk;
};

SCRIPTORIUM_TEST(TestDraftCommands)
#include "tst_draftcommands.moc"
