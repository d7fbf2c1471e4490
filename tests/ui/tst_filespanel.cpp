#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/files/filespanel.h"
#include "ui/panels/panels.h"
#include "ui/widgets/messagebar.h"

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestFilesPanel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(QDir().mkpath(course + u"/static"_s));
    QVERIFY(writeFile(course + u"/static/leaf.png"_s, "\x89PNG").has_value());
    QVERIFY(writeFile(course + u"/static/old.pdf"_s, "%PDF-1.4").has_value());
    QVERIFY(writeFile(course + u"/html/hello.html"_s,
                      "<p><img src=\"/static/leaf.png\"> <a href=\"/static/gone.pdf\">x</a></p>")
                .has_value());
    QVERIFY(m_desk->importAndOpen(course));
    QVERIFY(m_desk->trigger(u"files"_s));
    m_list = m_desk->find<QTreeView>(u"filesList"_s);
    QTRY_VERIFY(row(u"static/leaf.png"_s).isValid());
  }
  void cleanup() { m_desk.reset(); }

  void eachFileSaysWhoUsesIt()
  {
    QCOMPARE(row(u"static/leaf.png"_s, 3).data().toString(), u"1 place"_s);
    QCOMPARE(row(u"static/old.pdf"_s, 3).data().toString(), u"not used"_s);
    QCOMPARE(row(u"static/gone.pdf"_s, 3).data().toString(), u"missing, used in 1 place"_s);
    show(u"Not used"_s);
    QCOMPARE(paths(), QStringList{u"static/old.pdf"_s});
    show(u"Missing"_s);
    QCOMPARE(paths(), QStringList{u"static/gone.pdf"_s});
  }

  void aFileLeadsToWhereItIsUsed()
  {
    m_list->setCurrentIndex(row(u"static/leaf.png"_s));
    button(u"fileGoTo"_s)->click();
    QCOMPARE(m_desk->document().selection().current(), m_desk->block(u"html"_s, u"hello"_s));
  }

  void droppedFilesAreAddedAsOneStep()
  {
    QVERIFY(writeFile(m_desk->folder() + u"/a.txt"_s, "a").has_value());
    QVERIFY(writeFile(m_desk->folder() + u"/b.txt"_s, "b").has_value());
    panel().addFiles({m_desk->folder() + u"/a.txt"_s, m_desk->folder() + u"/b.txt"_s});
    QTRY_VERIFY(row(u"static/b.txt"_s).isValid());
    QVERIFY(row(u"static/a.txt"_s).isValid());
    QVERIFY(m_desk->trigger(u"undo"_s));
    QTRY_VERIFY(!row(u"static/b.txt"_s).isValid());
    QVERIFY(!row(u"static/a.txt"_s).isValid());
  }

  void aNameThatIsTakenIsAskedAbout()
  {
    QVERIFY(writeFile(m_desk->folder() + u"/old.pdf"_s, "longer than before").has_value());
    panel().addFiles({m_desk->folder() + u"/old.pdf"_s});
    QVERIFY(m_desk->window().messages().text().contains(u"static/old.pdf"_s));
    QCOMPARE(bytes(u"static/old.pdf"_s), 8);
    answer(u"Replace"_s);
    QTRY_COMPARE(bytes(u"static/old.pdf"_s), 18);
    QVERIFY(m_desk->trigger(u"undo"_s));
    QCOMPARE(bytes(u"static/old.pdf"_s), 8);
  }

  void aNewNameTakesReferencesAlong()
  {
    const QModelIndex index = row(u"static/leaf.png"_s);
    QVERIFY(m_list->model()->setData(index, u"static/tree.png"_s));
    QTRY_VERIFY(row(u"static/tree.png"_s).isValid());
    QCOMPARE(row(u"static/tree.png"_s, 3).data().toString(), u"1 place"_s);
    QVERIFY(m_list->model()->setData(row(u"static/tree.png"_s), u"../tree.png"_s));
    QTRY_VERIFY(m_desk->window().messages().text().contains(u"not a path"_s));
    QVERIFY(row(u"static/tree.png"_s).isValid());
  }

  void removedFilesComeBack()
  {
    m_list->setCurrentIndex(row(u"static/old.pdf"_s));
    button(u"fileRemove"_s)->click();
    QTRY_VERIFY(!row(u"static/old.pdf"_s).isValid());
    QVERIFY(m_desk->trigger(u"undo"_s));
    QTRY_VERIFY(row(u"static/old.pdf"_s).isValid());
  }

  void nothingCanBeDoneToAMissingFile()
  {
    m_list->setCurrentIndex(row(u"static/gone.pdf"_s));
    QVERIFY(!button(u"fileRemove"_s)->isEnabled());
    QVERIFY(!button(u"fileRename"_s)->isEnabled());
    QVERIFY(button(u"fileGoTo"_s)->isEnabled());
  }

private:
  FilesPanel& panel() { return *m_desk->window().page()->panels().files(); }
  QToolButton* button(const QString& name) { return m_desk->find<QToolButton>(name); }
  QModelIndex row(const QString& path, int column = 0) const
  {
    for (int at = 0; at < m_list->model()->rowCount(); ++at)
      if (m_list->model()->index(at, 0).data().toString() == path)
        return m_list->model()->index(at, column);
    return {};
  }
  QStringList paths() const
  {
    QStringList all;
    for (int at = 0; at < m_list->model()->rowCount(); ++at)
      all.append(m_list->model()->index(at, 0).data().toString());
    return all;
  }
  void show(const QString& which)
  {
    auto* box = m_desk->find<QComboBox>(u"filesWhich"_s);
    box->setCurrentText(which);
    Q_EMIT box->activated(box->currentIndex());
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
  qint64 bytes(const QString& path)
  {
    const auto& store = m_desk->document().store();
    const auto id = store.find(kFileType.toString(), path);
    return id ? store.blobSize(store.version(*id)->body).value_or(-1) : -1;
  }

  std::unique_ptr<Desk> m_desk;
  QTreeView* m_list = nullptr;
};

SCRIPTORIUM_TEST(TestFilesPanel)
#include "tst_filespanel.moc"
