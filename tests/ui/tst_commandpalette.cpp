#include "support/testmain.h"
#include "ui/shell/commands/commandpalette.h"
#include "ui/shell/commands/commands.h"
#include "ui/shell/commands/shortcutsheet.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// Every command by a few letters, and every shortcut on one sheet.
class TestCommandPalette : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void onlyWhatCanBeDoneIsOffered();
  void lettersNarrowTheListAndTheBestStandsFirst();
  void enterRunsTheChosenOne();
  void arrowsStayInTheList();
  void nothingToRunIsNoCrash();
  void theSheetNamesEveryShortcut();

private:
  QStringList offered() const;
  void type(const QString& letters) { QTest::keyClicks(m_text, letters); }

  std::unique_ptr<QWidget> m_window;
  std::unique_ptr<Commands> m_commands;
  CommandPalette* m_palette = nullptr;
  QLineEdit* m_text = nullptr;
  QListWidget* m_list = nullptr;
};

void TestCommandPalette::init()
{
  m_window = std::make_unique<QWidget>();
  m_window->resize(900, 700);
  m_window->show();
  m_commands = std::make_unique<Commands>();
  m_commands->update({});
  m_palette = new CommandPalette(*m_commands, m_window.get());
  m_text = m_palette->findChild<QLineEdit*>(u"paletteText"_s);
  m_list = m_palette->findChild<QListWidget*>(u"paletteList"_s);
  m_palette->open();
}

void TestCommandPalette::cleanup()
{
  m_window.reset();
  m_commands.reset();
}

QStringList TestCommandPalette::offered() const
{
  QStringList names;
  for (int row = 0; row < m_list->count(); ++row)
    names.append(m_list->item(row)->text());
  return names;
}

void TestCommandPalette::onlyWhatCanBeDoneIsOffered()
{
  const QString import = Commands::plainText(m_commands->action(Command::ImportArchive));
  const QString remove = Commands::plainText(m_commands->action(Command::Delete));
  QVERIFY(offered().contains(import));
  QVERIFY(!offered().contains(remove));
  QVERIFY(!offered().contains(Commands::plainText(m_commands->action(Command::CommandPalette))));
  m_commands->update(Needs(Need::Course) | Need::Writable | Need::Selection | Need::Movable);
  m_palette->open();
  QVERIFY(offered().contains(remove));
  QVERIFY(m_palette->grab().width() > 0); // the lines paint themselves
}

void TestCommandPalette::lettersNarrowTheListAndTheBestStandsFirst()
{
  const qsizetype all = offered().size();
  type(u"import"_s);
  QVERIFY(offered().size() < all);
  QVERIFY2(offered().first().startsWith(u"Import"_s), qPrintable(offered().first()));
  QCOMPARE(m_list->currentRow(), 0);
}

void TestCommandPalette::enterRunsTheChosenOne()
{
  int runs = 0;
  m_commands->on(Command::About, this, [&] { ++runs; });
  type(u"about"_s);
  QTest::keyClick(m_text, Qt::Key_Return);
  QCOMPARE(runs, 1);
  QVERIFY(!m_palette->isVisible());
}

void TestCommandPalette::arrowsStayInTheList()
{
  QTest::keyClick(m_text, Qt::Key_Up);
  QCOMPARE(m_list->currentRow(), 0);
  for (int i = 0; i < 100; ++i)
    QTest::keyClick(m_text, Qt::Key_Down);
  QCOMPARE(m_list->currentRow(), m_list->count() - 1);
  QTest::keyClick(m_text, Qt::Key_Up);
  QCOMPARE(m_list->currentRow(), m_list->count() - 2);
}

void TestCommandPalette::nothingToRunIsNoCrash()
{
  type(u"zzzzzz"_s);
  QCOMPARE(offered(), QStringList(u"No command has these letters"_s));
  QTest::keyClick(m_text, Qt::Key_Down);
  QTest::keyClick(m_text, Qt::Key_Return);
  QVERIFY(!m_palette->isVisible());
}

void TestCommandPalette::theSheetNamesEveryShortcut()
{
  const ShortcutSheet sheet(*m_commands, m_window.get());
  QStringList words;
  for (const auto* label : sheet.findChildren<QLabel*>()) {
    const auto* elided = qobject_cast<const ElidedLabel*>(label);
    words.append(elided ? elided->accessibleName() : label->text());
  }
  const QString all = words.join(u'\n');
  for (const auto& spec : Commands::table()) {
    const QAction* action = m_commands->action(spec.command);
    if (action->shortcuts().isEmpty())
      continue;
    QVERIFY2(words.contains(Commands::plainText(action)), spec.id);
    for (const auto& key : action->shortcuts())
      QVERIFY2(all.contains(key.toString(QKeySequence::NativeText)), spec.id);
  }
}

SCRIPTORIUM_TEST(TestCommandPalette)
#include "tst_commandpalette.moc"
