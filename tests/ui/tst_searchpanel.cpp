#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/editors/sourceeditor.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestSearchPanel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->importAndOpen(writeCourse(m_desk->folder() + u"/course"_s)));
    QVERIFY(m_desk->trigger(u"search-course"_s));
    m_query = m_desk->find<QLineEdit>(u"searchQuery"_s);
    m_hits = m_desk->find<QTreeView>(u"searchHits"_s);
    QVERIFY(m_query && m_query->isVisible());
  }
  void cleanup() { m_desk.reset(); }

  void hitsComeAsOneTypes()
  {
    QTest::keyClicks(m_query, u"learn"_s);
    QTRY_COMPARE(cells(), QStringList{u"Hello|Text|Hello, learner."_s});
    QTest::keyClicks(m_query, u"ed"_s);
    QTRY_COMPARE(cells(), QStringList());
    QVERIFY(!m_hits->isVisible());
  }

  void settingsAreFoundByAnyPart()
  {
    m_query->setText(u"sum"_s);
    QTRY_COMPARE(cells(), QStringList({u"Sum|Title|Sum"_s, u"|url_name|sum"_s}));
    choose(u"searchWhere"_s, u"Settings and ids"_s);
    QTRY_COMPARE(cells(), QStringList({u"Sum|url_name|sum"_s, u"|Display name|Sum"_s}));
  }

  void aKindNarrowsTheSearch()
  {
    m_query->setText(u"u"_s);
    QTRY_VERIFY(cells().size() > 3);
    choose(u"searchType"_s, u"Problem"_s);
    QTRY_VERIFY(!cells().isEmpty() && cells().size() < 4);
    for (const auto& cell : cells())
      QVERIFY(cell.startsWith(u"Sum"_s) || cell.startsWith(u'|'));
  }

  void aHitLeadsToItsPlaceInTheText()
  {
    m_query->setText(u"learner"_s);
    QTRY_COMPARE(cells().size(), 1);
    QTest::keyClick(m_query, Qt::Key_Return);
    QCOMPARE(m_desk->document().selection().opened(), m_desk->block(u"html"_s, u"hello"_s));
    const auto* editor = m_desk->find<SourceEditor>(u"sourceEditor"_s);
    QCOMPARE(editor->textCursor().selectedText(), u"learner"_s);
  }

  void theKeyboardGoesThroughTheHits()
  {
    m_query->setText(u"unit"_s);
    QTRY_VERIFY(cells().size() >= 3);
    QTest::keyClick(m_query, Qt::Key_Down);
    QCOMPARE(m_hits->currentIndex().row(), 0);
    QTest::keyClick(m_hits, Qt::Key_Down);
    QTest::keyClick(m_hits, Qt::Key_Return);
    QVERIFY(m_desk->document().title(m_desk->document().selection().current()).startsWith(u"Unit"_s));
  }

  void theHitsFollowAnEdit()
  {
    m_query->setText(u"zebra"_s);
    QTRY_VERIFY(summary().startsWith(u'0'));
    const BlockId unit = m_desk->block(u"vertical"_s, u"u2"_s);
    QVERIFY(m_desk->document().run(steps::rename(m_desk->document(), unit, u"Zebra"_s)));
    QTRY_COMPARE(cells().value(0), u"Zebra|Title|Zebra"_s);
    QVERIFY(m_desk->trigger(u"undo"_s));
    QTRY_COMPARE(cells(), QStringList());
  }

private:
  /// The rows as "block|where|excerpt".
  QStringList cells() const
  {
    QStringList rows;
    const auto* model = m_hits->model();
    for (int row = 0; row < model->rowCount(); ++row) {
      QStringList texts;
      for (int column = 0; column < model->columnCount(); ++column)
        texts.append(model->index(row, column).data().toString());
      rows.append(texts.join(u'|'));
    }
    return rows;
  }
  QString summary() { return m_desk->find<QLabel>(u"searchSummary"_s)->text(); }
  void choose(const QString& box, const QString& text)
  {
    auto* combo = m_desk->find<QComboBox>(box);
    const int index = combo->findText(text);
    QVERIFY(index >= 0);
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
  }

  std::unique_ptr<Desk> m_desk;
  QLineEdit* m_query = nullptr;
  QTreeView* m_hits = nullptr;
};

SCRIPTORIUM_TEST(TestSearchPanel)
#include "tst_searchpanel.moc"
