#include "ui/shell/commands/commandpalette.h"

#include "ui/shell/commands/commands.h"
#include "ui/widgets/pickline.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

int paletteScore(const QString& text, const QString& typed)
{
  if (typed.isEmpty())
    return 1;
  if (text.startsWith(typed, Qt::CaseInsensitive))
    return 1000;
  if (text.contains(typed, Qt::CaseInsensitive))
    return 500;
  int score = 100;
  qsizetype at = -1;
  for (const QChar c : typed) {
    if (c.isSpace())
      continue;
    const qsizetype next = text.indexOf(c, at + 1, Qt::CaseInsensitive);
    if (next < 0)
      return 0;
    score -= static_cast<int>(qMin<qsizetype>(next - at - 1, 5));
    at = next;
  }
  return qMax(1, score);
}

CommandPalette::CommandPalette(const Commands& commands, QWidget* window)
    : QFrame(window, Qt::Popup), m_commands(commands)
{
  setObjectName(u"palette"_s);
  setProperty("look", u"popup"_s);
  m_text = new QLineEdit(this);
  m_text->setObjectName(u"paletteText"_s);
  m_text->setPlaceholderText(tr("Type a command"));
  m_text->setAccessibleName(tr("Type a command"));
  m_text->installEventFilter(this);
  m_list = new QListWidget(this);
  m_list->setObjectName(u"paletteList"_s);
  m_list->setAccessibleName(tr("Commands"));
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setUniformItemSizes(true);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setItemDelegate(new PickLine(m_list));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->addWidget(m_text);
  layout->addWidget(m_list);
  connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::open()
{
  m_text->clear();
  fill();
  const QWidget* window = parentWidget();
  const QSize size(qMin(560, window->width() - 48), qMin(420, window->height() - 120));
  resize(size);
  move(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 72)));
  show();
  m_text->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::fill()
{
  m_list->clear();
  struct Hit
  {
    int score;
    const CommandSpec* spec;
  };
  QList<Hit> hits;
  for (const auto& spec : Commands::table()) {
    const QAction* action = m_commands.action(spec.command);
    if (!action->isEnabled() || spec.command == Command::CommandPalette)
      continue;
    if (const int score = paletteScore(Commands::plainText(action), m_text->text()); score > 0)
      hits.append({score, &spec});
  }
  std::ranges::stable_sort(hits, std::ranges::greater{}, &Hit::score);
  for (const auto& hit : std::as_const(hits)) {
    const QAction* action = m_commands.action(hit.spec->command);
    auto* item = new QListWidgetItem(Commands::plainText(action));
    item->setData(PickLine::IconRole, QString::fromLatin1(hit.spec->icon));
    item->setData(PickLine::EndRole, action->shortcut().toString(QKeySequence::NativeText));
    item->setData(PickLine::NoteRole, Commands::categoryText(hit.spec->category).remove(u'&'));
    item->setData(Qt::UserRole, static_cast<int>(hit.spec->command));
    m_list->addItem(item);
  }
  if (hits.isEmpty()) {
    auto* none = new QListWidgetItem(tr("No command has these letters"), m_list);
    none->setFlags(Qt::NoItemFlags);
    none->setData(Qt::UserRole, -1);
    return;
  }
  m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
  const QListWidgetItem* item = m_list->currentItem();
  hide();
  if (item && item->flags().testFlag(Qt::ItemIsEnabled))
    m_commands.action(static_cast<Command>(item->data(Qt::UserRole).toInt()))->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_text && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentRow();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
      m_list->setCurrentRow(
          std::clamp(row + (key == Qt::Key_Down ? 1 : -1), 0, qMax(0, m_list->count() - 1)));
      return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      run();
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

} // namespace scriptorium
