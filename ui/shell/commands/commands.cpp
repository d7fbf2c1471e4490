#include "ui/shell/commands/commands.h"

#include "ui/widgets/icon.h"

#include <QAction>
#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QString Commands::categoryText(const char* category)
{
  return QCoreApplication::translate("Commands", category);
}

Commands::Commands(QObject* parent) : QObject(parent)
{
  for (const auto& spec : table()) {
    auto* action = new QAction(QCoreApplication::translate("Commands", spec.text), this);
    action->setObjectName(QString::fromLatin1(spec.id));
    if (*spec.icon != '\0')
      action->setIcon(icon(QString::fromLatin1(spec.icon)));
    QList<QKeySequence> keys;
    for (const auto& key : QString::fromLatin1(spec.shortcut).split(u", "_s, Qt::SkipEmptyParts))
      keys.append(QKeySequence(key, QKeySequence::PortableText));
    action->setShortcuts(keys);
    if (spec.scope == CommandSpec::Scope::Blocks)
      action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setCheckable(spec.isCheckable);
    QString tip = plainText(action);
    if (!keys.isEmpty())
      tip += u" (%1)"_s.arg(keys.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    m_actions.insert(spec.command, action);
  }
}

QAction* Commands::action(Command command) const
{
  QAction* action = m_actions.value(command);
  Q_ASSERT(action);
  return action;
}

void Commands::on(Command command, QObject* context, const std::function<void()>& run) const
{
  connect(action(command), &QAction::triggered, context, [run] { run(); });
}

void Commands::update(Needs have)
{
  for (const auto& spec : table())
    action(spec.command)->setEnabled((spec.needs & have) == spec.needs);
}

QString Commands::plainText(const QAction* action)
{
  QString text = action->text();
  text.remove(u'&');
  return text;
}

} // namespace scriptorium
