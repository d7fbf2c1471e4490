#include "support/testmain.h"
#include "ui/shell/commands/commandpalette.h"
#include "ui/shell/commands/commands.h"

#include <QAction>
#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestCommands : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void eachHasItsOwnIdAndKeys()
  {
    const Commands commands;
    QSet<QString> ids;
    QSet<QString> keys;
    for (const auto& spec : Commands::table()) {
      const QString id = QString::fromLatin1(spec.id);
      QVERIFY2(!ids.contains(id), spec.id);
      ids.insert(id);
      for (const auto& key : commands.action(spec.command)->shortcuts()) {
        QVERIFY2(!key.isEmpty() && !keys.contains(key.toString()), spec.id);
        keys.insert(key.toString());
      }
      const QString picture = QString::fromLatin1(spec.icon);
      QVERIFY2(picture.isEmpty() || QFile::exists(u":/scriptorium/icons/%1.svg"_s.arg(picture)), spec.icon);
    }
  }

  void windowManagersLeaveTheKeysAlone()
  {
    const Commands commands;
    for (const auto& spec : Commands::table())
      for (const auto& keys : commands.action(spec.command)->shortcuts()) {
        const QKeyCombination key = keys[0];
        const auto modifiers = key.keyboardModifiers();
        const auto isFunction = key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35;
        // Super is the desktop's; Ctrl+Alt switches workspaces, opens terminals and locks the screen.
        QVERIFY2(!modifiers.testFlag(Qt::MetaModifier), spec.id);
        QVERIFY2(!(modifiers.testFlag(Qt::ControlModifier) && modifiers.testFlag(Qt::AltModifier)), spec.id);
        // Alt+F2 runs programs, Alt+F4 closes, Alt+Tab and Alt+Esc switch, Alt+Space is the window's menu;
        // Ctrl+F1 to F12 change desktops.
        QVERIFY2(!isFunction || !(modifiers & (Qt::AltModifier | Qt::ControlModifier)), spec.id);
        const QList<Qt::Key> switching{Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Escape, Qt::Key_Space,
                                       Qt::Key_Print};
        QVERIFY2(modifiers == Qt::NoModifier || !switching.contains(key.key()), spec.id);
        // Input methods begin a character by its number, and the choice of an emoji.
        QVERIFY2(key != (Qt::CTRL | Qt::SHIFT | Qt::Key_U), spec.id);
        QVERIFY2(key != (Qt::CTRL | Qt::Key_Period) && key != (Qt::CTRL | Qt::Key_Semicolon), spec.id);
      }
  }

  void nothingIsEnabledThatLacksItsNeeds()
  {
    Commands commands;
    commands.update({});
    QVERIFY(commands.action(Command::ImportArchive)->isEnabled());
    QVERIFY(!commands.action(Command::Undo)->isEnabled());
    commands.update(Needs(Need::Course) | Need::Selection | Need::Movable);
    QVERIFY(commands.action(Command::Copy)->isEnabled());
    QVERIFY(!commands.action(Command::Delete)->isEnabled());
    commands.update(Needs(Need::Course) | Need::Writable | Need::Selection | Need::Movable);
    QVERIFY(commands.action(Command::Delete)->isEnabled());
  }

  void thePalettePrefersWhatBeginsAsTyped()
  {
    QVERIFY(paletteScore(u"Export archive"_s, u"exp"_s) > paletteScore(u"Collapse; export"_s, u"exp"_s));
    QVERIFY(paletteScore(u"Export archive"_s, u"ea"_s) > 0);
    QCOMPARE(paletteScore(u"Export archive"_s, u"xyz"_s), 0);
  }
};

SCRIPTORIUM_TEST(TestCommands)
#include "tst_commands.moc"
